import { DEFAULT_DICTIONARY, formerWordsDismissing, newWordsOf } from '@xietong/shared/content-check';
import type { DictionaryEntry, DismissWordsInput } from '@xietong/shared/content-check';
import { actorLabel } from '@xietong/shared/tenants';
import { asCaller } from '../../access/as-caller';
import type { Call } from '../../access/call';
import { requireCan } from '../../access/require-can';
import { requirePerson } from '../../access/require-person';
import { AppError } from '../../platform/app-error';
import type { ContentCheckServiceDeps } from './content-check-service';
import { createDictionaryStore } from './dictionary-store';

/** Words that the product brings and the province does not want. */
export function createWordDismissalService({ database, clock, ids, audit, news }: ContentCheckServiceDeps) {
  return {
    /**
     * Proposes a version that says what the present one says, and that these words on offer are not wanted. Another
     * person of the province confirms it, as every change; they can be added by hand at any time.
     * @throws AppError FORBIDDEN, DICTIONARY_PROPOSED_ALREADY, DICTIONARY_OUTDATED when another version was confirmed
     * meanwhile, NOT_FOUND for a word that is not on offer
     */
    async dismiss(call: Call, { base, words, reason }: DismissWordsInput): Promise<{ id: string }> {
      const { tenant, personId } = requirePerson(call);
      requireCan(call.actor, 'create', 'CheckDictionary', { tenantId: tenant.id });
      return asCaller(database, call, async (tx) => {
        const store = createDictionaryStore(tx);
        await store.lock();
        if (await store.findOpen()) throw new AppError('DICTIONARY_PROPOSED_ALREADY');
        const present = await store.base();
        const { version, dictionary } = present;
        if (version !== base) throw new AppError('DICTIONARY_OUTDATED', { version });
        const offered = newWordsOf(present, DEFAULT_DICTIONARY);
        const isOffered = ({ kind, word }: Pick<DictionaryEntry, 'kind' | 'word'>): boolean =>
          offered.some((entry) => entry.kind === kind && entry.word === word);
        if (!words.every(isOffered)) throw new AppError('NOT_FOUND');
        const id = ids.next();
        await store.insert({
          ...{ id, tenantId: tenant.id, version: null, base, body: dictionary, reason, state: 'PROPOSED' },
          formerWords: formerWordsDismissing(present, words),
          ...{ proposedBy: personId, proposedByName: actorLabel(call.actor), proposedAt: clock.now() },
        });
        await news.proposal(tx, call, {
          ...{ about: 'CHECK_DICTIONARY', id, title: reason, outcome: 'PROPOSED', reason: null },
          recipient: { tenantId: tenant.id, role: 'APPROVER' },
        });
        await audit.success(tx, call, {
          act: 'contentCheck.dismiss',
          subject: { type: 'CheckDictionary', id },
          before: { version },
          after: { reason, dismissed: words.map(({ word }) => word) },
        });
        return { id };
      });
    },
  };
}
