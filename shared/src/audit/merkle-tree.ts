import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes } from '@noble/hashes/utils.js';

/** Prefixes by which RFC 6962 §2.1 keeps leaves and inner nodes apart. */
const LEAF_PREFIX = new Uint8Array([0]);
const NODE_PREFIX = new Uint8Array([1]);

/** Bytes of a SHA-256 hash. */
export const HASH_BYTES = 32;

/** RFC 6962 §2.1: SHA-256(0x00 ‖ data). */
export function merkleLeafHash(data: Uint8Array): Uint8Array {
  return sha256(concatBytes(LEAF_PREFIX, data));
}

/** RFC 6962 §2.1: SHA-256(0x01 ‖ left ‖ right). */
export function merkleNodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  return sha256(concatBytes(NODE_PREFIX, left, right));
}

/** The complete subtree over the leaves `[index · 2^level, (index + 1) · 2^level)`. */
export interface TreeNode {
  readonly level: number;
  readonly index: number;
}

/** The largest power of two that is at most `n`, with its exponent; `n` ≥ 1. */
function largestPower(n: number): { power: number; level: number } {
  let power = 1;
  let level = 0;
  while (power * 2 <= n) {
    power *= 2;
    level += 1;
  }
  return { power, level };
}

/** Where RFC 6962 §2.1 cuts a tree of `size` ≥ 2 leaves: the largest power of two below it. */
export function splitOf(size: number): number {
  const { power } = largestPower(size);
  return power === size ? power / 2 : power;
}

/**
 * The complete subtrees, from left to right, of which the Merkle tree over the leaves `[start, end)`
 * consists. `start` is where such a tree can begin: 0, or a place at which RFC 6962 cuts.
 */
export function completeSubtrees(start: number, end: number): TreeNode[] {
  const nodes: TreeNode[] = [];
  for (let at = start; at < end;) {
    const { power, level } = largestPower(end - at);
    nodes.push({ level, index: at / power });
    at += power;
  }
  return nodes;
}

/** Root of a tree from the hashes of its complete subtrees, left to right; of none, the empty tree's. */
export function foldSubtrees(hashes: readonly Uint8Array[]): Uint8Array {
  if (hashes.length === 0) return sha256(new Uint8Array());
  return hashes.reduceRight((right, left) => merkleNodeHash(left, right));
}
