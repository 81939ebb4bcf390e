import type { EventInput } from '@xietong/shared/events';
import type { DemoCustomer } from './demo-customers-zh';
import { CITIES } from './jiangsu-zh';
import type { ScenarioClock } from './scenario-clock';
import type { ScenarioComposition } from './scenario-services';
import type { SeededRandom, Weighted } from './seeded-random';

type Asker = Parameters<ScenarioComposition['services']['decisionService']['decide']>[0];

export const CITY_CODES: ReadonlySet<string> = new Set(CITIES.map((city) => city.code));

interface Page {
  readonly channel: string;
  readonly points: readonly string[];
}

/** Pages of the channels that ask, and how often they are seen. A campaign stands once on a page. */
const PAGES: readonly Weighted<Page>[] = [
  { weight: 25, item: { channel: 'web', points: ['home-banner'] } },
  { weight: 22, item: { channel: 'web', points: ['web-dialog'] } },
  { weight: 14, item: { channel: 'web', points: ['bill-after'] } },
  { weight: 14, item: { channel: 'web', points: ['recharge-success'] } },
  { weight: 10, item: { channel: 'web', points: ['plan-sidebar'] } },
  { weight: 8, item: { channel: 'sms', points: ['sms-tail'] } },
  { weight: 14, item: { channel: 'app', points: ['app-splash', 'app-dialog'] } },
  { weight: 6, item: { channel: 'app', points: ['app-recharge-dialog'] } },
  { weight: 9, item: { channel: 'h5', points: ['h5-card'] } },
  { weight: 5, item: { channel: 'terminal', points: ['terminal-idle'] } },
  { weight: 7, item: { channel: 'wechat', points: ['wechat-card'] } },
];

interface Rates {
  readonly click: number;
  readonly order: number;
  readonly dismiss: number;
}
const FALLBACK_RATES: Rates = { click: 0.02, order: 0, dismiss: 0 };
const RATES: Readonly<Record<string, Rates>> = {
  'recharge-success': { click: 0.14, order: 0.26, dismiss: 0 },
  'sms-tail': { click: 0.05, order: 0.12, dismiss: 0 },
};
const DIALOG_RATES: Rates = { click: 0.17, order: 0.3, dismiss: 0.6 };
const OTHER_RATES: Rates = { click: 0.09, order: 0.2, dismiss: 0 };

/** How well the campaigns of a city appeal to its customers; the others show the province's. */
const APPEAL: Readonly<Record<string, number>> = { '320100': 1.25, '320200': 0.75 };
const APPEAL_OF_PROVINCE = 0.6;

/** Cities with people of their own are visited more; the rest by their population. */
const VISITED: readonly Weighted<string>[] = CITIES.map(({ code, population }) => ({
  weight: population * ({ '320100': 4, '320200': 3 }[code] ?? 0.5),
  item: code,
}));

export interface VisitDeps {
  readonly composition: ScenarioComposition;
  readonly clock: ScenarioClock;
  readonly random: SeededRandom;
  readonly customers: readonly DemoCustomer[];
}

export interface Visit {
  readonly channel: string;
  readonly events: readonly EventInput[];
}

const askerOf = (channel: string): Asker => ({ channel, cities: CITY_CODES, mayExplain: false });

/** Somebody opens a page: the channel asks for a decision at that time, and sees what becomes of it. */
export async function visit({ composition, clock, random, customers }: VisitDeps, at: Date): Promise<Visit> {
  const page = random.weighted(PAGES);
  clock.moveTo(at);
  const city = random.weighted(VISITED);
  const own = customers.filter((customer) => customer.city === city);
  const known = own.length > 0 && random.chance(0.85) ? random.pick(own).number : undefined;
  const requestId = `demo-${at.getTime().toString(36)}-${random.between(0, 1_000_000_000).toString(36)}`;
  const { points } = await composition.services.decisionService.decide(askerOf(page.channel), {
    requestId,
    city,
    points: [...page.points],
    ...(known === undefined ? {} : { subscriber: known, consent: { personalised: random.chance(0.9) } }),
  });
  const events = points.flatMap(({ point, items, fallback }) =>
    items.flatMap(({ decisionId }, index) => {
      const event = (type: EventInput['type'], seconds: number): EventInput => ({
        id: `${requestId}-${point}-${String(index)}-${type}`,
        type,
        decisionId,
        at: new Date(at.getTime() + seconds * 1_000).toISOString(),
      });
      const rates = fallback ? FALLBACK_RATES : ratesOf(point, city);
      return [event('impression', 0), ...reactions(random, rates, event)];
    }),
  );
  return { channel: page.channel, events };
}

function ratesOf(point: string, city: string): Rates {
  const { click, order, dismiss } = RATES[point] ?? (point.endsWith('dialog') ? DIALOG_RATES : OTHER_RATES);
  return { click: click * (APPEAL[city] ?? APPEAL_OF_PROVINCE), order, dismiss };
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
