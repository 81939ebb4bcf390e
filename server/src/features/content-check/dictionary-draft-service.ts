import {
  checkProposal,
  DEFAULT_DICTIONARY,
  dictionarySchema,
  formerWordsOf,
} from '@xietong/shared/content-check';
import type {
  Dictionary,
  DictionaryDraft,
  DictionaryDraftInput,
  SaveDictionaryDraftInput,
} from '@xietong/shared/content-check';
import { actorLabel } from '@xietong/shared/tenants';
import { asCaller } from '../../access/as-caller';
import type { Call } from '../../access/call';
import { requireCan, requireRow } from '../../access/require-can';
import { requirePerson } from '../../access/require-person';
import { AppError } from '../../platform/app-error';
import type { Tx } from '../../platform/database';
import { fieldErrorsOf } from '../../platform/field-errors';
import { auditedChange } from './audited-change';
import type { ContentCheckServiceDeps } from './content-check-service';
import { createDictionaryDraftStore } from './dictionary-draft-store';
import type { DictionaryDraftRecord } from './dictionary-draft-store';
import { createDictionaryStore } from './dictionary-store';
import { createWordDismissalService } from './word-dismissal-service';

/**
 * A draft as a dictionary that can be proposed in place of the present one.
 * @throws AppError DICTIONARY_INVALID with every problem at its place
 */
function requireProposable(present: Dictionary, body: Dictionary): Dictionary {
  const parsed = dictionarySchema.safeParse(body);
  if (!parsed.success) {
    const fields = fieldErrorsOf(parsed.error, body).map((each) => ({
      ...each,
      path: `dictionary.${each.path}`,
    }));
    throw new AppError('DICTIONARY_INVALID', { count: fields.length }, fields);
  }
  const problems = checkProposal(present, parsed.data);
  if (problems.length > 0)
    throw new AppError(
      'DICTIONARY_INVALID',
      { count: problems.length },
      problems.map(({ code, params, path }) => ({
        ...{ path: `dictionary.${(path ?? []).join('.')}`, code, params: { ...params } },
      })),
    );
  return parsed.data;
}

