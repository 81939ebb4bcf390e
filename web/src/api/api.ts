import { createTRPCUntypedClient, httpBatchLink, type TRPCClient } from '@trpc/client';
import type { AppRouter } from '@xietong/server/app-router';
import { inject, type InjectionKey } from 'vue';
import { toApiError } from './api-error';

export type Api = TRPCClient<AppRouter>;
export const API: InjectionKey<Api> = Symbol('api');

/** Reads the path of a procedure or router from the proxy: `api.campaigns.list` → `['campaigns', 'list']`. */
export const PATH = Symbol('procedure path');

export interface ApiOptions {
  /** Called when the server no longer knows who is calling; the call itself still rejects. */
  onUnauthenticated: () => void;
  fetch?: typeof fetch;
}

/** The typed API. Every call rejects with ApiError and nothing else. */
export function createApi({ onUnauthenticated, fetch }: ApiOptions): Api {
  const client = createTRPCUntypedClient({
    links: [httpBatchLink({ url: '/trpc', ...(fetch ? { fetch } : {}) })],
  });

  async function call(
    method: string,
    path: string[],
    input: unknown,
    signal?: AbortSignal,
  ): Promise<unknown> {
    try {
      const options = signal ? { signal } : {};
      const name = path.join('.');
      return await (method === 'query'
        ? client.query(name, input, options)
        : client.mutation(name, input, options));
    } catch (thrown) {
      const error = toApiError(thrown);
      if (error.code === 'UNAUTHENTICATED') onUnauthenticated();
      throw error;
    }
  }

  const node = (path: string[]): unknown =>
    new Proxy(() => undefined, {
      get: (_, name) =>
        name === PATH
          ? path
          : typeof name === 'string' && name !== 'then'
            ? node([...path, name])
            : undefined,
      apply: (_, __, [input, options]: [unknown, { signal?: AbortSignal }?]) =>
        call(path.at(-1) ?? '', path.slice(0, -1), input, options?.signal),
    });

  return node([]) as Api;
}

/** The API of this app; for setup functions and stores. */
export function useApi(): Api {
  const api = inject(API);
  if (!api) throw new Error('The API was not provided');
  return api;
}
