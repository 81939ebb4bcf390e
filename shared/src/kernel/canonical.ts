import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import canonicalize from 'canonicalize';

/**
 * JSON in the canonical form of RFC 8785.
 * @throws TypeError for what JSON cannot hold (undefined at the top, functions, NaN).
 */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('value has no JSON form');
  return text;
}

/** SHA-256 in hex of `domain`, a zero byte and `text`: equal texts of two domains never share a hash. */
export function domainHash(domain: string, text: string): string {
  return bytesToHex(sha256(utf8ToBytes(`${domain}\u0000${text}`)));
}
