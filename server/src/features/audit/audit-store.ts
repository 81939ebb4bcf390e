import type { CanonicalAuditEvent } from '@xietong/shared/audit';
import { AUDIT_SCHEMA_VERSION, auditTerms } from '@xietong/shared/audit';
import { sql } from 'drizzle-orm';
import { auditEvent } from '../../db/schema';
import type { Tx } from '../../platform/database';
import { auditColumns } from './audit-columns';

/** Appends an event. There is no other way to write one, and none to change it. */
export async function append(
  tx: Tx,
  { event, text, leafHash }: CanonicalAuditEvent,
  belonging: { tenantId: string; campaignId: string | null },
): Promise<void> {
  const at = new Date(event.at);
  await tx.insert(auditEvent).values({
    ...auditColumns(event),
    at,
    ...belonging,
    canonical: text,
    schemaVersion: AUDIT_SCHEMA_VERSION,
    leafHash: Buffer.from(leafHash),
    terms: sql`array_to_tsvector(${sql.param(auditTerms(text, at))}::text[])`,
  });
}
