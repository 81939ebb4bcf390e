import { auditEventSchema } from '@xietong/shared/audit';
import type { AuditEvent } from '@xietong/shared/audit';
import type { CheckedRow } from './audit-integrity-store';
import { leafHashOf } from './node-hash';

type StoredEvent = NonNullable<CheckedRow['event']>;

/** What each column says by an event's text. */
function columnsOf(event: AuditEvent): Readonly<Record<string, unknown>> {
  return {
    id: event.id,
    at: event.at,
    actorKind: event.actor.kind,
    actorId: event.actor.id,
    actorName: event.actor.name,
    act: event.act,
    subjectType: event.subject.type,
    subjectId: event.subject.id ?? '',
    result: event.result,
    code: event.code,
    requestId: event.requestId,
    address: event.address,
  };
}

/**
 * Columns of an event that do not say what its text says: lists and filters read them. The campaign is
 * no part of the text and is not looked at.
 * @param codes tenants' ids by code
 */
export function differingColumns(stored: StoredEvent, codes: ReadonlyMap<string, string>): string[] {
  let event: AuditEvent;
  try {
    event = auditEventSchema.parse(JSON.parse(stored.canonical));
  } catch {
    return ['canonical'];
  }
  const columns: Readonly<Record<string, unknown>> = { ...stored, at: stored.at.toISOString() };
  const differing = Object.entries(columnsOf(event))
    .filter(([name, value]) => columns[name] !== value)
    .map(([name]) => name);
  if (codes.get(event.tenant) !== stored.tenantId) differing.push('tenantId');
  if (!leafHashOf(stored.canonical).equals(stored.leafHash)) differing.push('leafHash');
  return differing;
}
