import { compareDictionaries } from '@xietong/shared/content-check';
import type { Dictionary, DictionaryEntry } from '@xietong/shared/content-check';
import { useI18n } from 'vue-i18n';
import type { Conflict } from '../../../lib/three-way';
import type { ComparedField } from '../../../ui/field-diff';
import { outcomeOf } from './entry-outcome';

/** Parts of a dictionary in words, for laying two of them side by side. */
export function useDictionaryWords() {
  const { t } = useI18n();
  const RULES: Readonly<Record<string, string>> = {
    names: 'dictionary.names',
    linkDomains: 'dictionary.domains',
    tariffPattern: 'dictionary.tariff',
    reason: 'dictionary.edit.reason',
    base: 'dictionary.draft.base',
  };

  /** What an entry does, and where it does not: a line for each. */
  function entryText(entry: DictionaryEntry): string {
    const unless = [...entry.contexts.map((each) => t(`dictionary.context.${each}`)), ...entry.phrases];
    return [
      t(`content.check.${outcomeOf(entry)}`),
      ...(unless.length > 0 ? [t('dictionary.compare.unless', { what: unless.join('、') })] : []),
      ...[entry.law, entry.suggestion].filter(Boolean),
    ].join('\n');
  }

  return {
    label: ({ key, mine, theirs }: Conflict): string => {
      const rule = RULES[key];
      return rule ? t(rule) : ((mine ?? theirs) as DictionaryEntry).word;
    },
    text: (key: string, value: unknown): string | null => {
      if (value === undefined) return null;
      if (key === 'base') return t('content.compare.n', { version: value as number });
      if (Array.isArray(value)) return value.join('\n');
      return key in RULES ? String(value) : entryText(value as DictionaryEntry);
    },

    /** What differs between two dictionaries, entry by entry. */
    differences(from: Dictionary, to: Dictionary): ComparedField[] {
      const { added, removed, changed, names, linkDomains, tariffPattern } = compareDictionaries(from, to);
      const row = (left: DictionaryEntry | null, right: DictionaryEntry | null): ComparedField => {
        const { kind = '', word = '' } = left ?? right ?? {};
        const text = (entry: DictionaryEntry | null) => entry && entryText(entry);
        return { key: `${kind} ${word}`, label: word, left: text(left), right: text(right) };
      };
      const single = (name: string, { added: more, removed: less }: typeof names): ComparedField[] => [
        ...less.map((left) => ({ key: `${name} ${left}`, label: t(name), left, right: null })),
        ...more.map((right) => ({ key: `${name} ${right}`, label: t(name), left: null, right })),
      ];
      return [
        ...changed.map(({ before, after }) => row(before, after)),
        ...added.map((entry) => row(null, entry)),
        ...removed.map((entry) => row(entry, null)),
        ...single('dictionary.names', names),
        ...single('dictionary.domains', linkDomains),
        ...(tariffPattern
          ? [
              {
                ...{ key: 'tariff', label: t('dictionary.tariff') },
                ...{ left: tariffPattern.before, right: tariffPattern.after },
              },
            ]
          : []),
      ];
    },
  };
}
