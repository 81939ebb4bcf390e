import { AUDIT_FINDINGS } from '@xietong/shared/audit';
import type { AuditFinding } from '@xietong/shared/audit';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { loadConfig } from '../load-config';
import { scriptLanguage, scriptWords } from '../../../scripts/lib/words.mjs';
import { spokenLiterals } from '../../testing/spoken-literals';
import { terminalLanguage, words } from './words';

type Tree = Readonly<Record<string, unknown>>;

/** Every text by its path; one with values is called with its own place as each of them. */
function texts(tree: Tree, path = ''): [path: string, text: string][] {
  return Object.entries(tree).flatMap(([key, value]) => {
    if (typeof value === 'string') return [[path + key, value] as [string, string]];
    if (path + key === 'audit.finding') return []; // says a finding, not values
    if (typeof value !== 'function') return texts(value as Tree, `${path}${key}.`);
    const say = value as (...values: string[]) => string;
    return [[path + key, say('<1>', '<2>', '<3>', '<4>')] as [string, string]];
  });
}
const valuesIn = (text: string): string[] => (text.match(/<\d>/g) ?? []).sort();

afterEach(() => {
  vi.unstubAllEnvs();
});

it.each([
  [{}, 'en'],
  [{ LANG: 'zh_CN.UTF-8' }, 'zh-CN'],
  [{ LANG: 'zh_CN.UTF-8', LC_ALL: 'C' }, 'en'],
  [{ LANG: 'en_US.UTF-8', LC_MESSAGES: 'zh_HK' }, 'zh-CN'],
  [{ LANG: 'en_US.UTF-8', LC_ALL: '', LC_MESSAGES: ' ' }, 'en'],
  [{ LANG: 'zh_CN.UTF-8', XIETONG_LANG: 'en' }, 'en'],
  [{ LC_ALL: 'C', XIETONG_LANG: 'zh-CN' }, 'zh-CN'],
] as const)('%j is read as %s', (environment, language) => {
  expect(terminalLanguage(environment, 'en-US')).toBe(language);
  expect(scriptLanguage(environment, 'en-US')).toBe(language);
});

it("is the operating system's where no variable names one", () => {
  for (const choose of [terminalLanguage, scriptLanguage]) {
    expect(choose({}, 'zh-CN')).toBe('zh-CN');
    expect(choose({ LANG: 'C.UTF-8' }, 'zh-CN')).toBe('en');
  }
});

it('is written with the words alone: no command, start or script says anything of its own', () => {
  const names = [...Object.keys(words('en').help), ...Object.keys(words('en').doctor.names)];
  const isName = (text: string) => names.some((name) => name.startsWith(text));
  const isSentence = (text: string) => /[a-z]{2,} [a-z]{2,}|\p{Script=Han}/iu.test(text);
  expect(spokenLiterals().filter(([, text]) => isSentence(text) && !isName(text))).toEqual([]);
});

describe('what the scripts say', () => {
  const chinese = new Map(texts(scriptWords('zh-CN')));
  it.each(texts(scriptWords('en')))('%s is said in Chinese with the same values', (path, text) => {
    expect(valuesIn(chinese.get(path) ?? '')).toEqual(valuesIn(text));
    expect(chinese.get(path)).toMatch(/\p{Script=Han}/u);
  });
});

describe('what is said in the terminal', () => {
  const en = texts(words('en'));
  const zh = new Map(texts(words('zh-CN')));
  /** The same in both: a layout, and what is named as in the program. */
  const alike = new Set(['demo.signIn', 'doctor.names.node']);
  const finding = (kind: AuditFinding['kind']): AuditFinding => ({
    ...{ kind, index: 3, other: 5, eventId: 'a', otherEventId: 'b', fields: ['act'] },
  });

  it.each(en)('%s is said in Chinese with the same values', (path, text) => {
    const other = zh.get(path) ?? '';
    expect(valuesIn(other)).toEqual(valuesIn(text));
    if (!alike.has(path)) expect(other).toMatch(/[\p{Script=Han}：。（]/u);
  });

  it.each(AUDIT_FINDINGS)('%s is named in both languages', (kind) => {
    expect(words('en').audit.finding(finding(kind))).toMatch(/^[\x20-\x7e]+$/);
    expect(words('zh-CN').audit.finding(finding(kind))).toMatch(/\p{Script=Han}/u);
  });

  it('is in the language of the environment, from the first refusal on', () => {
    const start = () => loadConfig({ PORT: '70000', XIETONG_LANG: 'fr' });
    expect(start).toThrow('must be from 0 to 65535');
    expect(start).toThrow('XIETONG_LANG must be zh-CN or en');
    vi.stubEnv('XIETONG_LANG', 'zh-CN');
    expect(start).toThrow('以下设置无效：\n  PORT 须在 0 至 65535 之间');
  });
});
