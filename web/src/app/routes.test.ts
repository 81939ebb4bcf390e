import { createMongoAbility } from '@casl/ability';
import type { AppAbility } from '@xietong/shared/tenants';
import { describe, expect, it } from 'vitest';
import { createMemoryHistory, type RouteRecordRaw } from 'vue-router';
import { safeReturn } from '../lib/safe-return';
import type { Can } from '../session/useCan';
import { mayOpen } from './access';
import { featureRoutes } from './features';
import { homeOf, menuOf } from './menu';
import { createAppRouter } from './router';

const page = { template: '<i />' };
const canOf =
  (rules: AppAbility['rules']): Can =>
  (action, subject) =>
    createMongoAbility<AppAbility>(rules).can(action, subject);
const routes: RouteRecordRaw[] = [
  {
    path: '/keys',
    name: 'keys',
    component: page,
    meta: { menu: 'system.channels', can: { action: 'read', subject: 'ChannelKey' } },
  },
  {
    path: '/audit',
    name: 'audit',
    component: page,
    meta: { menu: 'audit', can: { action: 'read', subject: 'AuditEvent' } },
  },
  {
    path: '/campaigns',
    name: 'campaigns',
    component: page,
    meta: { menu: 'campaigns', can: { action: 'read', subject: 'StandardCampaign' } },
  },
  {
    path: '/campaigns/:id',
    name: 'campaign',
    component: page,
    meta: { menu: 'campaigns', parent: 'campaigns', can: { action: 'read', subject: 'StandardCampaign' } },
  },
  {
    path: '/hall',
    name: 'hall',
    component: page,
    meta: { menu: 'demo-hall', demoOnly: true, open: 'signedIn' },
  },
];

describe('routes of the features', () => {
  it.each(featureRoutes.map((route) => [route.path, route] as const))(
    '%s says who may open it',
    (_, { meta }) => {
      expect([meta?.can, meta?.open].filter(Boolean)).toHaveLength(1);
    },
  );

  it('have names of their own', () => {
    const names = featureRoutes.map((route) => route.name);
    expect(names).toEqual([...new Set(names)]);
    expect(names).not.toContain(undefined);
  });

  it('name existing parents', () => {
    const names = new Set(featureRoutes.map((route) => route.name));
    expect(featureRoutes.filter(({ meta }) => meta?.parent && !names.has(meta.parent))).toEqual([]);
  });
});

const journeys = import.meta.glob<string>(
  ['../../../e2e/fixtures/page-tour.ts', '../../../e2e/journeys/pages.test.ts'],
  { eager: true, query: '?raw', import: 'default' },
);

describe('the tour of the pages', () => {
  it('leads to every one of them', () => {
    const router = createAppRouter(createMemoryHistory(), featureRoutes, {
      mayLeave: () => Promise.resolve(true),
    });
    const visited = Object.values(journeys)
      .flatMap((source) => [...source.matchAll(/(?:path: |goto\()['`]([^'`]+)['`]/g)])
      .map(([, path = '']) => router.resolve(path.replaceAll(/\$\{[^}]*\}/g, 'x')).name);
    const pages = router.getRoutes().map(({ name }) => name);
    // who opens the root is led on to the first page of the menu, and who may not open a page to the forbidden one
    expect(
      pages.filter((name) => !['home', 'forbidden'].includes(String(name)) && !visited.includes(name)),
    ).toEqual([]);
  });
});

describe('the menu', () => {
  const auditor = canOf([{ action: 'read', subject: 'AuditEvent' }]);
  const everything = canOf([{ action: 'read', subject: ['AuditEvent', 'StandardCampaign', 'ChannelKey'] }]);

  it('holds what the duty may open and nothing else', () => {
    expect(menuOf(routes, auditor, false).map((item) => item.entry?.id)).toEqual(['audit']);
  });

  it('keeps the order of the jobs and groups the second level', () => {
    const items = menuOf(routes, everything, true);
    expect(items.map((item) => item.entry?.id ?? item.groupKey)).toEqual([
      'campaigns',
      'demo-hall',
      'audit',
      'menu.system.title',
    ]);
    expect(items.at(-1)?.children.map((child) => child.id)).toEqual(['system.channels']);
  });

  it('leads home to its first page', () => {
    expect(homeOf(menuOf(routes, auditor, false))).toBe('/audit');
    expect(homeOf(menuOf(routes, canOf([]), false))).toBeUndefined();
  });

  it('opens nothing that declares nothing', () => {
    expect(mayOpen({}, everything, true)).toBe(false);
  });
});

describe('the way back after signing in', () => {
  it.each(['/campaigns/1?tab=history', '/'])('keeps %s', (path) => {
    expect(safeReturn(path)).toBe(path);
  });
  it.each([
    '//elsewhere.example',
    '/\\elsewhere.example',
    'https://elsewhere.example',
    '/sign-in',
    undefined,
    ['/a'],
  ])('drops %j', (path) => {
    expect(safeReturn(path)).toBeUndefined();
  });
});
