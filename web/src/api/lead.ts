import type { QueryClient } from '@tanstack/vue-query';
import type { Action, SubjectName } from '@xietong/shared/tenants';
import { PAGE_ROWS } from './api-pages';
import { keyOf } from './api-query';
import type { Api } from './api';

/** A query that a page asks first, with what it asks for as long as nobody has chosen anything. */
export interface Lead {
  readonly queryKey: readonly unknown[];
  readonly ask: (signal: AbortSignal) => Promise<unknown>;
  /** It is the first page of a list that grows by pages. */
  readonly isPaged?: boolean;
}

/** Who opens the page. */
export interface LeadAbout {
  readonly tenantKind: 'PROVINCE' | 'CITY';
  readonly can: (action: Action, subject: SubjectName) => boolean;
}

declare module 'vue-router' {
  interface RouteMeta {
    /**
     * What the page asks first, so that it can be asked before somebody comes to it. Nothing that is audited: it may be
     * asked for in vain.
     */
    lead?: () => Promise<{ readonly leadOf: (api: Api, about: LeadAbout) => Lead }>;
  }
}

/** `lead(api.points.list, undefined)`, under the key of `useApiQuery(api.points.list, undefined)`. */
export function lead<I, O>(
  procedure: { query: (input: I, options?: { signal?: AbortSignal }) => Promise<O> },
  input: NoInfer<I>,
): Lead {
  return {
    queryKey: [...keyOf(procedure), input],
    ask: (signal) => procedure.query(input, { signal }),
  };
}

/** The same for a list of `useApiPages`. */
export function leadPages<I extends object>(
  procedure: {
    query: (
      input: I & { limit?: number | undefined },
      options?: { signal?: AbortSignal },
    ) => Promise<unknown>;
  },
  input: NoInfer<I>,
): Lead {
  return {
    queryKey: [...keyOf(procedure), 'pages', input],
    ask: (signal) => procedure.query({ ...input, limit: PAGE_ROWS }, { signal }),
    isPaged: true,
  };
}

/** Asks it unless the answer is there and fresh; what fails is asked again by the page. */
export async function askBefore(client: QueryClient, { queryKey, ask, isPaged }: Lead): Promise<void> {
  if (isPaged) {
    const first = { queryKey, initialPageParam: undefined, retry: false };
    await client.prefetchInfiniteQuery({ ...first, queryFn: ({ signal }) => ask(signal) });
    return;
  }
  await client.prefetchQuery({ queryKey, queryFn: ({ signal }) => ask(signal), retry: false });
}
