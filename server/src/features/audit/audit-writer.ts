import { canonicalAuditEvent, changedFields, type AuditEvent } from '@xietong/shared/audit';
import { actorId } from '@xietong/shared/tenants';
import type {
  AuditEntry,
  AuditPort,
  CompletionPort,
  FailureEntry,
  FailurePort,
  RepeatPort,
  ToldPort,
} from '../../access/audit-port';
import type { Call } from '../../access/call';
import type { Clock } from '../../platform/clock';
import { onEnd, withTenant, type Database, type Tx } from '../../platform/database';
import type { Ids } from '../../platform/ids';
import type { Logger } from '../../platform/logger';
import { append } from './audit-store';

export interface AuditWriterDeps {
  /** Connection of the app role. */
  db: Database;
  clock: Clock;
  ids: Ids;
  logger: Logger;
  /** Where acts of somebody who is not signed in belong; null before anything was seeded. */
  province: () => Promise<{ id: string; code: string } | null>;
}

export type AuditWriter = AuditPort & CompletionPort & FailurePort & RepeatPort & ToldPort;

/** A success, whose thing is not always known to the edge. */
type SuccessEntry = Omit<AuditEntry, 'subject'> & { readonly subject: FailureEntry['subject'] };

/** Writes audit events in their canonical form. */
export function createAuditWriter({ db, clock, ids, logger, province }: AuditWriterDeps): AuditWriter {
  const stamp = () => ({ schema: 'xietong.audit/2', id: ids.next(), at: clock.now().toISOString() }) as const;

  /** Calls whose own act stands in the log. */
  const toldOwn = new WeakSet<Call>();
  /** Calls whose own act is written in a transaction that has not ended: it may yet be undone, and done again. */
  const telling = new WeakSet<Call>();

  /** What was written stands once its transaction is committed. */
  function tellAtEnd(tx: Tx, call: Call): void {
    telling.add(call);
    onEnd(tx, (isCommitted) => {
      telling.delete(call);
      if (isCommitted) toldOwn.add(call);
    });
  }

  async function success(tx: Tx, call: Call, entry: SuccessEntry): Promise<void> {
    const { actor, requestId, address } = call;
    const isOwn = entry.act === call.act;
    if (isOwn && (toldOwn.has(call) || telling.has(call)))
      throw new Error(`a second event of ${entry.act} in one call`);
    const { id: tenantId, code: tenant } = entry.tenant ?? actor.tenant;
    const event: AuditEvent = {
      ...stamp(),
      actor: { kind: actor.kind, id: actorId(actor), name: actorName(actor) },
      tenant,
      act: entry.act,
      subject: { type: entry.subject.type, id: entry.subject.id },
      ...changedFields(entry.before, entry.after),
      requestId,
      address,
      result: 'SUCCESS',
      code: null,
      campaignId: entry.campaignId ?? null,
    };
    const written = canonicalAuditEvent(event);
    if (isOwn) tellAtEnd(tx, call);
    await append(tx, written, tenantId);
  }

  async function standalone(call: Call, entry: SuccessEntry): Promise<void> {
    const { actor, requestId } = call;
    const scope = { tenantId: actor.tenant.id, actorId: actorId(actor), requestId };
    await withTenant(db, scope, (tx) => success(tx, call, entry));
  }

  async function writeFailure(entry: FailureEntry): Promise<void> {
    const { actor, act, subject, result, code, requestId, address } = entry;
    const tenant = actor?.tenant ?? entry.tenant ?? (await province());
    if (!tenant) return;
    const event: AuditEvent = {
      ...stamp(),
      actor: actor
        ? { kind: actor.kind, id: actorId(actor), name: actorName(actor) }
        : { kind: 'ANONYMOUS', id: null, name: entry.claimedName ?? '' },
      tenant: tenant.code,
      act,
      subject: { ...subject },
      before: null,
      after: null,
      requestId,
      address,
      result,
      code,
      campaignId: null,
    };
    const scope = { tenantId: tenant.id, actorId: actor && actorId(actor), requestId };
    await withTenant(db, scope, (tx) => append(tx, canonicalAuditEvent(event), tenant.id));
  }

  return {
    success,
    standalone,
    isTold: (call) => toldOwn.has(call),
    repeated: (call) => {
      toldOwn.add(call);
    },
    async completed(call, entry) {
      if (!toldOwn.has(call)) await standalone(call, entry);
    },
    async failure(entry) {
      try {
        await writeFailure(entry).catch(async (error: unknown) => {
          // What was tried is named by whoever tried it: rather no name of it than no event.
          if (entry.subject.id === null) throw error;
          await writeFailure({ ...entry, subject: { ...entry.subject, id: null } });
        });
      } catch (error) {
        logger.error(
          { requestId: entry.requestId, act: entry.act, code: entry.code, err: error },
          'a refusal could not be audited',
        );
      }
    },
  };
}

/** People are named by name and staff id, as the log of years later must stand alone. */
function actorName(actor: Call['actor']): string {
  return actor.kind === 'PERSON' ? `${actor.name} ${actor.staffId}` : actor.name;
}
