import type { Clock } from '../platform/clock';
import type { Databases } from '../platform/database';
import type { Ids } from '../platform/ids';
import type { Logger } from '../platform/logger';
import { ensureBaseProvince } from './base-province';
import { isAnybodyThere, staffIds, withPreparationLock } from './base-province-store';
import { makeDemoProvince } from './demo-province';
import { makeFirstAdministrators } from './first-administrators-zh';
import { machineCall } from './machine-actors';
import { beginScenario, emptyDatabase, finishScenario, scenarioState } from './scenario-run-store';
import type { ComposeOnClock } from './scenario-services';

const DEMO = 'demo-province';

export interface PreparationDeps {
  readonly demo: boolean;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly compose: ComposeOnClock;
  /** Writes a line for whoever started the program. */
  readonly say: (line: string) => void;
  readonly logger: Logger;
}

/**
 * Makes a migrated database ready to be served, at every start: the base province always; in a demo
 * the demo province, once and only where nobody is yet; else the first administrators. A demo that was
 * interrupted half-way is emptied and made anew, which is safe because nothing was served before.
 */
export async function prepareProvince(
  { databases }: { readonly databases: Databases },
  deps: PreparationDeps,
): Promise<void> {
  const { owner } = databases;
  const { demo, clock, ids, compose, say, logger } = deps;
  await withPreparationLock(owner, async () => {
    if ((await scenarioState(owner, DEMO)) === 'INTERRUPTED') {
      logger.warn('the demo province was left half-made; it is made anew');
      await owner.transaction(emptyDatabase);
    }
    await ensureBaseProvince({ owner, ids, clock });
    if (!demo) {
      const { personService } = compose(clock).services;
      const seed = await machineCall(owner, 'SEED', ids.next());
      await makeFirstAdministrators({ personService, seed, present: await staffIds(owner), say });
      return;
    }
    if (await isAnybodyThere(owner)) return;
    await beginScenario(owner, DEMO, clock.now());
    await makeDemoProvince({ owner, clock, ids, compose, say });
    await finishScenario(owner, DEMO, clock.now());
  });
}
