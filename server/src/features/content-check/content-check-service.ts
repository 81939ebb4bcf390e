import { checkDictionaryDecision, checkProposal, compareDictionaries } from '@xietong/shared/content-check';
import type {
  CurrentDictionary,
  DecideDictionaryInput,
  Dictionary,
  DictionaryHistory,
  DictionaryVersionRow,
  DictionaryVersionView,
  KnownEvidence,
  ProposeDictionaryInput,
} from '@xietong/shared/content-check';
import { actorId, actorLabel } from '@xietong/shared/tenants';
import { asCaller } from '../../access/as-caller';
import type { AuditPort } from '../../access/audit-port';
import type { Call } from '../../access/call';
import { can, requireCan, requireRow } from '../../access/require-can';
import { AppError, unwrap } from '../../platform/app-error';
import type { Clock } from '../../platform/clock';
import type { Database, Tx } from '../../platform/database';
import type { Ids } from '../../platform/ids';
import { createDictionaryStore } from './dictionary-store';
import type { DictionaryRecord } from './dictionary-store';
import { createReleaseCheckStore } from './release-check-store';

export interface ContentCheckServiceDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly audit: AuditPort;
  readonly smsSignature: string;
}

function rowOf(call: Call, record: DictionaryRecord): DictionaryVersionRow {
  const { actor } = call;
  const { proposedAt, decidedAt, body, ...rest } = record;
  const isOpen = record.state === 'PROPOSED';
  const isOwn = record.proposedBy === actorId(actor);
  return {
    ...{ id: rest.id, state: rest.state, version: rest.version, base: rest.base, reason: rest.reason },
    entryCount: body.entries.length,
    proposedByName: rest.proposedByName,
    proposedAt: proposedAt.toISOString(),
    decidedByName: rest.decidedByName,
    decidedAt: decidedAt?.toISOString() ?? null,
    decisionReason: rest.decisionReason,
    may: {
      decide: isOpen && !isOwn && can(actor, 'approve', 'CheckDictionary', record),
      withdraw: isOpen && isOwn && can(actor, 'withdraw', 'CheckDictionary', record),
    },
  };
}

/** The words that a change touches, as the audit keeps them. */
function auditedChange(before: Dictionary, after: Dictionary): Record<string, unknown> {
  const { added, removed, changed, names, linkDomains, tariffPattern } = compareDictionaries(before, after);
  return {
    added: added.map(({ word }) => word),
    removed: removed.map(({ word }) => word),
    changed: changed.map((change) => change.after.word),
    ...{ names, linkDomains, tariffPattern: tariffPattern?.after ?? null },
  };
}

