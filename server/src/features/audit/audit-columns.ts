import { auditSchemaVersionOf } from '@xietong/shared/audit';
import type { StoredAuditEvent } from '@xietong/shared/audit';
import { storableText } from '@xietong/shared/kernel';

/** What lists and filters read of an event's text, by the columns that it is kept in. */
export function auditColumns(event: StoredAuditEvent) {
  const { id, actor, act, subject, result, code, requestId, address } = event;
  return {
    id,
    actorKind: actor.kind,
    actorId: actor.id,
    actorName: actor.name,
    act,
    subjectType: subject.type,
    // Of before it was looked at: a text may hold half a character, and no column does.
    subjectId: storableText(subject.id ?? ''),
    result,
    code,
    requestId,
    address,
    schemaVersion: auditSchemaVersionOf(event),
  };
}
