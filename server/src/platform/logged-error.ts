import { redactText } from '@xietong/shared/audit';

/** Errors that were caused by others, so many deep. */
const MOST_CAUSES = 5;
/** What says of an error what it is, and holds nothing of anybody's. */
const NAMED = ['code', 'severity', 'constraint', 'table', 'column', 'routine', 'errno', 'syscall'] as const;

/** An error as a log holds it. */
export interface LoggedError {
  readonly type: string;
  readonly message: string;
  readonly stack: string;
  readonly cause?: LoggedError;
  readonly [name: string]: unknown;
}

/**
 * An error as a log may hold it: what it is, where it came from and what caused it. A query that fails carries the values
 * that it was sent with, and a database repeats them in what it explains: numbers of customers, hashes of passwords, what
 * somebody was looking for. None of that is kept, and of its texts no telephone number and no secret.
 */
export function loggedError(error: unknown, depth = 0): LoggedError | string {
  if (!(error instanceof Error)) return typeof error === 'string' ? redactText(error) : typeof error;
  const message = toldOf(error);
  const { cause } = error;
  const below = cause instanceof Error && depth < MOST_CAUSES ? loggedError(cause, depth + 1) : undefined;
  return {
    type: error.constructor.name,
    message,
    stack: `${error.name}: ${message}\n${framesOf(error)}`,
    ...Object.fromEntries(NAMED.flatMap((name) => (name in error ? [[name, Reflect.get(error, name)]] : []))),
    ...(typeof below === 'object' ? { cause: below } : {}),
  };
}

/** The message without the values of the query that failed. */
function toldOf(error: Error): string {
  const isQuery = 'query' in error && typeof error.query === 'string' && 'params' in error;
  return redactText(isQuery ? `Failed query: ${String(error.query)}` : error.message);
}

/** The calls alone: a stack begins with the message, however many lines that has. */
function framesOf({ stack = '', message }: Error): string {
  const at = stack.indexOf(message);
  const after = at === -1 ? stack : stack.slice(at + message.length);
  return after
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n');
}
