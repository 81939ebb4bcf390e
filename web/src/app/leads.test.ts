import { flushPromises } from '@vue/test-utils';
import { expect, it, vi } from 'vitest';
import type { Component } from 'vue';
import { createApi } from '../api/api';
import { mountPage, PERSON, fakeFetch } from '../testing/mount-app';
import type { Answers } from '../testing/mount-app';
import { featureRoutes } from './features';

const routes = featureRoutes.filter(({ meta }) => meta?.lead);
const CITY = { ...PERSON.duty.tenant, code: '320100', kind: 'CITY' as const };
const tenants = [PERSON.duty.tenant, CITY];
const cases = routes.flatMap((route) => tenants.map((tenant) => ({ path: route.path, route, tenant })));

/** A server that notes what it is asked, and has no answer. */
function listening() {
  const asked: string[] = [];
  const answers = new Proxy<Answers>(
    {},
    {
      get: (_, name) => (input: unknown) => {
        asked.push(`${String(name)} ${JSON.stringify(input)}`);
        throw new Error('no answer');
      },
    },
  );
  return { asked, answers };
}

it('are declared by the pages of the menu that take longest', () => {
  expect(routes.map(({ path }) => path).sort()).toEqual([
    ...['/', '/approvals', '/audit', '/audit/findings', '/campaigns', '/city-functions', '/demo-hall'],
    ...['/localisation', '/monitoring', '/people', '/points'],
  ]);
});

it.each(cases)(
  'what is asked before $path is opened is what it asks, in $tenant.kind',
  async ({ route, tenant }) => {
    const before = listening();
    const api = createApi({ renewSession: () => Promise.resolve(false), fetch: fakeFetch(before.answers) });
    const { leadOf } = (await route.meta?.lead?.()) ?? {};
    const found = leadOf?.(api, { tenantKind: tenant.kind, can: () => false });
    await found?.ask(new AbortController().signal).catch(() => undefined);
    expect(before.asked).toHaveLength(1);

    const page = listening();
    const { default: component } = await (route.component as () => Promise<{ default: Component }>)();
    const duty = { ...PERSON.duty, tenant };
    await mountPage(component, {
      answers: page.answers,
      path: route.path,
      routes: featureRoutes,
      session: { ...PERSON, duty, duties: [duty] },
    });
    await flushPromises();
    await vi.waitFor(() => {
      expect(page.asked).toContain(before.asked[0]);
    });
  },
);
