import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { featureRoutes } from '../features';
import { createAppRouter } from '../router';
import { createMemoryHistory } from 'vue-router';
import { ALL_TEXTS } from '../../testing/all-texts';
import { firstTexts as firstEn } from './first-texts-en';
import { firstTexts as firstZh } from './first-texts-zh-CN';
import { createAppI18n, FIRST_PAGES } from './i18n';
import type { MessageTree } from './merge-messages';

const sources = import.meta.glob<string>(['../../**/*.vue', '../../**/*.ts', '!../../**/*.test.ts'], {
  eager: true,
  query: '?raw',
  import: 'default',
});
/** By path below `src`, e.g. `app/start.ts`; what lies beside this test is found as `./…`. */
const sourceOf = new Map(
  Object.entries(sources).map(([path, source]) => [posix.join('app/i18n', path), source]),
);

/** The files that come with the given ones: by `import … from`, and by `import(…)` where those are named. */
function comeWith(starts: readonly string[]): Set<string> {
  const found = new Set<string>();
  const open = [...starts];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    const source = sourceOf.get(file);
    if (source === undefined || found.has(file)) continue;
    found.add(file);
    for (const [, name = ''] of source.matchAll(/^(?:import|export)\s(?!type)[^;]*?from '(\.[^']+)';/gm)) {
      const path = posix.join(posix.dirname(file), name);
      open.push(path, `${path}.ts`);
    }
  }
  return found;
}

const firstFiles = comeWith([
  'app/start.ts',
  ...[...sourceOf.keys()].filter((file) =>
    /^(?:app\/(?:layouts|pages|search)|features\/(?:settings|sign-in|workbench))\//.test(file),
  ),
]);
/** Keys that a source names in full, and the beginnings of those it puts together. */
const keysIn = (source: string): string[] =>
  [...source.matchAll(/(?:\bt\(\s*|\b(?:titleKey|labelKey):\s*)['`]([\w.-]+)(?=['`]|\$)/g)].map(
    ([, key = '']) => key.replace(/\.[^.]*$/, (end) => (end === '.' ? '' : end)),
  );

/** True when the tree holds a text, or texts, at the dotted path. */
function holds(tree: MessageTree, key: string): boolean {
  let at: MessageTree | string | undefined = tree;
  for (const part of key.split('.')) at = typeof at === 'object' ? at[part] : undefined;
  return at !== undefined;
}

describe('the first texts', () => {
  it('hold whatever the frame and the first pages say', () => {
    expect(firstFiles.size).toBeGreaterThan(60);
    const missing = [...firstFiles]
      .filter((file) => !/features\/(?!settings|sign-in|workbench)/.test(file)) // of those, the routes alone
      .flatMap((file) => keysIn(sourceOf.get(file) ?? '').map((key) => ({ file, key })))
      .filter(({ key }) => !holds(firstZh.messages, key) || !holds(firstEn.messages, key));
    expect(missing).toEqual([]);
  });

  it('belong to pages that exist', () => {
    const leaveGuards = { mayLeave: () => Promise.resolve(true) };
    const router = createAppRouter(createMemoryHistory(), featureRoutes, leaveGuards);
    const names = router.getRoutes().map(({ name }) => name);
    expect([...FIRST_PAGES].filter((name) => !names.includes(String(name)))).toEqual([]);
  });
});

describe('the texts of the app', () => {
  it('come in two parts, in whatever order they are asked for', async () => {
    for (const order of ['language first', 'pages first']) {
      const { plugin, setLocale, loadOthers } = createAppI18n();
      if (order === 'pages first') await Promise.all([setLocale('en'), loadOthers()]);
      else await setLocale('en');
      expect(plugin.global.t('workbench.title')).toBe('Workbench');
      await loadOthers();
      expect(plugin.global.getLocaleMessage('en')).toEqual(ALL_TEXTS.en);
      await setLocale('zh-CN');
      expect(plugin.global.getLocaleMessage('zh-CN')).toEqual(ALL_TEXTS['zh-CN']);
    }
  });
});
