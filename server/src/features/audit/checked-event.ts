import { createHash } from 'node:crypto';
import { auditEventSchema, auditTerms } from '@xietong/shared/audit';
import type { AuditEvent } from '@xietong/shared/audit';
import { auditColumns } from './audit-columns';
import type { CheckedRow } from './audit-integrity-store';
import { leafHashOf } from './node-hash';

type StoredEvent = NonNullable<CheckedRow['event']>;

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
  const differing = Object.entries({ ...auditColumns(event), at: event.at })
    .filter(([name, value]) => columns[name] !== value)
    .map(([name]) => name);
  if (codes.get(event.tenant) !== stored.tenantId) differing.push('tenantId');
  if (stored.terms !== fingerprint(auditTerms(stored.canonical, stored.at).join(' ')))
    differing.push('terms');
  if (!leafHashOf(stored.canonical).equals(stored.leafHash)) differing.push('leafHash');
  return differing;
}

const fingerprint = (text: string) => createHash('sha256').update(text).digest('hex');
