import type { CanonicalAuditEvent } from '@xietong/shared/audit';
import { auditTerms } from '@xietong/shared/audit';
import { sql } from 'drizzle-orm';
import { auditEvent } from '../../db/schema';
import type { Tx } from '../../platform/database';
import { auditColumns } from './audit-columns';

/** Appends an event. There is no other way to write one, and none to change it. */
export async function append(
  tx: Tx,
  { event, text, leafHash }: CanonicalAuditEvent,
  tenantId: string,
): Promise<void> {
  const at = new Date(event.at);
  await tx.insert(auditEvent).values({
    ...auditColumns(event),
    campaignId: event.campaignId,
    at,
    tenantId,
    canonical: text,
    leafHash: Buffer.from(leafHash),
    terms: sql`array_to_tsvector(${sql.param(auditTerms(text, at))}::text[])`,
  });
}
