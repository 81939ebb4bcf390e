import { addDays, countDays, spanBefore } from '../events';

/** Shanghai days, both counted. */
export interface DaySpan {
  from: string;
  to: string;
}

/** Spans that people choose by one click; `custom` is any other. */
export const PERIODS = ['today', 'yesterday', '7', '30', 'month', 'lastMonth', 'custom'] as const;
export type Period = (typeof PERIODS)[number];

/** How a span finds the one before: as so many days, or as (part of) a calendar month. */
export const COMPARISON_BASES = ['days', 'months'] as const;
export type ComparisonBasis = (typeof COMPARISON_BASES)[number];

const firstOfMonth = (day: string): string => `${day.slice(0, 8)}01`;
const lastOfMonth = (day: string): string => addDays(firstOfMonth(addDays(firstOfMonth(day), 31)), -1);
const lastOfMonthBefore = (day: string): string => addDays(firstOfMonth(day), -1);

/** The days of a period as it stands on a Shanghai day; `7` and `30` end with that day itself. */
export function spanOfPeriod(period: Exclude<Period, 'custom'>, today: string): DaySpan {
  switch (period) {
    case 'today':
      return { from: today, to: today };
    case 'yesterday':
      return { from: addDays(today, -1), to: addDays(today, -1) };
    case '7':
      return { from: addDays(today, -6), to: today };
    case '30':
      return { from: addDays(today, -29), to: today };
    case 'month':
      return { from: firstOfMonth(today), to: today };
    case 'lastMonth':
      return { from: firstOfMonth(lastOfMonthBefore(today)), to: lastOfMonthBefore(today) };
  }
}

/** Months are compared with months, everything else with as many days. */
export function basisOfPeriod(period: Period): ComparisonBasis {
  return period === 'month' || period === 'lastMonth' ? 'months' : 'days';
}

export interface ComparedSpans {
  /**
   * 环比: the equally long span that ends the day before; of a day that is yesterday. By months the
   * same days of the month before: a month up to its last day is compared with the whole of it.
   */
  before: DaySpan;
  /** 周同比: the same weekdays a week earlier. Null from seven days on, where it says no more than `before`. */
  weekBefore: DaySpan | null;
}

/** What a span is compared with. Always whole days: counts are kept by day, not by hour. */
export function comparedSpans(span: DaySpan, basis: ComparisonBasis): ComparedSpans {
  const inOneMonth = span.from === firstOfMonth(span.to);
  return {
    before: basis === 'months' && inOneMonth ? sameDaysOfMonthBefore(span) : spanBefore(span),
    weekBefore: countDays(span) < 7 ? { from: addDays(span.from, -7), to: addDays(span.to, -7) } : null,
  };
}

function sameDaysOfMonthBefore({ from, to }: DaySpan): DaySpan {
  const last = lastOfMonthBefore(from);
  const sameDay = `${last.slice(0, 8)}${to.slice(8)}`;
  return { from: firstOfMonth(last), to: to === lastOfMonth(to) || sameDay > last ? last : sameDay };
}

export const TREND_STEPS = ['day', 'week'] as const;
export type TrendStep = (typeof TREND_STEPS)[number];

/** The parts into which a trend cuts a span, in order: its days, or its weeks from Monday to Sunday. */
export function bucketsOf(span: DaySpan, step: TrendStep): DaySpan[] {
  const buckets: DaySpan[] = [];
  for (let from = span.from; from <= span.to; from = addDays(buckets.at(-1)?.to ?? from, 1)) {
    const end = step === 'day' ? from : addDays(from, (7 - weekdayOf(from)) % 7);
    buckets.push({ from, to: end < span.to ? end : span.to });
  }
  return buckets;
}

/** 0 = Sunday. */
function weekdayOf(day: string): number {
  return new Date(`${day}T00:00:00.000Z`).getUTCDay();
}

/** Sums of values by day over the buckets; `values` has one for each day of the span. */
export function sumByBucket(values: readonly number[], span: DaySpan, buckets: readonly DaySpan[]): number[] {
  return buckets.map(({ from, to }) => {
    const start = countDays({ from: span.from, to: from }) - 1;
    return values.slice(start, start + countDays({ from, to })).reduce((sum, value) => sum + value, 0);
  });
}
