import type { EventInput } from '@xietong/shared/events';
import { citiesOf, timesOfDay, weekdayFactor } from './demo-rhythm';
import { CITY_CODES, visit } from './demo-visits';
import type { VisitDeps } from './demo-visits';
import { CHANNELS } from './jiangsu-zh';
import type { ScenarioComposition } from './scenario-services';
import type { Weighted } from './seeded-random';

/** Days of campaigns up to today, and of ordinary business: a month can be compared with the one before. */
const CAMPAIGN_DAYS = 30;
const BUSINESS_DAYS = 60;
const VISITS_A_DAY = 260;
const TRANSACTIONS_A_DAY = 100;
/** Most events in one report. */
const REPORT_SIZE = 1_000;
/** The small halls hand in what happened only every so many days; before there were campaigns all did. */
const SMALL_HALLS: ReadonlySet<string> = new Set(['h5', 'sms', 'terminal', 'wechat']);
const HANDED_IN_EVERY_DAYS = 3;
/** So often the web hall sends a report a second time, because no answer came. */
const REPEATED_EVERY_DAYS = 7;

type Reporter = Parameters<ScenarioComposition['services']['eventService']['report']>[0];
const reporterOf = (channel: string): Reporter => ({ channel, cities: CITY_CODES, demo: true });

/** Where ordinary business is done. */
const TRANSACTING: readonly Weighted<string>[] = [
  { weight: 35, item: 'web' },
  { weight: 30, item: 'app' },
  { weight: 12, item: 'h5' },
  { weight: 8, item: 'sms' },
  { weight: 7, item: 'terminal' },
  { weight: 8, item: 'wechat' },
];

/** Ordinary business, with its usual amounts in fen. */
const BUSINESS: readonly Weighted<{ business: string; values: readonly number[] }>[] = [
  { weight: 50, item: { business: 'RECHARGE', values: [3_000, 5_000, 10_000] } },
  { weight: 30, item: { business: 'BILL-QUERY', values: [0] } },
  { weight: 20, item: { business: 'PLAN-CHANGE', values: [0] } },
];

/**
 * What channels ask and report: a month of real decisions at their own time, two of ordinary
 * business, and events through the ingest that all channels use. Answers how many were accepted.
 */
export async function makeDemoEvents(deps: VisitDeps): Promise<number> {
  const { composition, clock } = deps;
  await composition.eventMaintenance.ensurePartitions(BUSINESS_DAYS);
  await composition.snapshots.refresh();
  const gathered = new Map<string, EventInput[]>(CHANNELS.map(({ code }) => [code, []]));
  let accepted = 0;
  for (let daysAgo = BUSINESS_DAYS - 1; daysAgo >= 0; daysAgo -= 1) {
    for (const [channel, event] of await eventsOf(deps, daysAgo)) gathered.get(channel)?.push(event);
    clock.moveTo(clock.timeOf(daysAgo, 23, 30));
    for (const [channel, events] of gathered) {
      if (!handsIn(channel, daysAgo)) continue;
      accepted += await report(deps, channel, events);
      if (channel === 'web' && daysAgo % REPEATED_EVERY_DAYS === 0) await repeat(deps, channel, events);
      events.splice(0);
    }
  }
  return accepted;
}

function handsIn(channel: string, daysAgo: number): boolean {
  const daily = daysAgo < CAMPAIGN_DAYS && !SMALL_HALLS.has(channel);
  return daily || daysAgo % HANDED_IN_EVERY_DAYS === 0;
}

async function eventsOf(deps: VisitDeps, daysAgo: number): Promise<(readonly [string, EventInput])[]> {
  const { clock, random } = deps;
  const factor = weekdayFactor(clock.day(-daysAgo));
  const happened: (readonly [string, EventInput])[] = [];
  if (daysAgo < CAMPAIGN_DAYS)
    for (const at of timesOfDay(deps, daysAgo, Math.round(VISITS_A_DAY * factor))) {
      const { channel, events } = await visit(deps, at);
      happened.push(...events.map((event) => [channel, event] as const));
    }
  const progress = 1 - daysAgo / (BUSINESS_DAYS - 1);
  for (const city of citiesOf(random, progress, TRANSACTIONS_A_DAY * factor))
    for (const at of timesOfDay(deps, daysAgo, 1))
      happened.push([random.weighted(TRANSACTING), transaction(deps, city, at)]);
  return happened;
}

function transaction({ random }: VisitDeps, city: string, at: Date): EventInput {
  const { business, values } = random.weighted(BUSINESS);
  return {
    id: `demo-t-${at.getTime().toString(36)}-${random.between(0, 1_000_000_000).toString(36)}`,
    type: 'transaction',
    at: at.toISOString(),
    business,
    city,
    value: random.pick(values),
  };
}

/** Answers how many were accepted; a refused event is an error of the scenario. */
async function report(
  { composition }: VisitDeps,
  channel: string,
  events: readonly EventInput[],
): Promise<number> {
  let accepted = 0;
  for (let from = 0; from < events.length; from += REPORT_SIZE) {
    const results = await composition.services.eventService.report(
      reporterOf(channel),
      events.slice(from, from + REPORT_SIZE),
    );
    accepted += results.filter(({ status }) => status === 'accepted').length;
    const refused = results.find(({ status }) => status === 'rejected');
    if (refused) throw new Error(`an event of the scenario was refused: ${refused.code ?? ''}`);
  }
  return accepted;
}

async function repeat(deps: VisitDeps, channel: string, events: readonly EventInput[]): Promise<void> {
  const counted = await report(deps, channel, events);
  if (counted > 0) throw new Error('a report of the scenario counted twice');
}
