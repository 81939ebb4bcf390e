import type { FailurePort } from '../access/audit-port';
import type { Clock } from '../platform/clock';
import { countingWindows } from './rate-limit';

const WINDOW_MS = 60_000;
/** Of one address, as many as it may try to sign in. */
export const MOST_OF_ADDRESS = 60;
/** Of all addresses together. */
export const MOST_OF_ALL = 600;

/**
 * What fails for people goes on as it is. What nobody in particular tries, anybody can try any number of times: of an
 * address the first in each minute are kept, of all addresses more, and the one after them says that there were more,
 * as `RATE_LIMITED`.
 */
export function boundAnonymousFailures(failures: FailurePort, clock: Clock): FailurePort {
  const ofAddress = countingWindows({ windowMs: WINDOW_MS, maxKeys: 10_000 });
  const ofAll = countingWindows({ windowMs: WINDOW_MS, maxKeys: 1 });
  return {
    async failure(entry) {
      if (entry.actor !== null) return failures.failure(entry);
      const at = clock.now().getTime();
      const own = ofAddress(entry.address ?? '', at).count;
      // What is not kept of an address takes nothing from the others.
      if (own > MOST_OF_ADDRESS + 1) return;
      const all = ofAll('', at).count;
      if (all > MOST_OF_ALL + 1) return;
      const isLast = own > MOST_OF_ADDRESS || all > MOST_OF_ALL;
      await failures.failure(isLast ? { ...entry, result: 'REFUSED', code: 'RATE_LIMITED' } : entry);
    },
  };
}
