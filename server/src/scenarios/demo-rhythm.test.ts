import { expect, it } from 'vitest';
import { cityShares, citiesOf, PILOT_CITY, timesOfDay, weekdayFactor } from './demo-rhythm';
import { CITIES } from './jiangsu-zh';
import { createScenarioClock } from './scenario-clock';
import { createSeededRandom } from './seeded-random';

it('lets the pilot city grow from 13% to 20%, and gives the rest to the others by population', () => {
  for (const [progress, pilot] of [
    [0, 0.13],
    [0.5, 0.165],
    [1, 0.2],
  ] as const) {
    const shares = new Map(cityShares(progress).map(({ item, weight }) => [item, weight]));
    expect(shares.size).toBe(CITIES.length);
    expect([...shares.values()].reduce((sum, share) => sum + share, 0)).toBeCloseTo(1);
    expect(shares.get(PILOT_CITY)).toBeCloseTo(pilot);
    expect((shares.get('320500') ?? 0) / (shares.get('320200') ?? 1)).toBeCloseTo(12_748_262 / 7_462_135);
  }
});

it('keeps the parts of a few hundred near to what they should be', () => {
  const cities = citiesOf(createSeededRandom(1), 1, 400);
  const pilot = cities.filter((city) => city === PILOT_CITY).length / cities.length;
  expect(Math.abs(pilot - 0.2)).toBeLessThan(0.02);
});

it('is busiest on Mondays and quietest on Sundays, and an average week is a week', () => {
  const week = ['22', '23', '24', '25', '26', '27', '28'].map((day) => weekdayFactor(`2026-11-${day}`));
  expect(Math.min(...week)).toBe(week[0]);
  expect(Math.max(...week)).toBe(week[1]);
  expect(week.reduce((sum, factor) => sum + factor, 0)).toBeCloseTo(7);
});

it('knows of today only what is over', () => {
  const now = new Date('2026-11-24T04:00:00.000Z');
  const clock = createScenarioClock({ now: () => now });
  const deps = { clock, random: createSeededRandom(1) };
  const times = timesOfDay(deps, 0, 200);
  expect(times.length).toBeGreaterThan(0);
  expect(times.length).toBeLessThan(200);
  expect(times.every((at) => at < now)).toBe(true);
  expect(times).toEqual([...times].sort((a, b) => a.getTime() - b.getTime()));
  expect(timesOfDay(deps, 1, 200)).toHaveLength(200);
});
