import type { CanonicalAuditEvent } from '@xietong/shared/audit';
import { AUDIT_SCHEMA_VERSION } from '@xietong/shared/audit';
import { auditEvent } from '../../db/schema';
import type { Tx } from '../../platform/database';
import { auditColumns } from './audit-columns';

/** Appends an event. There is no other way to write one, and none to change it. */
export async function append(
  tx: Tx,
  { event, text, leafHash }: CanonicalAuditEvent,
  belonging: { tenantId: string; campaignId: string | null },
): Promise<void> {
  await tx.insert(auditEvent).values({
    ...auditColumns(event),
    at: new Date(event.at),
    ...belonging,
    canonical: text,
    schemaVersion: AUDIT_SCHEMA_VERSION,
    leafHash: Buffer.from(leafHash),
  });
}
