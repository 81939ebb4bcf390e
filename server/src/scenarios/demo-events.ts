import type { EventInput } from '@xietong/shared/events';
import type { DemoCustomer } from './demo-customers-zh';
import { CHANNELS, CITIES } from './jiangsu-zh';
import type { ScenarioClock } from './scenario-clock';
import type { ScenarioComposition } from './scenario-services';
import type { SeededRandom, Weighted } from './seeded-random';

/** Days of events up to today. */
const DAYS = 14;
const VISITS_A_DAY = 100;
const TRANSACTIONS_A_DAY = 110;
/** Most events in one report. */
const REPORT_SIZE = 1_000;

type Reporter = Parameters<ScenarioComposition['services']['eventService']['report']>[0];
type Asker = Parameters<ScenarioComposition['services']['decisionService']['decide']>[0];

const CITY_CODES: ReadonlySet<string> = new Set(CITIES.map((city) => city.code));
const askerOf = (channel: string): Asker => ({ channel, cities: CITY_CODES, mayExplain: false });
const reporterOf = (channel: string): Reporter => ({ channel, cities: CITY_CODES, demo: true });

interface Page {
  readonly channel: string;
  readonly points: readonly string[];
}

/** Pages of the channels that ask, and how often they are seen. */
const PAGES: readonly Weighted<Page>[] = [
  { weight: 25, item: { channel: 'web', points: ['home-banner'] } },
  // A campaign stands once on a page: its dialog opens where its banner is not.
  { weight: 15, item: { channel: 'web', points: ['web-dialog'] } },
  { weight: 20, item: { channel: 'web', points: ['bill-after'] } },
  { weight: 15, item: { channel: 'web', points: ['recharge-success'] } },
  { weight: 15, item: { channel: 'web', points: ['plan-sidebar'] } },
  { weight: 10, item: { channel: 'sms', points: ['sms-tail'] } },
  { weight: 12, item: { channel: 'app', points: ['app-splash', 'app-dialog'] } },
  { weight: 6, item: { channel: 'app', points: ['app-recharge-dialog'] } },
  { weight: 10, item: { channel: 'h5', points: ['h5-card'] } },
  { weight: 6, item: { channel: 'terminal', points: ['terminal-idle'] } },
  { weight: 8, item: { channel: 'wechat', points: ['wechat-card'] } },
];

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

interface Rates {
  readonly click: number;
  readonly order: number;
  readonly dismiss: number;
}
const FALLBACK_RATES: Rates = { click: 0.02, order: 0, dismiss: 0 };
const DIALOG_RATES: Rates = { click: 0.16, order: 0.3, dismiss: 0.6 };
const OTHER_RATES: Rates = { click: 0.09, order: 0.2, dismiss: 0 };

export interface EventDeps {
  readonly composition: ScenarioComposition;
  readonly clock: ScenarioClock;
  readonly random: SeededRandom;
  readonly customers: readonly DemoCustomer[];
}

/**
 * Two weeks of what channels ask and report: real decisions at their own time, and events through
 * the ingest that all channels use. Answers how many were accepted.
 */
export async function makeDemoEvents(deps: EventDeps): Promise<number> {
  const { composition, clock, random } = deps;
  await composition.eventMaintenance.ensurePartitions(DAYS);
  await composition.snapshots.refresh();
  let accepted = 0;
  for (let daysAgo = DAYS - 1; daysAgo >= 0; daysAgo -= 1) {
    const events = new Map<string, EventInput[]>(CHANNELS.map(({ code }) => [code, []]));
    for (const at of timesOf(deps, daysAgo, VISITS_A_DAY)) {
      const page = random.weighted(PAGES);
      events.get(page.channel)?.push(...(await visit(deps, page, at)));
    }
    for (const at of timesOf(deps, daysAgo, TRANSACTIONS_A_DAY))
      events.get(random.weighted(TRANSACTING))?.push(transaction(deps, daysAgo, at));
    clock.moveTo(clock.timeOf(daysAgo, 23, 30));
    for (const [channel, list] of events) accepted += await report(deps, channel, list);
  }
  return accepted;
}

/** Times between 8 and 22 o'clock in order; of today those that are over. */
function timesOf({ clock, random }: EventDeps, daysAgo: number, count: number): Date[] {
  const present = clock.timeOf(0, 0).getTime() + millisecondsToday(clock);
  return Array.from({ length: count }, () =>
    clock.timeOf(daysAgo, random.between(8, 21), random.between(0, 59)),
  )
    .filter((at) => at.getTime() + 5 * 60_000 < present)
    .sort((a, b) => a.getTime() - b.getTime());
}

/** How much of today is over: the clock cannot be moved beyond the present. */
function millisecondsToday(clock: ScenarioClock): number {
  clock.moveTo(clock.timeOf(0, 24));
  return clock.now().getTime() - clock.timeOf(0, 0).getTime();
}

/** Cities with people of their own are visited more; the rest by their population. */
function cityOf(random: SeededRandom): string {
  const boost: Readonly<Record<string, number>> = { '320100': 4, '320200': 3 };
  return random.weighted(
    CITIES.map(({ code, population }) => ({ weight: population * (boost[code] ?? 0.5), item: code })),
  );
}

async function visit(
  { composition, clock, random, customers }: EventDeps,
  page: Page,
  at: Date,
): Promise<EventInput[]> {
  clock.moveTo(at);
  const city = cityOf(random);
  const own = customers.filter((customer) => customer.city === city);
  const known = own.length > 0 && random.chance(0.85) ? random.pick(own).number : undefined;
  const requestId = `demo-${at.getTime().toString(36)}-${random.between(0, 1_000_000_000).toString(36)}`;
  const { points } = await composition.services.decisionService.decide(askerOf(page.channel), {
    requestId,
    city,
    points: [...page.points],
    ...(known === undefined ? {} : { subscriber: known, consent: { personalised: random.chance(0.9) } }),
  });
  return points.flatMap(({ point, items, fallback }) =>
    items.flatMap(({ decisionId }, index) => {
      const rates = fallback ? FALLBACK_RATES : point.endsWith('dialog') ? DIALOG_RATES : OTHER_RATES;
      const event = (type: EventInput['type'], seconds: number): EventInput => ({
        id: `${requestId}-${point}-${String(index)}-${type}`,
        type,
        decisionId,
        at: new Date(at.getTime() + seconds * 1_000).toISOString(),
      });
      return [event('impression', 0), ...reactions(random, rates, event)];
    }),
  );
}

function reactions(
  random: SeededRandom,
  rates: Rates,
  event: (type: EventInput['type'], seconds: number) => EventInput,
): EventInput[] {
  if (!random.chance(rates.click)) return random.chance(rates.dismiss) ? [event('dismiss', 6)] : [];
  const clicked = event('click', random.between(3, 20));
  return random.chance(rates.order) ? [clicked, event('order', random.between(40, 120))] : [clicked];
}

/** Nanjing's share of the province's business grows over the days. */
function transaction({ random }: EventDeps, daysAgo: number, at: Date): EventInput {
  const growth = 1 + (DAYS - daysAgo) * 0.05;
  const city = random.weighted(
    CITIES.map(({ code, population }) => ({
      weight: population * (code === '320100' ? growth : 1),
      item: code,
    })),
  );
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

async function report(
  { composition }: EventDeps,
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
