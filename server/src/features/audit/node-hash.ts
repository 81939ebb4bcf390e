import { createHash } from 'node:crypto';

const NODE_PREFIX = Buffer.from([1]);
const LEAF_PREFIX = Buffer.from([0]);

/** As `merkleNodeHash` of the shared code, by OpenSSL: trees of millions of entries are hashed here. */
export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  return createHash('sha256').update(NODE_PREFIX).update(left).update(right).digest();
}

/** As `auditLeafHash` of the shared code, by OpenSSL. */
export function leafHashOf(text: string): Buffer {
  return createHash('sha256').update(LEAF_PREFIX).update(text, 'utf8').digest();
}