/** The dictionary of the content check: read by all, changed by two people of the province. */
export function createContentCheckService(deps: ContentCheckServiceDeps) {
  const { database, clock, ids, audit, smsSignature } = deps;

  /** Only what was confirmed concerns a city. */
  function isSeen(call: Call, { state }: DictionaryRecord): boolean {
    return call.actor.tenant.kind === 'PROVINCE' || state === 'CONFIRMED';
  }

  async function open(tx: Tx, call: Call, id: string): Promise<DictionaryRecord> {
    const store = createDictionaryStore(tx);
    await store.lock();
    const record = requireRow(await store.findById(id));
    requireCan(call.actor, 'read', 'CheckDictionary', record);
    return record;
  }

  return {
    /** What content is checked against, for whoever checks while typing. */
    async dictionary(call: Call): Promise<CurrentDictionary> {
      return asCaller(database, call, async (tx) => ({
        ...(await createDictionaryStore(tx).current()),
        smsSignature,
      }));
    },

    /** Every version, and for the province what was proposed beside them. */
    async history(call: Call): Promise<DictionaryHistory> {
      return asCaller(database, call, async (tx) => {
        const store = createDictionaryStore(tx);
        const records = (await store.list()).filter((record) => isSeen(call, record));
        const { version } = await store.current();
        const isOpen = records.some(({ state }) => state === 'PROPOSED');
        const { id } = call.actor.tenant;
        return {
          rows: records.map((record) => rowOf(call, record)),
          current: version,
          mayPropose: !isOpen && can(call.actor, 'create', 'CheckDictionary', { tenantId: id }),
        };
      });
    },

    /** One version beside the one that it was made from. @throws AppError NOT_FOUND */
    async version(call: Call, { id }: { id: string }): Promise<DictionaryVersionView> {
      return asCaller(database, call, async (tx) => {
        const store = createDictionaryStore(tx);
        const record = requireRow(await store.findById(id));
        requireCan(call.actor, 'read', 'CheckDictionary', record);
        if (!isSeen(call, record)) throw new AppError('NOT_FOUND');
        return {
          row: rowOf(call, record),
          dictionary: record.body,
          before: await store.ofVersion(record.base),
        };
      });
    },

    /**
     * Evidence that was given before, for the editor of a campaign and of what it stands on.
     * @throws AppError NOT_FOUND
     */
    async evidence(
      call: Call,
      input: { campaignId: string; standardVersionId: string | null },
    ): Promise<KnownEvidence> {
      return asCaller(database, call, async (tx) => {
        const store = createReleaseCheckStore(tx);
        requireCan(call.actor, 'read', 'Release', requireRow(await store.ownerOf(input.campaignId)));
        return {
          former: (await store.latestOfCampaign(input.campaignId))?.exemptions ?? [],
          inherited: input.standardVersionId ? await store.evidenceOfStandard(input.standardVersionId) : [],
        };
      });
    },

    /**
     * Proposes the next version; another person of the province confirms it.
     * @throws AppError FORBIDDEN; STALE_VERSION when another one was confirmed meanwhile,
     * DICTIONARY_PROPOSED_ALREADY, DICTIONARY_UNCHANGED; DICTIONARY_INVALID with every problem at its place
     */
    async propose(call: Call, input: ProposeDictionaryInput): Promise<{ id: string }> {
      const { actor } = call;
      requireCan(actor, 'create', 'CheckDictionary', { tenantId: actor.tenant.id });
      return asCaller(database, call, async (tx) => {
        const store = createDictionaryStore(tx);
        await store.lock();
        if (await store.findOpen()) throw new AppError('DICTIONARY_PROPOSED_ALREADY');
        const { version, dictionary: present } = await store.current();
        if (version !== input.base) throw new AppError('STALE_VERSION');
        const problems = checkProposal(present, input.dictionary);
        if (problems.length > 0)
          throw new AppError(
            'DICTIONARY_INVALID',
            { count: problems.length },
            problems.map(({ code, params, path }) => ({
              path: `dictionary.${(path ?? []).join('.')}`,
              code,
              params: { ...params },
            })),
          );
        const id = ids.next();
        await store.insert({
          id,
          tenantId: actor.tenant.id,
          version: null,
          base: input.base,
          body: input.dictionary,
          reason: input.reason,
          state: 'PROPOSED',
          proposedBy: actorId(actor),
          proposedByName: actorLabel(actor),
          proposedAt: clock.now(),
        });
        await audit.success(tx, call, {
          act: 'contentCheck.propose',
          subject: { type: 'CheckDictionary', id },
          before: { version },
          after: { reason: input.reason, ...auditedChange(present, input.dictionary) },
        });
        return { id };
      });
    },

    /**
     * Confirms a proposal as the next version, which counts from then on, or refuses it with a reason.
     * @throws AppError NOT_FOUND, FORBIDDEN, DICTIONARY_WRONG_STATE, DICTIONARY_BY_PROPOSER,
     * DICTIONARY_REASON_REQUIRED
     */
    async decide(
      call: Call,
      { id, outcome, reason = '' }: DecideDictionaryInput,
    ): Promise<{ version: number | null }> {
      return asCaller(database, call, async (tx) => {
        const record = await open(tx, call, id);
        requireCan(call.actor, 'approve', 'CheckDictionary', record);
        const by = actorId(call.actor);
        unwrap(checkDictionaryDecision(record, { by, outcome, reason }));
        const store = createDictionaryStore(tx);
        const { version: present } = await store.current();
        const version = outcome === 'CONFIRMED' ? present + 1 : null;
        await store.decide(id, {
          state: outcome,
          version,
          decidedBy: by,
          decidedByName: actorLabel(call.actor),
          decidedAt: clock.now(),
          decisionReason: reason || null,
        });
        await audit.success(tx, call, {
          act: 'contentCheck.decide',
          subject: { type: 'CheckDictionary', id },
          before: { state: record.state, version: present },
          after: { state: outcome, version, reason: reason || null },
        });
        return { version };
      });
    },

    /** Who proposed takes it back while it is open. @throws AppError NOT_FOUND, FORBIDDEN, DICTIONARY_WRONG_STATE */
    async withdraw(call: Call, { id }: { id: string }): Promise<{ id: string }> {
      return asCaller(database, call, async (tx) => {
        const record = await open(tx, call, id);
        requireCan(call.actor, 'withdraw', 'CheckDictionary', record);
        if (record.proposedBy !== actorId(call.actor)) throw new AppError('FORBIDDEN');
        if (record.state !== 'PROPOSED')
          throw new AppError('DICTIONARY_WRONG_STATE', { state: record.state });
        await createDictionaryStore(tx).decide(id, { state: 'WITHDRAWN' });
        await audit.success(tx, call, {
          act: 'contentCheck.withdraw',
          subject: { type: 'CheckDictionary', id },
          before: { state: record.state },
          after: { state: 'WITHDRAWN' },
        });
        return { id };
      });
    },
  };
}
export type ContentCheckService = ReturnType<typeof createContentCheckService>;
