import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, countDays } from '../events';
import { basisOfPeriod, bucketsOf, comparedSpans, PERIODS, spanOfPeriod, sumByBucket } from './day-span';

const days = fc.date({ min: new Date('2020-01-01'), max: new Date('2035-12-31'), noInvalidDate: true });
const spans = fc.tuple(days, fc.integer({ min: 0, max: 400 })).map(([start, length]) => {
  const from = start.toISOString().slice(0, 10);
  return { from, to: addDays(from, length) };
});

describe('a period', () => {
  it.each([
    ['today', '2026-11-24', '2026-11-24', '2026-11-24'],
    ['yesterday', '2026-01-01', '2025-12-31', '2025-12-31'],
    ['7', '2026-03-03', '2026-02-25', '2026-03-03'],
    ['30', '2026-01-15', '2025-12-17', '2026-01-15'],
    ['month', '2026-11-24', '2026-11-01', '2026-11-24'],
    ['month', '2026-11-01', '2026-11-01', '2026-11-01'],
    ['lastMonth', '2026-01-31', '2025-12-01', '2025-12-31'],
    ['lastMonth', '2028-03-31', '2028-02-01', '2028-02-29'],
  ] as const)('%s on %s', (period, today, from, to) => {
    expect(spanOfPeriod(period, today)).toEqual({ from, to });
  });
});

describe('what a span is compared with', () => {
  it.each([
    [
      'a day: yesterday, and the same weekday last week',
      'days',
      '2026-03-01',
      '2026-03-01',
      '2026-02-28',
      '2026-02-28',
      '2026-02-22',
      '2026-02-22',
    ],
    ['some days', 'days', '2026-01-01', '2026-01-03', '2025-12-29', '2025-12-31', '2025-12-25', '2025-12-27'],
    ['a week', 'days', '2026-11-18', '2026-11-24', '2026-11-11', '2026-11-17', null, null],
    [
      'thirty days over the year’s end',
      'days',
      '2026-01-01',
      '2026-01-30',
      '2025-12-02',
      '2025-12-31',
      null,
      null,
    ],
    ['a month so far', 'months', '2026-11-01', '2026-11-24', '2026-10-01', '2026-10-24', null, null],
    [
      'a whole month of fewer days',
      'months',
      '2026-02-01',
      '2026-02-28',
      '2026-01-01',
      '2026-01-31',
      null,
      null,
    ],
    [
      'a whole month of more days',
      'months',
      '2026-03-01',
      '2026-03-31',
      '2026-02-01',
      '2026-02-28',
      null,
      null,
    ],
    [
      'days that the month before lacks',
      'months',
      '2026-03-01',
      '2026-03-30',
      '2026-02-01',
      '2026-02-28',
      null,
      null,
    ],
    ['January', 'months', '2026-01-01', '2026-01-10', '2025-12-01', '2025-12-10', null, null],
    [
      'no month, though asked as one',
      'months',
      '2026-11-05',
      '2026-11-14',
      '2026-10-26',
      '2026-11-04',
      null,
      null,
    ],
  ] as const)('%s', (_, basis, from, to, beforeFrom, beforeTo, weekFrom, weekTo) => {
    expect(comparedSpans({ from, to }, basis)).toEqual({
      before: { from: beforeFrom, to: beforeTo },
      weekBefore: weekFrom === null ? null : { from: weekFrom, to: weekTo },
    });
  });

  it('is as long, directly before, and on the same weekdays', () => {
    fc.assert(
      fc.property(spans, (span) => {
        const { before, weekBefore } = comparedSpans(span, 'days');
        expect(countDays(before)).toBe(countDays(span));
        expect(addDays(before.to, 1)).toBe(span.from);
        if (weekBefore) expect(addDays(weekBefore.from, 7)).toBe(span.from);
        expect(weekBefore === null).toBe(countDays(span) >= 7);
      }),
    );
  });

  it('of a month lies in the month before, whatever the day', () => {
    fc.assert(
      fc.property(days, (date) => {
        const today = date.toISOString().slice(0, 10);
        const { before } = comparedSpans(spanOfPeriod('month', today), basisOfPeriod('month'));
        const whole = spanOfPeriod('lastMonth', today);
        expect(before.from).toBe(whole.from);
        expect(before.to <= whole.to).toBe(true);
        expect(before.to.slice(8) <= today.slice(8) || before.to === whole.to).toBe(true);
      }),
    );
  });

  it('goes by months for months alone', () => {
    expect(PERIODS.filter((period) => basisOfPeriod(period) === 'months')).toEqual(['month', 'lastMonth']);
  });
});

describe('the parts of a trend', () => {
  it('are weeks from Monday to Sunday, cut at the ends', () => {
    expect(bucketsOf({ from: '2026-11-18', to: '2026-12-01' }, 'week')).toEqual([
      { from: '2026-11-18', to: '2026-11-22' },
      { from: '2026-11-23', to: '2026-11-29' },
      { from: '2026-11-30', to: '2026-12-01' },
    ]);
  });

  it('cover every day once, and lose nothing when summed', () => {
    fc.assert(
      fc.property(spans, fc.constantFrom('day', 'week'), (span, step) => {
        const buckets = bucketsOf(span, step);
        expect(buckets.reduce((sum, bucket) => sum + countDays(bucket), 0)).toBe(countDays(span));
        const values = Array.from({ length: countDays(span) }, (_, index) => index);
        const sums = sumByBucket(values, span, buckets);
        expect(sums.reduce((a, b) => a + b, 0)).toBe(values.reduce((a, b) => a + b, 0));
      }),
    );
  });
});
