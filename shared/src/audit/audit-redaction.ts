import type { z } from 'zod';
import { maskPhone } from '../kernel';

export type JsonValue = z.infer<ReturnType<typeof z.json>>;

const SECRET_KEY = /password|passphrase|token|secret|authorization|cookie|credential/i;

/** A mainland mobile number anywhere in a text, with the ways people group and prefix it. */
const MOBILE = /(?<!\d)(?:(?:\+|00)?86[\s-]?)?1[3-9]\d(?:[\s-]?\d){8}(?!\d)/g;

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

/** A text with every mobile number in it masked. */
export function redactText(text: string): string {
  if (IDENTIFIER.test(text)) return text;
  const plain = text.normalize('NFKC');
  if (plain.search(MOBILE) === -1) return text;
  return plain.replace(MOBILE, (match) => maskPhone(match.replace(/\D/g, '').slice(-11)));
}

function redactNumber(value: number | bigint): JsonValue {
  const text = String(value);
  const masked = redactText(text);
  if (masked !== text) return masked;
  // Beyond 2^53 a JSON number loses digits.
  return typeof value === 'number' && Number.isFinite(value) ? value : text;
}
