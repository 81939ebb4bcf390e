import { words } from '../config/words/words';
import type { Clock } from '../platform/clock';
import type { Database } from '../platform/database';
import type { Ids } from '../platform/ids';
import { findTenants } from './base-province-store';
import { makeDemoBlocklist, makeDemoCustomers } from './demo-customers-zh';
import { makeDemoEvents } from './demo-events';
import { makeDemoLocalVersions } from './demo-localisation';
import { actAsDemoStaff, makeDemoPeople } from './demo-people-zh';
import { makeDemoPoints } from './demo-points-zh';
import { makeDemoStandards } from './demo-standards';
import { machineCall } from './machine-actors';
import { createScenarioClock } from './scenario-clock';
import type { ComposeOnClock } from './scenario-services';
import { createSeededRandom } from './seeded-random';

const SEED = 154;
/** The day on which the demo's people began, in days before today. */
const FIRST_DAY = 32;

export interface DemoProvinceDeps {
  readonly owner: Database;
  /** The present; everything of the scenario lies before it. */
  readonly clock: Clock;
  readonly ids: Ids;
  readonly compose: ComposeOnClock;
  /** Tells how far it is. */
  readonly say: (line: string) => void;
}

/**
 * Fills a base province without people with the demo: its staff do their work of a month through
 * the services, its channels ask and report. Everything made up is marked as such.
 */
export async function makeDemoProvince({
  owner,
  clock: real,
  ids,
  compose,
  say,
}: DemoProvinceDeps): Promise<void> {
  const clock = createScenarioClock(real);
  const random = createSeededRandom(SEED);
  const composition = compose(clock);
  const { services } = composition;

  clock.moveTo(clock.timeOf(FIRST_DAY, 9));
  const said = words().demo;
  say(said.people);
  await makeDemoPeople(services, await machineCall(owner, 'SEED', ids.next()), await findTenants(owner));
  const as = await actAsDemoStaff(owner, ids);
  clock.pass(60);
  say(said.points);
  await makeDemoPoints(services, { author: as('JS-OPS-01'), approver: as('JS-APR-01') });
  clock.pass(60);
  const customers = await makeDemoCustomers(services, as('JS-OPS-02'), random);
  clock.pass(60);
  await makeDemoBlocklist(services, as('JS-OPS-01'), customers);
  say(said.campaigns);
  const standards = await makeDemoStandards({ services, as, clock, ids });
  await makeDemoLocalVersions({ services, as, clock, standards, customers });
  say(said.events);
  const events = await makeDemoEvents({ composition, clock, random, customers });
  say(said.made(events));
}
