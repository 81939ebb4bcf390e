import { expect, it } from 'vitest';
import { createMemoryHistory, createRouter, type RouteRecordRaw } from 'vue-router';
import { rememberQueries } from './remembered-queries';

const page = { template: '<i />' };
const routes: RouteRecordRaw[] = [
  { path: '/campaigns', name: 'campaigns', component: page, meta: { menu: 'campaigns' } },
  {
    path: '/campaigns/:id',
    name: 'campaign',
    component: page,
    meta: { menu: 'campaigns', parent: 'campaigns' },
  },
];

function open(person: string) {
  const router = createRouter({ history: createMemoryHistory(), routes });
  return { router, ...rememberQueries(router, () => person) };
}

it('remembers the last filters of a list, each person’s own, also over a reload', async () => {
  const { router, queries } = open('p1');
  await router.push('/campaigns?state=DRAFT&kind=PLAN&page=3');
  await router.push('/campaigns/1?tab=versions');
  expect(queries.value).toEqual({ campaigns: { state: 'DRAFT', kind: 'PLAN' } });
  const again = open('p1');
  await again.router.push('/campaigns/1');
  expect(again.queries.value['campaigns']).toEqual({ state: 'DRAFT', kind: 'PLAN' });
  const other = open('p2');
  await other.router.push('/campaigns/1');
  expect(other.queries.value).toEqual({});
});

it('forgets them when they are cleared', async () => {
  const { router, queries } = open('p1');
  await router.push('/campaigns?state=DRAFT');
  await router.replace('/campaigns');
  expect(queries.value['campaigns']).toEqual({});
});

it('keeps no customer’s number', async () => {
  const { router, queries } = open('p1');
  await router.push('/campaigns?q=154-0000-1234&state=DRAFT');
  expect(queries.value['campaigns']).toEqual({ state: 'DRAFT' });
  expect(JSON.stringify({ ...localStorage })).not.toContain('154');
});
