import type { z } from 'zod';
import { maskPhone } from '../kernel';

export type JsonValue = z.infer<ReturnType<typeof z.json>>;

const SECRET_KEY = /password|passphrase|token|secret|authorization|cookie|credential/i;

/** Secrets by how they look or by the word before them: keys of channels, signed tokens, private keys, passwords. */
const SECRET_TEXTS = [
  /\bxt_[a-z0-9-]+_[\w-]{43}/g,
  /\beyJ[\w-]{8,}\.[\w-]+\.[\w-]*/g,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g,
  /(?<=\bbearer\s{1,4})\S+/gi,
  /(?<=(?:password|passwd|pwd|secret|token|口令|密码|密钥)\s{0,4}[:=是为]\s{0,4})[^\s,;。]+/gi,
];

/** What people put between the digits of a number: blanks, dashes, points, what is not seen at all. */
const GAP = String.raw`[\s\p{Pd}\p{Cf}._/·•()]{0,4}`;
const DIGIT = String.raw`(?:${GAP}\d)`;
/** A mainland mobile number anywhere in a text, with the ways people group and prefix it; an IPv4 address is none. */
const ONE_MOBILE = String.raw`(?:(?:\+|00)?86${GAP}|0|1259[03]|179\d\d)?\(?(?!\d{1,3}(?:\.\d{1,3}){3}(?![\d.]))1${GAP}[3-9]${DIGIT}{9}`;
/** Area code and number of a fixed line. */
const LANDLINE = String.raw`(?:(?:\+|00)?86${GAP})?\(?0(?:10|2\d|[3-9]\d\d)${GAP}[2-8]${DIGIT}{6,7}`;
/** Several mobile numbers may be written without anything between them. */
const NUMBERS = new RegExp(String.raw`(?<!\d)(?:(?:${ONE_MOBILE})+|${LANDLINE})(?!\d)`, 'gu');

/** Digits as they are written in Chinese, each at its value. */
const CHINESE_DIGITS = '〇一二三四五六七八九';
const OTHER_DIGITS: Readonly<Record<string, string>> = { 零: '0', 幺: '1', 两: '2' };

/** Ids and hashes hold runs of digits by chance; masking them would cut the event off its subject. */
const IDENTIFIER = /^(?:[0-9a-f]{64}|[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})$/;

/**
 * A value as the audit log may hold it: plain JSON without phone numbers and secrets.
 * Numbers of subscribers are masked wherever they stand, full-width digits included; fields named
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
  const plain = text.normalize('NFKC');
  const found = [...withPlainDigits(plain).matchAll(NUMBERS)];
  const isSecret = SECRET_TEXTS.some((pattern) => plain.search(pattern) !== -1);
  if (found.length === 0 && !isSecret) return text;
  let [masked, end] = ['', 0];
  for (const { 0: match, index } of found) {
    masked += plain.slice(end, index) + maskNumbers(match.replace(/\D/g, ''));
    end = index + match.length;
  }
  return SECRET_TEXTS.reduce((kept, pattern) => kept.replace(pattern, '***'), masked + plain.slice(end));
}

/** The same text, each character at its place, with all digits of all scripts as those of ASCII. */
function withPlainDigits(text: string): string {
  return text.replace(
    /[〇零幺一二两三四五六七八九]/g,
    (digit) => OTHER_DIGITS[digit] ?? String(CHINESE_DIGITS.indexOf(digit)),
  );
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
