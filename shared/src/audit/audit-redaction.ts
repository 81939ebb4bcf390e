import type { z } from 'zod';
import { maskPhone } from '../kernel';
import { textReadings } from './text-reading';

export type JsonValue = z.infer<ReturnType<typeof z.json>>;

const SECRET_KEY = /password|passphrase|token|secret|authorization|cookie|credential/i;

/** Secrets by how they look or by the word before them: keys of channels, signed tokens, private keys, passwords. */
const SECRET_TEXTS = [
  /\bxt_[a-z0-9-]+_[\w-]{43}/g,
  /(?<![\w-])eyJ[\w-]{8,}\.[\w-]+\.[\w-]*/g,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g,
  /(?<=\bbearer\s{1,4})\S+/gi,
  /(?<=(?:password|passwd|pwd|secret|token|口令|密码|密钥)["']?\s{0,4}[:=是为]\s{0,4}["']?)[^\s,;。"']+/gi,
];

/** What people put between the groups of a number: blanks, dashes, points, brackets. */
const GAP = String.raw`[\s\p{Pd}._/·•()]{1,8}`;
/** Between three, four and four digits whatever is no digit, letter or sign of a list, whose numbers these may be. */
const ANY_GAP = String.raw`[^\p{L}\p{N},;、，；]{1,8}`;
const digits = (count: number): string => `\\d{${String(count)}}`;
/** Between single digits a list's signs, too: few lists have eleven such in a row, and begin as a number does. */
const LIST_GAP = String.raw`[^\p{L}\p{N}]{1,8}`;
/** How people group the eleven digits of a mobile number; other groups are amounts, days, versions or addresses. */
const GROUPINGS = [
  ...[[11], [3, 4, 4], [3, 3, 5], [3, 8], [4, 3, 4], [4, 4, 3], [7, 4], [3, 2, 2, 2, 2]].map((groups) =>
    groups.map(digits).join(GAP),
  ),
  [3, 4, 4].map(digits).join(ANY_GAP),
  Array.from({ length: 11 }, () => digits(1)).join(LIST_GAP),
];
/** A mainland mobile number anywhere in a text, with the ways people prefix it. */
const ONE_MOBILE = String.raw`(?:(?:\+|00)?86(?:${GAP})?|0{1,2}|1259[03]|179\d\d)?\(?(?=1(?:${LIST_GAP})?[3-9])(?:${GROUPINGS.join('|')})`;
/** Area code and number of a fixed line; a number that begins with a year is that of something else. */
const LANDLINE = String.raw`(?:(?:\+|00)?86(?:${GAP})?)?\(?0(?:10|2\d|[3-9]\d\d)(?:\)\s?|${GAP})?(?!20[0-4]\d)(?=[2-8])(?:${digits(4)}(?:${GAP})?|${digits(3)}(?:${GAP})?)${digits(4)}`;
/** Several mobile numbers may be written without anything between them. */
const NUMBERS = new RegExp(String.raw`(?<!\d)(?:(?:${ONE_MOBILE})+|${LANDLINE})(?!\d)`, 'gu');

/** Ids and hashes hold runs of digits by chance; masking them would cut the event off its subject. */
const IDENTIFIER = /^(?:[0-9a-f]{64}|[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})$/;

/**
 * A value as the audit log may hold it: plain JSON without phone numbers and secrets.
 * Numbers of subscribers are masked wherever they stand and however they are written; fields named
 * like a secret are dropped with their content; bytes are left out.
 */
export function redact(value: unknown): JsonValue {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return redactText(value);
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number' || typeof value === 'bigint') return redactNumber(value);
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(redact);
  if (typeof value !== 'object' || ArrayBuffer.isView(value)) return null;
  return redactRecord(value);
}

/** The fields of an object, each redacted. Undefined fields are left out, as JSON does. */
export function redactRecord(record: object): Record<string, JsonValue> {
  const entries = Object.entries(record)
    .filter(([key, field]) => field !== undefined && !SECRET_KEY.test(key))
    .map(([key, field]) => [redactText(key), redact(field)] as const);
  return Object.fromEntries(entries);
}

/** A text with every telephone number in it masked, and every secret that can be told by its look left out. */
export function redactText(text: string): string {
  if (IDENTIFIER.test(text)) return text;
  const masked = replaceDigits(text, NUMBERS, maskNumbers);
  const plain = masked.normalize('NFKC');
  const isSecret = SECRET_TEXTS.some((pattern) => plain.search(pattern) !== -1);
  return isSecret ? SECRET_TEXTS.reduce((kept, pattern) => kept.replace(pattern, '***'), plain) : masked;
}

/** Part of a number may be enough to find its owner. Days are written with dashes, never between single digits. */
const PART_OF_NUMBER = new RegExp(String.raw`\d(?:\s{0,2}\d){6,}|(?<!\d)\d(?:${LIST_GAP}\d){6,}(?!\d)`, 'gu');

/**
 * What somebody searched by, as the log may hold it: redacted, and without long runs of digits, which may be a number
 * that was typed in part.
 */
export function redactFilter(filter: unknown): JsonValue {
  return withoutParts(redact(filter));
}

function withoutParts(value: JsonValue): JsonValue {
  if (typeof value === 'string') return IDENTIFIER.test(value) ? value : withoutPart(value);
  if (typeof value === 'number') return Math.abs(value) < 1_000_000 ? value : '***';
  if (Array.isArray(value)) return value.map(withoutParts);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, field]) => [withoutPart(key), withoutParts(field)]),
  );
}

