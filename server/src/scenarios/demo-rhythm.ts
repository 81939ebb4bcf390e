import { CITIES } from './jiangsu-zh';
import type { ScenarioClock } from './scenario-clock';
import type { SeededRandom, Weighted } from './seeded-random';

/** The pilot city, whose share of the province's business grows from the first to the last day. */
export const PILOT_CITY = '320100';
const PILOT_SHARE = { first: 0.13, last: 0.2 } as const;

/** Sunday first: people do their business on working days, most of it on Mondays. */
const WEEKDAYS = [0.8, 1.16, 1.06, 1.02, 1.02, 1.06, 0.88] as const;

/** Hours at which channels are used, and how much. */
const HOURS: readonly Weighted<number>[] = [
  { weight: 3, item: 8 },
  { weight: 7, item: 9 },
  { weight: 11, item: 10 },
  { weight: 9, item: 11 },
  { weight: 7, item: 12 },
  { weight: 6, item: 13 },
  { weight: 8, item: 14 },
  { weight: 9, item: 15 },
  { weight: 8, item: 16 },
  { weight: 6, item: 17 },
  { weight: 6, item: 18 },
  { weight: 8, item: 19 },
  { weight: 8, item: 20 },
  { weight: 4, item: 21 },
];

/** Events of the last minutes have not been reported yet. */
const REPORTED_AFTER_MS = 5 * 60_000;

/** How busy a day is against the average, by its weekday in Shanghai. */
export function weekdayFactor(day: string): number {
  return WEEKDAYS[new Date(`${day}T00:00:00.000Z`).getUTCDay()] ?? 1;
}

/** Times of one day in order, by the rhythm of the hours; of today those that are over. */
export function timesOfDay(
  { clock, random }: { clock: ScenarioClock; random: SeededRandom },
  daysAgo: number,
  count: number,
): Date[] {
  const present = presentOf(clock);
  return Array.from({ length: count }, () =>
    clock.timeOf(daysAgo, random.weighted(HOURS), random.between(0, 59)),
  )
    .filter((at) => at.getTime() + REPORTED_AFTER_MS < present)
    .sort((a, b) => a.getTime() - b.getTime());
}

/** The clock cannot be moved beyond the present, and so tells it. */
function presentOf(clock: ScenarioClock): number {
  clock.moveTo(clock.timeOf(0, 24));
  return clock.now().getTime();
}

/** Each city's part of the province's business, by population; the pilot's grows with `progress` from 0 to 1. */
export function cityShares(progress: number): readonly Weighted<string>[] {
  const pilot = PILOT_SHARE.first + (PILOT_SHARE.last - PILOT_SHARE.first) * progress;
  const others = CITIES.filter(({ code }) => code !== PILOT_CITY);
  const population = others.reduce((sum, city) => sum + city.population, 0);
  return [
    { weight: pilot, item: PILOT_CITY },
    ...others.map((city) => ({ weight: ((1 - pilot) * city.population) / population, item: city.code })),
  ];
}

/**
 * The cities of so many pieces of business. Not drawn one by one: a part of a few hundred would then
 * jump from day to day, while that of a real province does not.
 */
export function citiesOf(random: SeededRandom, progress: number, count: number): string[] {
  return cityShares(progress).flatMap(({ weight, item }) =>
    Array.from(
      { length: Math.floor(weight * count * (0.96 + 0.08 * random.next()) + random.next()) },
      () => item,
    ),
  );
}
