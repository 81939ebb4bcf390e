/** Orders ÷ impressions that dialogs are measured against; it says nothing about other formats. */
export const DIALOG_BENCHMARK = 0.042;

/** What one transaction on an e-channel saves against a hall until the province sets another unit. */
export const DEFAULT_SAVING_FEN = 135;

/** Counted events. A transaction is ordinary business without a decision and no order. */
export interface Counts {
  impressions: number;
  clicks: number;
  dismisses: number;
  orders: number;
  transactions: number;
}

export const NO_COUNTS: Counts = { impressions: 0, clicks: 0, dismisses: 0, orders: 0, transactions: 0 };

/** A part of a whole, 0.042 = 4.2%; null where there is no whole. */
export function rateOf(part: number, whole: number): number | null {
  return whole > 0 ? part / whole : null;
}

/** Clicks ÷ impressions. */
export function clickRateOf(counts: Counts): number | null {
  return rateOf(counts.clicks, counts.impressions);
}

/** Orders ÷ impressions. */
export function conversionOf(counts: Counts): number | null {
  return rateOf(counts.orders, counts.impressions);
}

/** By which part a count grew, 0.5 = by half; null where there was nothing before. */
export function changeOf(now: number, before: number): number | null {
  return before > 0 ? (now - before) / before : null;
}

/** How far a rate is from another, 0.01 = one percentage point; null where one of them is none. */
export function pointsBetween(now: number | null, before: number | null): number | null {
  return now === null || before === null ? null : now - before;
}

/** Whether nothing was counted at all. */
export function isNothing({ impressions, clicks, dismisses, orders, transactions }: Counts): boolean {
  return impressions + clicks + dismisses + orders + transactions === 0;
}

/** The place of each value, 1 = largest; equal values share a place. */
export function ranksOf(values: readonly number[]): number[] {
  return values.map((value) => 1 + values.filter((other) => other > value).length);
}
