import { expect, it, vi } from 'vitest';
import { fakeFetch, Refusal } from '../testing/mount-app';
import { createApi } from './api';
import { keyOf } from './api-query';

const refuse = (code: string) => () => {
  throw new Refusal(code);
};

it('names a procedure by its path', () => {
  const api = createApi({ onUnauthenticated: () => undefined });
  expect(keyOf(api.session.me)).toEqual(['session', 'me']);
  expect(keyOf(api.session)).toEqual(['session']);
});

it('rejects with the code, the params and the request id of the server', async () => {
  const api = createApi({
    onUnauthenticated: () => undefined,
    fetch: fakeFetch({ 'session.me': refuse('STALE_VERSION') }),
  });
  await expect(api.session.me.query()).rejects.toMatchObject({
    code: 'STALE_VERSION',
    requestId: 'r-1',
    problems: [],
  });
});

it('says when nobody is signed in any more', async () => {
  const onUnauthenticated = vi.fn();
  const api = createApi({ onUnauthenticated, fetch: fakeFetch({ 'session.me': refuse('UNAUTHENTICATED') }) });
  await expect(api.session.me.query()).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  expect(onUnauthenticated).toHaveBeenCalledTimes(1);
});

it('tells a dead network from a refusal', async () => {
  const api = createApi({
    onUnauthenticated: () => undefined,
    fetch: () => Promise.reject(new TypeError('fetch failed')),
  });
  await expect(api.session.me.query()).rejects.toMatchObject({ code: 'NETWORK_UNREACHABLE' });
});
