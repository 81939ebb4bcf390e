import { utf8ToBytes } from '@noble/hashes/utils.js';
import { canonicalJson, sameJson, storableText } from '../kernel';
import { redactRecord, redactText, type JsonValue } from './audit-redaction';
import { auditEventSchema, type AuditEvent } from './audit-schema';
import { merkleLeafHash } from './merkle-tree';

export interface CanonicalAuditEvent {
  readonly event: AuditEvent;
  /** RFC 8785 text, stored exactly as it is. */
  readonly text: string;
  readonly leafHash: Uint8Array;
}

/**
 * The form in which an event is stored and proven: of whole characters, redacted, checked, canonical, with its leaf
 * hash. What no database and no canonical text could hold is U+FFFD in it: better a mended text than no event.
 * @throws ZodError when the event does not have the fixed shape.
 */
export function canonicalAuditEvent(given: AuditEvent): CanonicalAuditEvent {
  const input = storable(given);
  const event = auditEventSchema.parse({
    ...input,
    actor: { ...input.actor, name: redactText(input.actor.name) },
    subject: { ...input.subject, id: input.subject.id === null ? null : redactText(input.subject.id) },
    before: input.before && redactRecord(input.before),
    after: input.after && redactRecord(input.after),
  });
  const text = canonicalJson(event);
  return { event, text, leafHash: auditLeafHash(text) };
}

/** A value with all its texts, keys too, such that they can be stored. */
function storable<T>(value: T): T;
function storable(value: unknown): unknown {
  if (typeof value === 'string') return storableText(value);
  if (Array.isArray(value)) return value.map((each) => storable<unknown>(each));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [storableText(key), storable<unknown>(each)]),
  );
}

/** RFC 6962 leaf hash of a stored text: SHA-256(0x00 ‖ text). */
export function auditLeafHash(text: string): Uint8Array {
  return merkleLeafHash(utf8ToBytes(text));
}

type Fields = Record<string, JsonValue> | null;

/**
 * The fields in which two states of a thing differ, redacted. A state that is not given (before a
 * creation, after a removal) is null; a field missing in one state is null there.
 */
export function changedFields(
  before: object | undefined,
  after: object | undefined,
): { before: Fields; after: Fields } {
  const old = before && redactRecord(before);
  const fresh = after && redactRecord(after);
  if (!old || !fresh) return { before: old ?? null, after: fresh ?? null };
  const keys = [...new Set([...Object.keys(old), ...Object.keys(fresh)])].filter(
    (key) => !sameJson(old[key], fresh[key]),
  );
  const pick = (state: Record<string, JsonValue>) =>
    Object.fromEntries(keys.map((key) => [key, state[key] ?? null]));
  return { before: pick(old), after: pick(fresh) };
}
