import { MAX_BATCH } from '@xietong/shared/kernel';
import { expect, it, vi } from 'vitest';
import { fakeFetch, Refusal } from '../testing/mount-app';
import { createApi } from './api';
import { keyOf } from './api-query';

const refuse = (code: string) => () => {
  throw new Refusal(code);
};

it('names a procedure by its path', () => {
  const api = createApi({ renewSession: () => Promise.resolve(false) });
  expect(keyOf(api.session.me)).toEqual(['session', 'me']);
  expect(keyOf(api.session)).toEqual(['session']);
});

it('sends the first query of a task at once, and all others of it in one batch, of which none is too large', async () => {
  const sent: string[] = [];
  const answers = fakeFetch({
    'tenants.list': () => [],
    'session.me': () => 'me',
    'points.channels': () => [1],
  });
  const fetch: typeof globalThis.fetch = (request, init) => {
    sent.push(String(request).split('?', 1)[0] ?? '');
    return answers(request, init);
  };
  const api = createApi({ renewSession: () => Promise.resolve(false), fetch });
  const first = api.tenants.list.query();
  expect(sent).toEqual(['/trpc/tenants.list']);
  const others = [api.session.me.query(), api.points.channels.query()];
  expect(await Promise.all([first, ...others])).toEqual([[], 'me', [1]]);
  expect(sent).toEqual(['/trpc/tenants.list', '/trpc/session.me,points.channels']);
  await api.session.me.query();
  expect(sent).toHaveLength(3);
  await Promise.all(Array.from({ length: MAX_BATCH + 2 }, () => api.session.me.query()));
  expect(Math.max(...sent.slice(3).map((path) => path.split(',').length))).toBe(MAX_BATCH);
});

it('rejects with the code, the params and the request id of the server', async () => {
  const api = createApi({
    renewSession: () => Promise.resolve(false),
    fetch: fakeFetch({ 'session.me': refuse('STALE_VERSION') }),
  });
  await expect(api.session.me.query()).rejects.toMatchObject({
    code: 'STALE_VERSION',
    requestId: 'r-1',
    problems: [],
  });
});

it('makes a call again once the person has signed in again, and once only', async () => {
  const renewSession = vi.fn(() => Promise.resolve(true));
  const asked = vi.fn(refuse('UNAUTHENTICATED'));
  const api = createApi({ renewSession, fetch: fakeFetch({ 'session.me': asked }) });
  await expect(api.session.me.query()).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  expect(asked).toHaveBeenCalledTimes(2);
  expect(renewSession).toHaveBeenCalledTimes(1);
});

it('gives a call up when nobody signs in again', async () => {
  const asked = vi.fn(refuse('UNAUTHENTICATED'));
  const api = createApi({
    renewSession: () => Promise.resolve(false),
    fetch: fakeFetch({ 'session.me': asked }),
  });
  await expect(api.session.me.query()).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  expect(asked).toHaveBeenCalledTimes(1);
});

it('tells a dead network from a refusal', async () => {
  const api = createApi({
    renewSession: () => Promise.resolve(false),
    fetch: () => Promise.reject(new TypeError('fetch failed')),
  });
  for (const call of [api.session.me.query(), api.session.me.query(), api.workbench.visit.mutate()])
    await expect(call).rejects.toMatchObject({ code: 'NETWORK_UNREACHABLE' });
});

it('takes what the server refuses before any procedure for what it is', async () => {
  const refusal = { code: 'STORAGE_FULL', params: {}, fields: [], requestId: 'r-2' };
  const fetch = () => Promise.resolve(Response.json(refusal, { status: 503 }));
  const api = createApi({ renewSession: () => Promise.resolve(false), fetch });
  const expected = { code: 'STORAGE_FULL', requestId: 'r-2' };
  const calls = [api.session.me.query(), api.session.me.query(), api.tenants.list.query()];
  for (const call of calls) await expect(call).rejects.toMatchObject(expected);
});

it('takes what a proxy answers in the place of the server for no answer', async () => {
  const api = createApi({
    renewSession: () => Promise.resolve(false),
    fetch: () => Promise.resolve(new Response('<h1>502</h1>', { status: 502 })),
  });
  for (const call of [api.session.me.query(), api.session.me.query()])
    await expect(call).rejects.toMatchObject({ code: 'NETWORK_UNREACHABLE' });
});

it('says that nothing is there by what is no id, and keeps what a form can mend', async () => {
  const refusedFor = (...paths: string[]): typeof fetch => {
    const fields = paths.map((path) => ({ path, code: 'FIELD_INVALID', params: {} }));
    const data = { code: 'INVALID_INPUT', params: {}, fields, requestId: 'r-1' };
    const body = JSON.stringify([{ error: { message: '', code: -32000, data } }]);
    return () => Promise.resolve(new Response(body, { headers: { 'content-type': 'application/json' } }));
  };
  const api = (...paths: string[]) =>
    createApi({ renewSession: () => Promise.resolve(false), fetch: refusedFor(...paths) });
  await expect(api('id').audit.get.query({ id: 'abc' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(api('campaignId').audit.forCampaign.query({ campaignId: 'abc' })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
  for (const paths of [['id', 'title'], ['grid'], []])
    await expect(api(...paths).audit.get.query({ id: 'abc' })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
  await expect(api('id').lists.archive.mutate({ id: 'abc' })).rejects.toMatchObject({
    code: 'INVALID_INPUT',
  });
});
