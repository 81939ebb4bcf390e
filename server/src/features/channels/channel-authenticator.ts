import type { ChannelIdentity } from '../../http/channel-gate';
import type { Clock } from '../../platform/clock';
import type { Database } from '../../platform/database';
import { hashSecret } from './channel-key-service';
import { createChannelKeyStore } from './channel-key-store';

/** A revoked key is refused at the latest after this time. */
const TRUSTED_FOR_MS = 1_000;
/** Keys remembered at once; beyond it all are forgotten and looked up anew. */
const MOST_REMEMBERED = 1_000;

/**
 * Finds the key behind a bearer secret, as the engine role. Only valid keys are remembered, so that
 * guessing fills no memory.
 */
export function createChannelAuthenticator({ engine, clock }: { engine: Database; clock: Clock }) {
  const remembered = new Map<string, { identity: ChannelIdentity; until: number }>();

  return {
    /** The identity of a key, or null for a secret that is unknown or revoked. */
    async authenticate(secret: string): Promise<ChannelIdentity | null> {
      const hash = hashSecret(secret);
      const now = clock.now().getTime();
      const known = remembered.get(hash);
      if (known && known.until > now) return known.identity;
      const row = await createChannelKeyStore(engine).findValid(hash);
      if (!row) {
        remembered.delete(hash);
        return null;
      }
      const identity: ChannelIdentity = {
        keyId: row.id,
        channel: row.channel,
        cities: new Set(row.cities),
        mayExplain: row.mayExplain,
        demo: row.demo,
        ratePerSecond: row.ratePerSecond,
      };
      if (remembered.size >= MOST_REMEMBERED) remembered.clear();
      remembered.set(hash, { identity, until: now + TRUSTED_FOR_MS });
      return identity;
    },
  };
}
