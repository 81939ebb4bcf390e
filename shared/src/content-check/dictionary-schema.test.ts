import * as fc from 'fast-check';
import { RE2JS } from 're2js';
import { describe, expect, it } from 'vitest';
import { DEFAULT_DICTIONARY } from './default-dictionary-zh';
import { checkProposal } from './dictionary-proposal';
import { dictionaryProblems, dictionarySchema } from './dictionary-schema';
import type { Dictionary, DictionaryEntry } from './dictionary-schema';

const problemsOf = (more: Partial<Dictionary>) => dictionaryProblems({ ...DEFAULT_DICTIONARY, ...more });
const pattern = (word: string): DictionaryEntry => ({
  ...{ kind: 'PATTERN', word, severity: 'WARN', exemptible: false, contexts: [], phrases: [] },
  ...{ law: '', suggestion: '' },
});
const ofPattern = (word: string) => problemsOf({ entries: [pattern(word)] });
const HARMLESS = ['最新', '推荐', '安全', '试用'] as const;

describe('a pattern', () => {
  it.each([
    ...HARMLESS.map((word): [string, string] => [word, word]),
    ['最[新佳]', '最新'],
    ['最.', '最新'],
    ['^试用$', '试用'],
    ['(?:免费)?试用', '试用'],
    ['最佳|推荐', '推荐'],
    ['.{0,3}安全.{0,3}', '安全'],
    ['推荐.', '推荐'],
    ['[^\\n]最新', '最新'],
    ['\\p{Han}安全\\p{Han}', '安全'],
    ['[0-9]+安全', '安全'],
    ['試用', '试用'],
  ])('%s that finds %s alone is refused by its place', (word, harmless) => {
    expect(ofPattern(word)).toEqual([
      {
        ok: false,
        code: 'DICTIONARY_PATTERN_TOO_BROAD',
        params: { word, harmless },
        path: ['entries', 0, 'word'],
      },
    ]);
  });

  it.each(['.', '[\\p{Han}]{2}', '\\w+', '[^\\n]', '[0-9]+'])('%s that finds any text is refused', (word) => {
    expect(ofPattern(word)).toMatchObject([
      { code: 'DICTIONARY_WORD_TOO_BROAD', path: ['entries', 0, 'word'] },
    ]);
  });

  it.each([
    '最佳',
    '全网最新',
    '强烈推荐',
    '绝对安全',
    '永久试用',
    '安全(?:第一|无忧)',
    '最(?:低|高)价',
    'q{2}群',
  ])('%s says enough', (word) => {
    expect(ofPattern(word)).toEqual([]);
  });

  it('that the linear engine does not take is refused as before', () => {
    for (const word of ['(?=最佳)最佳', '(最)\\1', '(', '最*'])
      expect(ofPattern(word)).toMatchObject([{ code: 'DICTIONARY_PATTERN_INVALID' }]);
  });

  it('is refused whenever it finds a harmless word alone, and never for what it does not find', () => {
    const part = fc.constantFrom(
      '最',
      '新',
      '推荐',
      '安全',
      '试',
      '用',
      '.',
      '[新佳]',
      '(?:免费)?',
      '佳',
      '强烈',
      '\\p{Han}?',
      '|',
    );
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 5 }), (parts) => {
        const word = parts.join('');
        const codes = ofPattern(word).map(({ code }) => code);
        let finds: boolean | null = null;
        try {
          finds = HARMLESS.some((harmless) => RE2JS.compile(word).matcher(harmless).find());
        } catch {
          expect(codes).toEqual(['DICTIONARY_PATTERN_INVALID']);
        }
        if (finds) expect(codes).toHaveLength(1);
      }),
      { numRuns: 300 },
    );
  });

  it('takes a dictionary full of them', () => {
    const entries = Array.from({ length: 2000 }, (_, index) => pattern(`超值${String(index)}(?:套餐|宽带)`));
    expect(problemsOf({ entries })).toEqual([]);
  });
});

describe('a domain', () => {
  it.each(['cn', 'com', '.com', 'com.cn', 'gov.cn', 'localhost', 'top', '.', '-'])(
    '%s below which anybody registers is refused by its place',
    (domain) => {
      expect(problemsOf({ linkDomains: ['example.com', domain] })).toEqual([
        { ok: false, code: 'DICTIONARY_DOMAIN_TOO_BROAD', params: { domain }, path: ['linkDomains', 1] },
      ]);
    },
  );

  it.each(['example.com', 'js.example.cn', '10086.cn', 'xn--fsqu00a.xn--fiqs8s', '10.1.2.3'])(
    '%s is taken',
    (domain) => {
      expect(problemsOf({ linkDomains: [domain] })).toEqual([]);
    },
  );
});

describe('the dictionary that the product brings', () => {
  it('lists no domain, so that every outside host is told', () => {
    expect(DEFAULT_DICTIONARY.linkDomains).toEqual([]);
    expect(dictionarySchema.parse(DEFAULT_DICTIONARY)).toEqual(DEFAULT_DICTIONARY);
  });

  it('can be proposed from one that was stored before it grew, and the other way round', () => {
    const [former] = DEFAULT_DICTIONARY.entries;
    const stored: Dictionary = { ...DEFAULT_DICTIONARY, entries: former ? [former] : [] };
    expect(checkProposal(stored, DEFAULT_DICTIONARY)).toEqual([]);
    expect(checkProposal(DEFAULT_DICTIONARY, stored)).toEqual([]);
  });
});
