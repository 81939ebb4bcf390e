import type { CanonicalAuditEvent } from '@xietong/shared/audit';
import { AUDIT_SCHEMA_VERSION } from '@xietong/shared/audit';
import { auditEvent } from '../../db/schema';
import type { Tx } from '../../platform/database';

/** Appends an event. There is no other way to write one, and none to change it. */
export async function append(
  tx: Tx,
  { event, text, leafHash }: CanonicalAuditEvent,
  belonging: { tenantId: string; campaignId: string | null },
): Promise<void> {
  await tx.insert(auditEvent).values({
    id: event.id,
    at: new Date(event.at),
    tenantId: belonging.tenantId,
    campaignId: belonging.campaignId,
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
    canonical: text,
    schemaVersion: AUDIT_SCHEMA_VERSION,
    leafHash: Buffer.from(leafHash),
  });
}