/** A text without the parts of numbers that it holds, however they are written. */
function withoutPart(text: string): string {
  return replaceDigits(text, PART_OF_NUMBER, () => '***');
}

interface FoundDigits {
  readonly from: number;
  readonly to: number;
  readonly digits: string;
}

/** A text with what stands for the digits that a pattern finds, in whichever way the text is read. */
function replaceDigits(text: string, pattern: RegExp, standIn: (digits: string) => string): string {
  let [replaced, end] = ['', 0];
  for (const { from, to, digits: found } of digitsIn(text, pattern)) {
    replaced += text.slice(end, from) + standIn(found);
    end = to;
  }
  return replaced + text.slice(end);
}

/** Where digits stand, in order. */
function digitsIn(written: string, pattern: RegExp): FoundDigits[] {
  const found: FoundDigits[] = [];
  const taken = new Uint8Array(written.length);
  for (const { text, places } of textReadings(written))
    for (const { 0: match, index } of text.matchAll(pattern)) {
      const from = places[index] ?? 0;
      const to = endOf(places, index + match.length - 1);
      if (taken.subarray(from, to).includes(1)) continue;
      taken.fill(1, from, to);
      found.push({ from, to, digits: match.replace(/\D/g, '') });
    }
  return found.sort((a, b) => a.from - b.from);
}

/** Where the next character of a text stands: some are read as several. */
function endOf(places: readonly number[], last: number): number {
  let next = last + 1;
  while (next < places.length - 1 && places[next] === places[last]) next += 1;
  return places[next] ?? 0;
}

/** Of one number, or of several without anything between them; of a fixed line nothing is kept. */
function maskNumbers(digits: string): string {
  const mobiles = digits.length < 22 ? [digits.slice(-11)] : (digits.match(/1[3-9]\d{9}/g) ?? []);
  return mobiles.map((mobile) => maskPhone(/^1[3-9]/.test(mobile) ? mobile : '')).join(' ');
}

function redactNumber(value: number | bigint): JsonValue {
  const text = String(value);
  const masked = redactText(text);
  if (masked !== text) return masked;
  // Beyond 2^53 a JSON number loses digits.
  return typeof value === 'number' && Number.isFinite(value) ? value : text;
}
