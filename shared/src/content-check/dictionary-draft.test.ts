import { describe, expect, it } from 'vitest';
import { DEFAULT_DICTIONARY } from './default-dictionary-zh';
import { compareDictionaries } from './dictionary-difference';
import { rebaseDictionary } from './dictionary-draft';
import { dismissedWords, formerWordsDismissing, formerWordsOf, newWordsOf } from './dictionary-proposal';
import type { Dictionary, DictionaryEntry } from './dictionary-schema';

const entry = (word: string, more: Partial<DictionaryEntry> = {}): DictionaryEntry => ({
  ...{ kind: 'WORD', word, severity: 'BLOCK', exemptible: true, contexts: [], phrases: [] },
  ...{ law: '', suggestion: '' },
  ...more,
});
const of = (words: readonly DictionaryEntry[], more: Partial<Dictionary> = {}): Dictionary => ({
  ...{ entries: [...words], names: ['南京'], linkDomains: [], tariffPattern: '[0-9]+' },
  ...more,
});

describe('a draft that is taken over to a newer version', () => {
  const base = of([entry('甲'), entry('乙'), entry('丙'), entry('丁')]);

  it('keeps what was changed on both sides', () => {
    const draft = of([entry('新'), entry('甲', { severity: 'WARN' }), entry('丙'), entry('丁')], {
      names: ['南京', '无锡'],
    });
    const present = of([entry('甲'), entry('乙'), entry('丁', { law: '广告法' }), entry('戊')], {
      ...{ names: ['苏州'], linkDomains: ['example.com'], tariffPattern: '[A-Z]+' },
    });
    expect(rebaseDictionary(base, draft, present)).toEqual({
      dictionary: {
        entries: [
          entry('新'),
          entry('甲', { severity: 'WARN' }),
          entry('丁', { law: '广告法' }),
          entry('戊'),
        ],
        ...{ names: ['苏州', '无锡'], linkDomains: ['example.com'], tariffPattern: '[A-Z]+' },
      },
      both: [],
    });
  });

  it('keeps its own where both changed one thing, and names that', () => {
    const draft = of([entry('甲', { severity: 'WARN' }), entry('丙'), entry('丁')]);
    const present = of([
      entry('甲', { law: '广告法' }),
      entry('乙', { law: '广告法' }),
      entry('丙'),
      entry('丁'),
    ]);
    const { dictionary, both } = rebaseDictionary(base, draft, present);
    expect(dictionary.entries).toEqual([entry('甲', { severity: 'WARN' }), entry('丙'), entry('丁')]);
    expect(both).toEqual(['乙', '甲']);
  });

  it('brings back what was removed meanwhile and changed in it', () => {
    const draft = of([entry('甲', { severity: 'WARN' }), entry('乙'), entry('丙'), entry('丁')]);
    const { dictionary, both } = rebaseDictionary(base, draft, of([entry('乙')]));
    expect(dictionary.entries).toEqual([entry('甲', { severity: 'WARN' }), entry('乙')]);
    expect(both).toEqual(['甲']);
  });

  it('is the newer version where it changed nothing', () => {
    const { dictionary } = rebaseDictionary(base, base, DEFAULT_DICTIONARY);
    expect(compareDictionaries(DEFAULT_DICTIONARY, dictionary)).toEqual(
      compareDictionaries(DEFAULT_DICTIONARY, DEFAULT_DICTIONARY),
    );
  });
});

describe('new words of the product', () => {
  const earlier = of([entry('甲'), entry('乙')]);
  const later = of([entry('甲'), entry('乙'), entry('丙'), entry('乙', { kind: 'PATTERN' })]);
  const words = (...versions: Parameters<typeof newWordsOf>) =>
    newWordsOf(...versions).map(({ word }) => word);

  it('are those that no version has had: neither what was taken out nor what a change of something else left aside', () => {
    const shipped = { version: 0, dictionary: earlier, formerWords: [] };
    const first = {
      ...{ version: 1, dictionary: of([entry('甲'), entry('自')]) },
      formerWords: formerWordsOf(shipped, earlier),
    };
    expect(words(first, earlier)).toEqual([]);
    expect(words(first, later)).toEqual(['丙', '乙']);
    const second = {
      ...{ version: 2, dictionary: of([entry('甲'), entry('丙')]) },
      formerWords: formerWordsOf(first, later),
    };
    expect(words(second, later)).toEqual(['乙']);
    const third = { version: 3, dictionary: of([]), formerWords: formerWordsOf(second, later) };
    expect(words(third, later)).toEqual(['乙']);
    expect(words({ ...shipped, dictionary: later }, later)).toEqual([]);
  });

  it('are offered no more once they were dismissed, and all others are', () => {
    const dismiss = (base: Parameters<typeof newWordsOf>[0], ...dismissed: DictionaryEntry[]) => ({
      ...{ version: base.version + 1, dictionary: base.dictionary },
      formerWords: formerWordsDismissing(base, dismissed),
    });
    for (const formerWords of [[], null]) {
      const old = { version: 4, dictionary: of([entry('甲')]), formerWords };
      const next = dismiss(old, entry('乙'));
      expect(words(next, later)).toEqual(['丙', '乙']);
      expect(dismissedWords(old, next)).toEqual(['乙']);
      expect(words(dismiss(next, entry('丙'), entry('乙', { kind: 'PATTERN' })), later)).toEqual([]);
      // What is added by hand later counts, and is no news.
      const again = { ...next, dictionary: of([entry('甲'), entry('乙')]) };
      expect(words(again, later)).toEqual(['丙', '乙']);
      expect(dismissedWords(old, again)).toEqual([]);
    }
    const shipped = { version: 0, dictionary: earlier, formerWords: [] };
    expect(dismissedWords(shipped, { dictionary: of([]), formerWords: ['WORD 丁'] })).toEqual([]);
  });

  it('stand among those that were taken out where earlier words were not kept, up to the next version', () => {
    const old = { version: 4, dictionary: of([entry('甲')]), formerWords: null };
    expect(words(old, later)).toEqual(['乙', '丙', '乙']);
    const next = { version: 5, dictionary: of([entry('甲')]), formerWords: formerWordsOf(old, later) };
    expect(words(next, later)).toEqual([]);
  });
});
