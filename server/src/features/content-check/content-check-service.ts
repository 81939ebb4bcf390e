import {
  checkDictionaryDecision,
  compareDictionaries,
  DEFAULT_DICTIONARY,
  dismissedWords,
  isSameDictionary,
  newWordsOf,
} from '@xietong/shared/content-check';
import type {
  CompareDictionariesInput,
  CurrentDictionary,
  DecideDictionaryInput,
  DictionaryHistory,
  DictionaryPair,
  DictionaryVersionRow,
  DictionaryVersionView,
  KnownEvidence,
} from '@xietong/shared/content-check';
import { actorId, actorLabel } from '@xietong/shared/tenants';
import { asCaller } from '../../access/as-caller';
import type { AuditPort } from '../../access/audit-port';
import type { Call } from '../../access/call';
import type { ProposalNewsPort } from '../../access/proposal-news-port';
import { can, requireCan, requireRow } from '../../access/require-can';
import { requirePerson } from '../../access/require-person';
import { AppError, unwrap } from '../../platform/app-error';
import type { Clock } from '../../platform/clock';
import type { Database, Tx } from '../../platform/database';
import type { Ids } from '../../platform/ids';
import { createDictionaryDraftStore } from './dictionary-draft-store';
import { createDictionaryStore } from './dictionary-store';
import type { DictionaryRecord } from './dictionary-store';
import { createReleaseCheckStore } from './release-check-store';

export interface ContentCheckServiceDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly audit: AuditPort;
  readonly news: ProposalNewsPort;
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

/** The dictionary of the content check: read by all, changed by two people of the province. */
export function createContentCheckService(deps: ContentCheckServiceDeps) {
  const { database, clock, ids, audit, news, smsSignature } = deps;

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
        const base = await store.base();
        const isOpen = records.some(({ state }) => state === 'PROPOSED');
        const mayChange = can(call.actor, 'create', 'CheckDictionary', { tenantId: call.actor.tenant.id });
        return {
          rows: records.map((record) => rowOf(call, record)),
          current: base.version,
          mayPropose: !isOpen && mayChange,
          newWords: mayChange ? newWordsOf(base, DEFAULT_DICTIONARY) : [],
          areAllNew: base.formerWords !== null,
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
        const base = requireRow(await store.baseOf(record.base));
        const { body: dictionary, formerWords } = record;
        return {
          ...{ row: rowOf(call, record), dictionary, before: base.dictionary },
          dismissed: dismissedWords(base, { dictionary, formerWords }),
        };
      });
    },

    /** Two versions of those that were confirmed, or the product's own. @throws AppError NOT_FOUND */
    async compare(call: Call, { from, to }: CompareDictionariesInput): Promise<DictionaryPair> {
      return asCaller(database, call, async (tx) => {
        const store = createDictionaryStore(tx);
        return {
          from: requireRow(await store.ofVersion(from)),
          to: requireRow(await store.ofVersion(to)),
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
        const { tenantId, proposedBy: personId } = record;
        await news.proposal(tx, call, {
          ...{ about: 'CHECK_DICTIONARY', id, title: record.reason, outcome, reason: reason || null },
          recipient: { tenantId, personId },
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

    /**
     * Who proposed takes it back while it is open, and finds what it changed as a draft, unless there is another one by now.
     * @throws AppError NOT_FOUND, FORBIDDEN, DICTIONARY_WRONG_STATE
     */
    async withdraw(call: Call, { id }: { id: string }): Promise<{ id: string }> {
      const actor = requirePerson(call);
      return asCaller(database, call, async (tx) => {
        const record = await open(tx, call, id);
        requireCan(call.actor, 'withdraw', 'CheckDictionary', record);
        if (record.proposedBy !== actorId(call.actor)) throw new AppError('FORBIDDEN');
        if (record.state !== 'PROPOSED')
          throw new AppError('DICTIONARY_WRONG_STATE', { state: record.state });
        await createDictionaryStore(tx).decide(id, { state: 'WITHDRAWN' });
        const { base, body, reason } = record;
        const before = requireRow(await createDictionaryStore(tx).ofVersion(base));
        if (!isSameDictionary(compareDictionaries(before, body)))
          await createDictionaryDraftStore(tx, actor).insert({
            ...{ id: ids.next(), tenantId: actor.tenant.id, personId: actor.personId },
            ...{ base, body, reason, updatedAt: clock.now() },
          });
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
