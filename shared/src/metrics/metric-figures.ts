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

export function addCounts(a: Counts, b: Counts): Counts {
  return {
    impressions: a.impressions + b.impressions,
    clicks: a.clicks + b.clicks,
    dismisses: a.dismisses + b.dismisses,
    orders: a.orders + b.orders,
    transactions: a.transactions + b.transactions,
  };
}
