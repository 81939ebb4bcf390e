import { expect, it } from 'vitest';
import { shownState } from './index';

const at = (day: number): string => `2026-11-${String(day)}T00:00:00.000Z`;
const window = { startsAt: at(20), endsAt: at(25) };

it.each([
  [19, null, 'SCHEDULED'],
  [20, null, 'LIVE'],
  [25, null, 'ENDED'],
  [22, at(23), 'LIVE'],
  [23, at(23), 'SUPERSEDED'],
  // What took over before it ended stays so; what came after its end took nothing.
  [26, at(23), 'SUPERSEDED'],
  [26, at(25), 'ENDED'],
  // Approved ahead, and replaced before it began.
  [19, at(18), 'SUPERSEDED'],
] as const)('on day %i an approved release that gives way at %s is %s', (day, overtakenAt, state) => {
  expect(shownState('APPROVED', window, new Date(at(day)), overtakenAt)).toBe(state);
});

it('says of every other state what it is, whatever its window', () => {
  expect(shownState('TAKEN_DOWN', window, new Date(at(26)), at(23))).toBe('TAKEN_DOWN');
  expect(shownState('APPROVED', null, new Date(at(26)))).toBe('APPROVED');
  expect(shownState('APPROVED', null, new Date(at(26)), at(23))).toBe('SUPERSEDED');
});
