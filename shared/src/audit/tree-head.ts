import { z } from 'zod';
import { canonicalJson } from '../kernel';

/** What is signed of the log: at this instant its first `size` entries had this root. */
export const treeHeadSchema = z.strictObject({
  /** Also keeps the signed text apart from everything else that the key signs. */
  schema: z.literal('xietong.audit-head/1'),
  size: z.number().int().min(1),
  root: z.string().regex(/^[0-9a-f]{64}$/),
  at: z.iso.datetime({ precision: 3 }),
});
export type TreeHead = z.infer<typeof treeHeadSchema>;

/** The exact text that is signed: RFC 8785. */
export function treeHeadText(head: TreeHead): string {
  return canonicalJson(treeHeadSchema.parse(head));
}

/** A head with its Ed25519 signature over the UTF-8 bytes of `text`. */
export const signedHeadSchema = z.strictObject({
  text: z.string(),
  /** First 16 hex digits of the SHA-256 of the public key (SubjectPublicKeyInfo, DER). */
  keyId: z.string().regex(/^[0-9a-f]{16}$/),
  signature: z.base64(),
});
export type SignedHead = z.infer<typeof signedHeadSchema>;

/** A signed head as it was sent outside, whatever stands beside it, as the public key does; null for anything else. */
export function receivedHead(line: string): SignedHead | null {
  try {
    const { text, keyId, signature } = signedHeadSchema.strip().parse(JSON.parse(line));
    return { text, keyId, signature };
  } catch {
    return null;
  }
}

/** What a signed text says; null for what is no text of a head. */
export function readTreeHead(text: string): TreeHead | null {
  try {
    const head = treeHeadSchema.parse(JSON.parse(text));
    return canonicalJson(head) === text ? head : null;
  } catch {
    return null;
  }
}
