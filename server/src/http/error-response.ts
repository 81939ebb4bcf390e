import type { ErrorKind } from '@xietong/shared/kernel';
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { codedError } from '../platform/coded-error';
import { wireErrorOf } from '../platform/wire-error';
import type { AppEnv } from './app-env';

const STATUS_BY_KIND = {
  INVALID: 400,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  LIMIT: 429,
  UNAVAILABLE: 503,
  INTERNAL: 500,
} as const satisfies Record<ErrorKind, ContentfulStatusCode>;

/**
 * The answer to a coded error of a plain route: `{code, params, fields, requestId}` with the status
 * of its kind. Null for one that nobody foresaw, which the app logs and answers with its id alone.
 */
export function answerError(error: Error, c: Context<AppEnv>): Response | null {
  const known = codedError(error);
  if (known === null || known.kind === 'INTERNAL') return null;
  return c.json(wireErrorOf(known, c.get('requestId')), STATUS_BY_KIND[known.kind]);
}
