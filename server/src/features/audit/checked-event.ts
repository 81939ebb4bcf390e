import { createHash } from 'node:crypto';
import { auditTerms, storedAuditEventSchema } from '@xietong/shared/audit';
import type { StoredAuditEvent } from '@xietong/shared/audit';
import { auditColumns } from './audit-columns';
import type { CheckedRow } from './audit-integrity-store';
import { leafHashOf } from './node-hash';

export type CheckedEvent = NonNullable<CheckedRow['event']>;

/** What a stored text says; null for what is no text of an event. */
export function readStoredEvent(canonical: string): StoredAuditEvent | null {
  try {
    return storedAuditEventSchema.parse(JSON.parse(canonical));
  } catch {
    return null;
  }
}

/**
 * Columns of an event that do not say what its text says: lists and filters read them. Every column of the table has
 * its part here, or it does not compile. Texts of the first version do not name the campaign: theirs is not looked at.
 * @param codes tenants' ids by code
 */
export function differingColumns(
  stored: CheckedEvent,
  event: StoredAuditEvent,
  codes: ReadonlyMap<string, string>,
): string[] {
  const told: Readonly<Record<keyof CheckedEvent, unknown>> = {
    ...auditColumns(event),
    // The database counts microseconds: between two milliseconds nothing was written.
    at: event.at.replace(/Z$/, '000Z'),
    tenantId: codes.get(event.tenant),
    campaignId: 'campaignId' in event ? event.campaignId : stored.campaignId,
    canonical: stored.canonical,
    leafHash: leafHashOf(stored.canonical).toString('hex'),
    terms: fingerprint(
      auditTerms(stored.canonical, new Date(event.at))
        .map((term) => `'${term}'`)
        .join(' '),
    ),
  };
  const found: Readonly<Record<string, unknown>> = { ...stored, leafHash: stored.leafHash.toString('hex') };
  return Object.entries(told)
    .filter(([name, value]) => found[name] !== value)
    .map(([name]) => name);
}

const fingerprint = (text: string) => createHash('sha256').update(text).digest('hex');
