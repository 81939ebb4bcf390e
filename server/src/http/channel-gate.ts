import type { MiddlewareHandler } from 'hono';
import { AppError } from '../platform/app-error';
import type { Clock } from '../platform/clock';
import type { AppEnv } from './app-env';

/** Who a channel's request comes from. */
export interface ChannelIdentity {
  readonly keyId: string;
  readonly channel: string;
  /** Codes of the cities in the key's scope. */
  readonly cities: ReadonlySet<string>;
  readonly mayExplain: boolean;
  /** Its events are marked as demo events. */
  readonly demo: boolean;
  readonly ratePerSecond: number;
}

export interface ChannelGateDeps {
  /** The identity of a secret, or null for one that is unknown or revoked. */
  readonly authenticator: { authenticate(secret: string): Promise<ChannelIdentity | null> };
  readonly clock: Clock;
}

/** What a handler behind the gate finds. */
export interface ChannelEnv extends AppEnv {
  Variables: AppEnv['Variables'] & { channel: ChannelIdentity };
}

interface Bucket {
  tokens: number;
  filledAt: number;
}

/**
 * Lets channels in by `Authorization: Bearer`, and no faster than their key allows: a bucket that
 * holds one second's requests and fills steadily. Counts are this process's own.
 * @throws AppError KEY_MISSING, KEY_UNKNOWN (401), RATE_LIMITED (429)
 */
export function channelGate({ authenticator, clock }: ChannelGateDeps): MiddlewareHandler<ChannelEnv> {
  const buckets = new Map<string, Bucket>();

  function take({ keyId, ratePerSecond }: ChannelIdentity): boolean {
    const now = clock.now().getTime();
    const bucket = buckets.get(keyId) ?? { tokens: ratePerSecond, filledAt: now };
    // A clock that was set back fills nothing and takes nothing away.
    const elapsed = Math.max(0, now - bucket.filledAt);
    const filled = bucket.tokens + (elapsed / 1000) * ratePerSecond;
    const tokens = Math.min(ratePerSecond, filled);
    const granted = tokens >= 1;
    buckets.set(keyId, { tokens: granted ? tokens - 1 : tokens, filledAt: now });
    return granted;
  }

  return async (c, next) => {
    const secret = /^Bearer\s+(\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1];
    if (secret === undefined) {
      c.header('WWW-Authenticate', 'Bearer');
      throw new AppError('KEY_MISSING');
    }
    const identity = await authenticator.authenticate(secret);
    if (!identity) {
      c.header('WWW-Authenticate', 'Bearer error="invalid_token"');
      throw new AppError('KEY_UNKNOWN');
    }
    if (!take(identity)) {
      c.header('Retry-After', '1');
      throw new AppError('RATE_LIMITED', { perSecond: identity.ratePerSecond });
    }
    c.set('channel', identity);
    await next();
  };
}
