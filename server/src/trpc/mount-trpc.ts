import { trpcServer } from '@hono/trpc-server';
import type { AnyRouter } from '@trpc/server';
import { MAX_BATCH } from '@xietong/shared/kernel';
import type { Context, Hono, MiddlewareHandler, Next } from 'hono';
import type { CompletionPort, FailurePort } from '../access/audit-port';
import type { AppEnv } from '../http/app-env';
import type { Logger } from '../platform/logger';
import type { TrpcContext } from './context';
import { appErrorOf } from './error-mapping';

export interface TrpcDeps {
  router: AnyRouter;
  audit: CompletionPort & FailurePort;
  logger: Logger;
}

/** Serves a router under `/trpc`. The session must have been resolved before. */
export function mountTrpc(app: Hono<AppEnv>, deps: TrpcDeps): void {
  app.use('/trpc/*', (c: Context<AppEnv, string>, next) => serve(c, next, deps));
}

function serve(c: Context<AppEnv, string>, next: Next, deps: TrpcDeps): ReturnType<MiddlewareHandler> {
  const requestId = c.get('requestId');
  const context: TrpcContext = {
    actor: c.get('actor') ?? null,
    restricted: c.get('restricted') ?? null,
    requestId,
    address: c.get('clientAddress'),
    audit: deps.audit,
  };
  const handle: MiddlewareHandler<AppEnv> = trpcServer({
    router: withContext(deps.router, context),
    // All calls of a request run at once: one of a thousand would keep everybody else from the database.
    maxBatchSize: MAX_BATCH,
    createContext: () => ({ ...context }),
    onError: ({ error, path }) => {
      const known = appErrorOf(error);
      // what an operator has to mend is in the log, too
      if (known && known.kind !== 'INTERNAL' && known.kind !== 'UNAVAILABLE') return;
      deps.logger.error({ requestId, path, err: error.cause ?? error }, 'procedure failed');
    },
  });
  return handle(c, next);
}

/** What tRPC refuses before it has asked for the context is answered with it, too. */
function withContext(router: AnyRouter, context: TrpcContext): AnyRouter {
  const { errorFormatter, ...config } = router._def._config;
  const known: typeof errorFormatter = (failure) =>
    errorFormatter({ ...failure, ctx: (failure.ctx as TrpcContext | undefined) ?? context }) as unknown;
  return { ...router, _def: { ...router._def, _config: { ...config, errorFormatter: known } } };
}
