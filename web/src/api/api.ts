import { createTRPCUntypedClient, type TRPCClient } from '@trpc/client';
import type { AppRouter } from '@xietong/server/app-router';
import { inject, type InjectionKey } from 'vue';
import { ApiError, toApiError } from './api-error';
import { leadingLink } from './leading-link';
import { withRenewal, type RenewSession } from './session-renewal';

export type Api = TRPCClient<AppRouter>;
export const API: InjectionKey<Api> = Symbol('api');

/** Reads the path of a procedure or router from the proxy: `api.campaigns.list` → `['campaigns', 'list']`. */
export const PATH = Symbol('procedure path');

export interface ApiOptions {
  /** Asked when the server no longer knows who is calling; true = the same person is signed in again. */
  renewSession: RenewSession;
  fetch?: typeof fetch;
}

/**
 * Whether a query was refused for its ids alone, as where an address was cut off: what is no id names nothing, and there
 * is no field in which a reader could mend it.
 */
function namesNothing({ code, problems }: ApiError): boolean {
  return (
    code === 'INVALID_INPUT' &&
    problems.length > 0 &&
    problems.every(({ path }) => /^(?:id|\w+Id)$/.test(path))
  );
}

/** The typed API. Every call rejects with ApiError and nothing else; one that found no session is repeated once. */
export function createApi({
  renewSession,
  fetch = (...request) => window.fetch(...request),
}: ApiOptions): Api {
  const client = createTRPCUntypedClient({ links: [leadingLink({ url: '/trpc', fetch })] });

  async function call(
    method: string,
    path: string[],
    input: unknown,
    signal?: AbortSignal,
  ): Promise<unknown> {
    const options = signal ? { signal } : {};
    const name = path.join('.');
    try {
      return await (method === 'query'
        ? client.query(name, input, options)
        : client.mutation(name, input, options));
    } catch (thrown) {
      const error = toApiError(thrown);
      throw method === 'query' && namesNothing(error) ? new ApiError({ ...error, code: 'NOT_FOUND' }) : error;
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
        withRenewal(() => call(path.at(-1) ?? '', path.slice(0, -1), input, options?.signal), renewSession),
    });

  return node([]) as Api;
}

/** The API of this app; for setup functions and stores. */
export function useApi(): Api {
  const api = inject(API);
  if (!api) throw new Error('The API was not provided');
  return api;
}
