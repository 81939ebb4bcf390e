import type { Context, MiddlewareHandler } from 'hono';
import type { AppEnv } from './app-env';

export interface RateLimitOptions {
  /** Requests that one key may make in one window. */
  limit: number;
  /** Length of the fixed window in milliseconds. */
  windowMs: number;
  /** The present in epoch milliseconds. */
  now: () => number;
  /** Whom the request counts for; the client's address by default. */
  keyOf?: (c: Context<AppEnv>) => string;
  /** Keys remembered at once; the oldest goes first. */
  maxKeys?: number;
  /** Hears of the first request of a window that is refused: each of them would be a way to fill whatever keeps them. */
  onRefused?: (c: Context<AppEnv>) => Promise<void>;
}

interface Window {
  startedAt: number;
  count: number;
}

/**
 * Counts by key in fixed windows: each call counts one and gives the window that it falls into. Of more than `maxKeys`
 * the oldest is forgotten.
 */
export function countingWindows({
  windowMs,
  maxKeys,
}: {
  windowMs: number;
  maxKeys: number;
}): (key: string, at: number) => Readonly<Window> {
  const windows = new Map<string, Window>();
  return (key, at) => {
    const window = currentWindow(windows, key, { at, windowMs, maxKeys });
    window.count += 1;
    return window;
  };
}

/**
 * Refuses with 429 `RATE_LIMITED` and `Retry-After` in seconds what goes over the limit.
 * Counts are kept in this process: several processes each allow the full limit.
 */
export function rateLimit(options: RateLimitOptions): MiddlewareHandler<AppEnv> {
  const { limit, windowMs, now, keyOf = byAddress, maxKeys = 10_000, onRefused } = options;
  const counted = countingWindows({ windowMs, maxKeys });
  return async (c, next) => {
    const at = now();
    const window = counted(keyOf(c), at);
    if (window.count <= limit) return next();
    if (window.count === limit + 1) await onRefused?.(c);
    const retryAfter = Math.max(1, Math.ceil((window.startedAt + windowMs - at) / 1000));
    c.header('Retry-After', String(retryAfter));
    return c.json(
      { code: 'RATE_LIMITED', params: { retryAfter }, fields: [], requestId: c.get('requestId') },
      429,
    );
  };
}

function byAddress(c: Context<AppEnv>): string {
  return c.get('clientAddress');
}

function currentWindow(
  windows: Map<string, Window>,
  key: string,
  { at, windowMs, maxKeys }: { at: number; windowMs: number; maxKeys: number },
): Window {
  const known = windows.get(key);
  if (known !== undefined && at - known.startedAt < windowMs) return known;
  windows.delete(key);
  if (windows.size >= maxKeys) forgetOldest(windows);
  const fresh = { startedAt: at, count: 0 };
  windows.set(key, fresh);
  return fresh;
}

/** A map iterates in insertion order, and a window is inserted anew when it starts. */
function forgetOldest(windows: Map<string, Window>): void {
  const oldest = windows.keys().next();
  if (!oldest.done) windows.delete(oldest.value);
}
