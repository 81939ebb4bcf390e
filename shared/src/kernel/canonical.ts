import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import canonicalize from 'canonicalize';

/** Half a character, as JSON escapes it; a whole one is never escaped, and a backslash that was typed is two. */
const ESCAPED_SURROGATE = /(?<!\\)(?:\\\\)*\\ud[89a-f]/;

/**
 * JSON in the canonical form of RFC 8785.
 * @throws TypeError for what JSON cannot hold (undefined at the top, functions, NaN), and for a lone surrogate, which
 *   I-JSON cannot: its text would not be the same for everybody who reads it
 */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('value has no JSON form');
  if (ESCAPED_SURROGATE.test(text)) throw new TypeError('a lone surrogate has no canonical form');
  return text;
}

/**
 * A UUID (version 8) that the same text always gets: what will be made can be named before it is made.
 * Only for what is derived from ids of the server's; what a person can choose stands beside ids of that person, so that
 * nobody can aim at what another one has.
 */
export function derivedId(domain: string, text: string): string {
  const hex = domainHash(domain, text);
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 3) | 8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

/** SHA-256 in hex of `domain`, a zero byte and `text`: equal texts of two domains never share a hash. */
export function domainHash(domain: string, text: string): string {
  return bytesToHex(sha256(utf8ToBytes(`${domain}\u0000${text}`)));
}