/** What one person changes of the dictionary, until it is proposed: theirs alone, so that it names one author. */
export function createDictionaryDraftService(deps: ContentCheckServiceDeps) {
  const { database, clock, ids, audit, news } = deps;
  /** The draft as it was seen. @throws AppError FORBIDDEN, NOT_FOUND, STALE_VERSION */
  async function open(tx: Tx, call: Call, rowVersion: number): Promise<DictionaryDraftRecord> {
    const row = requireRow(await createDictionaryDraftStore(tx, requirePerson(call)).find());
    requireCan(call.actor, 'create', 'CheckDictionary', row);
    if (row.rowVersion !== rowVersion) throw new AppError('STALE_VERSION');
    return row;
  }

  return {
    ...createWordDismissalService(deps),

    /** Null where nothing is being changed. */
    async draft(call: Call): Promise<DictionaryDraft | null> {
      requireCan(call.actor, 'create', 'CheckDictionary', { tenantId: call.actor.tenant.id });
      return asCaller(database, call, async (tx) => {
        const row = await createDictionaryDraftStore(tx, requirePerson(call)).find();
        if (!row) return null;
        const { rowVersion, base, body, reason, updatedAt } = row;
        return {
          ...{ rowVersion, base, dictionary: body, reason, updatedAt: updatedAt.toISOString() },
          before: requireRow(await createDictionaryStore(tx).ofVersion(base)),
        };
      });
    },

    /**
     * Stores what stands on the form now.
     * @throws AppError FORBIDDEN; NOT_FOUND for a version that there is not; STALE_VERSION when it was stored
     * from another page meanwhile, proposed or discarded
     */
    async saveDraft(call: Call, input: SaveDictionaryDraftInput): Promise<{ rowVersion: number }> {
      const { tenant, personId } = requirePerson(call);
      requireCan(call.actor, 'create', 'CheckDictionary', { tenantId: tenant.id });
      const { rowVersion, base, dictionary: body, reason } = input;
      return asCaller(database, call, async (tx) => {
        const store = createDictionaryDraftStore(tx, requirePerson(call));
        const before = requireRow(await createDictionaryStore(tx).ofVersion(base));
        const content = { base, body, reason, updatedAt: clock.now() };
        const row = await store.find();
        if ((row?.rowVersion ?? 0) !== rowVersion) throw new AppError('STALE_VERSION');
        const id = row?.id ?? ids.next();
        const isStored = row
          ? await store.update(row, content)
          : await store.insert({ id, tenantId: tenant.id, personId, ...content });
        if (!isStored) throw new AppError('STALE_VERSION');
        await audit.success(tx, call, {
          act: 'contentCheck.saveDraft',
          subject: { type: 'CheckDictionary', id },
          before: { version: row?.base ?? base, reason: row?.reason ?? '' },
          after: { version: base, reason, ...auditedChange(row?.body ?? before, body) },
        });
        return { rowVersion: rowVersion + 1 };
      });
    },

    /** Drops what was changed. @throws AppError FORBIDDEN, NOT_FOUND, STALE_VERSION */
    async discardDraft(call: Call, { rowVersion }: DictionaryDraftInput): Promise<{ id: string }> {
      return asCaller(database, call, async (tx) => {
        const row = await open(tx, call, rowVersion);
        const before = requireRow(await createDictionaryStore(tx).ofVersion(row.base));
        if (!(await createDictionaryDraftStore(tx, requirePerson(call)).remove(row)))
          throw new AppError('STALE_VERSION');
        await audit.success(tx, call, {
          act: 'contentCheck.discardDraft',
          subject: { type: 'CheckDictionary', id: row.id },
          before: { version: row.base, reason: row.reason, ...auditedChange(before, row.body) },
        });
        return { id: row.id };
      });
    },

    /**
     * Proposes the draft as the next version, under the draft's id; another person of the province confirms it.
     * @throws AppError FORBIDDEN, NOT_FOUND; STALE_VERSION when the draft is another by now;
     * DICTIONARY_OUTDATED when another version was confirmed meanwhile, DICTIONARY_PROPOSED_ALREADY,
     * DICTIONARY_REASON_MISSING; DICTIONARY_INVALID with every problem at its place
     */
    async propose(call: Call, { rowVersion }: DictionaryDraftInput): Promise<{ id: string }> {
      const { personId } = requirePerson(call);
      return asCaller(database, call, async (tx) => {
        const store = createDictionaryStore(tx);
        await store.lock();
        const row = await open(tx, call, rowVersion);
        if (await store.findOpen()) throw new AppError('DICTIONARY_PROPOSED_ALREADY');
        const present = await store.base();
        const { version } = present;
        if (version !== row.base) throw new AppError('DICTIONARY_OUTDATED', { version });
        if (row.reason === '') throw new AppError('DICTIONARY_REASON_MISSING');
        const body = requireProposable(present.dictionary, row.body);
        if (!(await createDictionaryDraftStore(tx, requirePerson(call)).remove(row)))
          throw new AppError('STALE_VERSION');
        const { id, tenantId, base, reason } = row;
        await store.insert({
          ...{ id, tenantId, version: null, base, body, reason, state: 'PROPOSED' },
          formerWords: formerWordsOf(present, DEFAULT_DICTIONARY),
          ...{ proposedBy: personId, proposedByName: actorLabel(call.actor), proposedAt: clock.now() },
        });
        await news.proposal(tx, call, {
          ...{ about: 'CHECK_DICTIONARY', id, title: reason, outcome: 'PROPOSED', reason: null },
          recipient: { tenantId, role: 'APPROVER' },
        });
        await audit.success(tx, call, {
          act: 'contentCheck.propose',
          subject: { type: 'CheckDictionary', id },
          before: { version },
          after: { reason, ...auditedChange(present.dictionary, body) },
        });
        return { id };
      });
    },
  };
}
export type DictionaryDraftService = ReturnType<typeof createDictionaryDraftService>;
