import { CLIENT_ERROR_CODES } from '../../api/api-error';
import { ERROR_KIND_BY_CODE } from '@xietong/shared/access';
import { FIELD_ERROR_CODES } from '@xietong/shared/kernel';
import { SUBJECTS } from '@xietong/shared/tenants';
import { describe, expect, it } from 'vitest';
import { ALL_TEXTS } from '../../testing/all-texts';
import type { MessageTree } from './merge-messages';

function flatten(tree: MessageTree, path = ''): Map<string, string> {
  const texts = new Map<string, string>();
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === 'string') texts.set(path + key, value);
    else for (const [inner, text] of flatten(value, `${path}${key}.`)) texts.set(inner, text);
  }
  return texts;
}

const zhTexts = flatten(ALL_TEXTS['zh-CN']);
const enTexts = flatten(ALL_TEXTS.en);
const placeholders = (text: string): string[] =>
  [...new Set([...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? ''))].sort();

const tables = import.meta.glob<Record<string, unknown>>('../../../../shared/src/*/*-errors.ts', {
  eager: true,
});
const sharedCodes = Object.values(tables).flatMap((module) =>
  Object.entries(module).flatMap(([name, table]) =>
    name.endsWith('_ERRORS') && table ? Object.keys(table) : [],
  ),
);
const codes = [
  ...new Set([
    ...sharedCodes,
    ...Object.keys(ERROR_KIND_BY_CODE),
    ...FIELD_ERROR_CODES,
    ...CLIENT_ERROR_CODES,
  ]),
];

const serverSources = import.meta.glob<string>(
  ['../../../../server/src/**/*.ts', '!../../../../server/src/**/*.test.ts'],
  { eager: true, query: '?raw', import: 'default' },
);
const writtenActs = Object.values(serverSources).flatMap((source) =>
  [
    ...source.matchAll(/\bact: (?:\w+ \? )?'([a-zA-Z]+\.[a-zA-Z]+)'(?: : '([a-zA-Z]+\.[a-zA-Z]+)')?/g),
  ].flatMap(([, first = '', other]) => (other === undefined ? [first] : [first, other])),
);
/** A mutation is called by its path where it fails, and where nothing else is written of it. */
const routerKeys = new Map(
  Object.entries(serverSources)
    .filter(([file]) => file.endsWith('/app-router.ts'))
    .flatMap(([, source]) => [...source.matchAll(/(\w+): (create\w+Router)\(/g)])
    .map(([, key = '', router = '']) => [router, key]),
);
const mutations = Object.values(serverSources)
  .flatMap((source) => source.split('export function ').slice(1))
  .flatMap((text) => {
    const key = routerKeys.get(/^\w+/.exec(text)?.[0] ?? '');
    const parts = key === undefined ? [] : text.split(/\n {4}(\w+): /).slice(1);
    return parts.flatMap((name, n) => {
      const body = parts[n + 1] ?? '';
      if (n % 2 !== 0 || !body.includes('.mutation(')) return [];
      return [/act: '([\w.]+)'/.exec(body)?.[1] ?? `${key ?? ''}.${name}`];
    });
  });
const acts = [...new Set([...writtenActs, ...mutations])];

const sources = import.meta.glob<string>(['../../**/*.vue', '../../**/*.ts', '!../../**/*.test.ts'], {
  eager: true,
  query: '?raw',
  import: 'default',
});
const literalKeys = Object.entries(sources).flatMap(([file, source]) =>
  [...source.matchAll(/(?:\bt\(|\b(?:titleKey|labelKey):\s*)'([\w-]+(?:\.[\w-]+)+)'/g)].map((match) => ({
    file,
    key: match[1] ?? '',
  })),
);

describe('texts', () => {
  it('exist in both languages', () => {
    expect([...enTexts.keys()].sort()).toEqual([...zhTexts.keys()].sort());
  });

  it('are never empty', () => {
    const empty = [...zhTexts, ...enTexts].filter(([, text]) => text.trim() === '');
    expect(empty).toEqual([]);
  });

  it('are filled by the same params in both languages', () => {
    const unequal = [...zhTexts].filter(([key, text]) => {
      const other = enTexts.get(key) ?? '';
      return placeholders(text).join() !== placeholders(other).join();
    });
    expect(unequal).toEqual([]);
  });

  it('hold no exclamation marks', () => {
    expect([...zhTexts, ...enTexts].filter(([, text]) => /[!！]/.test(text))).toEqual([]);
  });

  it('exist for every key that a page names', () => {
    expect(literalKeys.filter(({ key }) => !zhTexts.has(key))).toEqual([]);
  });
});

describe('audited acts', () => {
  it('are found in the server', () => {
    expect(writtenActs.length).toBeGreaterThan(40);
    expect(mutations.length).toBeGreaterThan(80);
  });

  it.each(acts)('%s has words', (act) => {
    expect(zhTexts.get(`audit.acts.${act}`), 'zh-CN').toBeTruthy();
  });
});

describe('subjects', () => {
  it.each(SUBJECTS)('%s has words', (subject) => {
    expect(zhTexts.get(`audit.subjects.${subject}`), 'zh-CN').toBeTruthy();
    expect(enTexts.get(`audit.subjects.${subject}`), 'en').toBeTruthy();
  });
});

describe('reasons in the audit log', () => {
  const withValues = [...zhTexts].filter(
    ([key, text]) => /^errors\.[A-Z_]+$/.test(key) && placeholders(text).length > 0,
  );
  it.each(withValues)('%s has a text that needs no values', (key) => {
    const own = key.replace('errors', 'audit.failures');
    for (const texts of [zhTexts, enTexts]) {
      expect(texts.get(own)).toBeTruthy();
      expect(placeholders(texts.get(own) ?? '')).toEqual([]);
    }
  });
});

describe('error codes', () => {
  it.each(codes)('%s has a text in both languages', (code) => {
    expect(zhTexts.get(`errors.${code}`), 'zh-CN').toBeTruthy();
    expect(enTexts.get(`errors.${code}`), 'en').toBeTruthy();
  });
});
