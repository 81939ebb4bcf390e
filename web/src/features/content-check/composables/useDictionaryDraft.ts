import { rebaseDictionary } from '@xietong/shared/content-check';
import type {
  CurrentDictionary,
  Dictionary,
  DictionaryDraft,
  DictionaryEntry,
} from '@xietong/shared/content-check';
import { computed, ref } from 'vue';
import { useApi } from '../../../api/api';
import { useDraft } from '../../../session/useDraft';
import { dictionaryOfParts, partsOfDictionary } from './dictionary-parts';
import type { DictionaryContent } from './dictionary-parts';
import { linesOf } from './entry-outcome';

/**
 * The person's draft of the dictionary as its form holds it: saved by itself from the first change on, and taken
 * over to a version that was confirmed meanwhile when the person says so.
 */
export function useDictionaryDraft(current: CurrentDictionary, stored: DictionaryDraft | null) {
  const api = useApi();
  const base = ref(stored?.base ?? current.version);
  const begun = stored?.dictionary ?? current.dictionary;
  const entries = ref<DictionaryEntry[]>([...begun.entries]);
  const names = ref(begun.names.join('\n'));
  const domains = ref(begun.linkDomains.join('\n'));
  const tariffPattern = ref(begun.tariffPattern);
  const reason = ref(stored?.reason ?? '');
  /** Words that were changed in the draft and in the version it was taken over to. */
  const bothChanged = ref<readonly string[]>([]);
  const dictionary = computed<Dictionary>(() => ({
    entries: entries.value,
    names: linesOf(names.value),
    linkDomains: linesOf(domains.value.toLowerCase()),
    tariffPattern: tariffPattern.value.trim(),
  }));
  const content = (): DictionaryContent => ({
    ...{ base: base.value, dictionary: dictionary.value, reason: reason.value.trim() },
  });

  function put(given: DictionaryContent): void {
    base.value = given.base;
    entries.value = [...given.dictionary.entries];
    names.value = given.dictionary.names.join('\n');
    domains.value = given.dictionary.linkDomains.join('\n');
    tariffPattern.value = given.dictionary.tariffPattern;
    reason.value = given.reason;
  }

  const draft = useDraft({
    name: 'dictionary',
    rowVersion: stored?.rowVersion ?? 0,
    parts: () => partsOfDictionary(content()),
    sections: {
      content: (rowVersion) => api.contentCheck.saveDraft.mutate({ rowVersion, ...content() }),
    },
    load: async () => {
      const present = await api.contentCheck.draft.query(undefined);
      const nothing = { base: current.version, dictionary: current.dictionary, reason: '' };
      return {
        rowVersion: present?.rowVersion ?? 0,
        parts: partsOfDictionary(present ?? nothing),
        ...{ by: '', at: present?.updatedAt ?? '' },
      };
    },
    apply: (parts) => {
      put(dictionaryOfParts(parts, entries.value));
    },
  });
  const touch = () => {
    draft.touch('content');
  };

  return {
    ...draft,
    ...{ base, dictionary, names, domains, tariffPattern, reason, entries, bothChanged, touch },
    isOutdated: computed(() => base.value < current.version),
    /** Goes on from the version that counts now. */
    takeOver(): void {
      const before = stored?.before ?? current.dictionary;
      const rebased = rebaseDictionary(before, dictionary.value, current.dictionary);
      put({ base: current.version, dictionary: rebased.dictionary, reason: reason.value });
      bothChanged.value = rebased.both;
      touch();
    },
    setEntries(changed: readonly DictionaryEntry[]): void {
      entries.value = [...changed];
      touch();
    },
  };
}
