import { Readable } from 'node:stream';
import type { Context, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { AppEnv } from './app-env';
import type { OnTurnedAway } from './turned-away';

export const DEFAULT_BODY_BYTES = 1024 * 1024;

/** Of what is refused, so many bytes are still taken from the line: who sends more than that hears nothing of why. */
const MAX_DISCARDED_BYTES = 1024 * 1024 * 1024;

/** A larger limit for the paths that take files. */
export interface BodyAllowance {
  /** Begins the path, e.g. `/files/`. */
  prefix: string;
  /** Largest accepted body in bytes. */
  bytes: number;
  /** The route takes the body piece by piece and counts itself; else one without a length is gathered here. */
  streamed?: boolean;
}

/**
 * Refuses with 413 `TOO_LARGE` a body over its limit, also one that does not announce
 * its length. A browser listens when it has sent everything: one that announces its length is let send it. The
 * longest matching prefix counts; without one the limit is 1 MiB.
 */
export function limitBodies(
  allowances: readonly BodyAllowance[],
  onTurnedAway: OnTurnedAway,
): MiddlewareHandler<AppEnv> {
  const byLength = [...allowances].sort((a, b) => b.prefix.length - a.prefix.length);
  const limiters = byLength.map(({ prefix, bytes, streamed = false }) => ({
    prefix,
    limit: streamed ? announcedLimiter(bytes, onTurnedAway) : limiter(bytes, onTurnedAway),
  }));
  const standard = limiter(DEFAULT_BODY_BYTES, onTurnedAway);
  return (c, next) => {
    const match = limiters.find(({ prefix }) => c.req.path.startsWith(prefix));
    return (match?.limit ?? standard)(c, next);
  };
}

function announcedLimiter(maxSize: number, onTurnedAway: OnTurnedAway): MiddlewareHandler<AppEnv> {
  const limit = limiter(maxSize, onTurnedAway);
  return (c, next) => (c.req.header('content-length') === undefined ? next() : limit(c, next));
}

function limiter(maxSize: number, onTurnedAway: OnTurnedAway): MiddlewareHandler<AppEnv> {
  return bodyLimit({
    maxSize,
    onError: async (c: Context<AppEnv>) => {
      await discard(c.req.raw.body);
      await onTurnedAway(c, 'TOO_LARGE');
      return c.json(
        { code: 'TOO_LARGE', params: { maxBytes: maxSize }, fields: [], requestId: c.get('requestId') },
        413,
      );
    },
  });
}

/** Reads a body to its end and keeps none of it: a browser hears an answer when it has sent everything. */
export async function discard(body: ReadableStream<Uint8Array> | null): Promise<void> {
  // one without a length was counted while it was read
  if (body !== null && !body.locked) await discardRest(Readable.fromWeb(body));
}

/** The same of what is left of one that somebody began to read; what breaks off meanwhile is of no interest. */
export async function discardRest(source: Readable): Promise<void> {
  try {
    let taken = 0;
    for await (const chunk of source as AsyncIterable<Uint8Array>) {
      taken += chunk.byteLength;
      if (taken > MAX_DISCARDED_BYTES) return;
    }
  } catch {
    // nobody is there any more
  }
}
