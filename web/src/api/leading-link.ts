import { httpBatchLink, splitLink, TRPCClientError, type TRPCLink } from '@trpc/client';
import { observable } from '@trpc/server/observable';
import { MAX_BATCH } from '@xietong/shared/kernel';
import type { AppRouter } from '@xietong/server/app-router';

interface LinkOptions {
  readonly url: string;
  readonly fetch: typeof fetch;
}

/** Sends a query within the call that makes it, as a batch of one. The library's own links wait for a later task. */
function atOnceLink({ url, fetch: send }: LinkOptions): TRPCLink<AppRouter> {
  return () =>
    ({ op }) =>
      observable((observer) => {
        const input = encodeURIComponent(JSON.stringify({ 0: op.input }));
        send(`${url}/${op.path}?batch=1&input=${input}`, { signal: op.signal ?? null })
          .then(async (response) => {
            const body: unknown = await response.json();
            // refused before any procedure ran
            if (!Array.isArray(body))
              throw TRPCClientError.from(new Error('no answer of a procedure'), {
                meta: { responseJSON: body },
              });
            const [answer] = body as [{ result: { data: unknown } } | { error: object }];
            if ('error' in answer) throw TRPCClientError.from(answer);
            observer.next({ result: { type: 'data', data: answer.result.data } });
            observer.complete();
          })
          .catch((cause: unknown) => {
            observer.error(
              TRPCClientError.from(cause instanceof Error ? cause : new Error('the call failed')),
            );
          });
      });
}

/**
 * The first query of a task leaves at once, all others of it follow in one batch. What a page asks for first is what it
 * is about: the server answers while the page is still being drawn, and what else the page wants to know does not
 * keep the answer back.
 */
export function leadingLink(options: LinkOptions): TRPCLink<AppRouter> {
  let isFirst = true;
  function leads(type: string): boolean {
    if (type !== 'query' || !isFirst) return false;
    isFirst = false;
    setTimeout(() => (isFirst = true));
    return true;
  }
  return splitLink({
    condition: ({ type }) => leads(type),
    true: atOnceLink(options),
    false: httpBatchLink({ ...options, maxItems: MAX_BATCH }),
  });
}
