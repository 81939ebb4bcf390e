/** Counts from here on are shortened to 万 / 亿 in Chinese. */
const SHORTEN_FROM = 1_000_000;

/** Made once each: to make one takes longer than a hundred numbers do. */
const numberFormats = new Map<number, Intl.NumberFormat>();
const twoDecimals = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
/** Of the share itself: a hundred times 0.14375 is less than 14.375, and would be rounded down. */
const percent = new Intl.NumberFormat('en-US', {
  style: 'percent',
  minimumFractionDigits: 2,
  maximumFractionDigits: 2,
});
const compact = new Intl.NumberFormat('zh-CN', { notation: 'compact', maximumFractionDigits: 2 });

/** Thousands separators, at most `digits` decimals. */
export function formatNumber(value: number, digits = 0): string {
  const format =
    numberFormats.get(digits) ?? new Intl.NumberFormat('en-US', { maximumFractionDigits: digits });
  numberFormats.set(digits, format);
  return format.format(value);
}

/** Integer fen → `¥1,234.50`; the minus sign stands before the currency. */
export function formatFen(fen: number): string {
  return `${fen < 0 ? '−' : ''}¥${twoDecimals.format(Math.abs(fen) / 100)}`;
}

/** A share of one → percent with two decimals: 0.042 → `4.20%`. */
export function formatRate(ratio: number): string {
  return percent.format(ratio);
}

/** By how far a share of one moved → percentage points with two decimals, without a sign: −0.005 → `0.50`. */
export function formatPoints(by: number): string {
  return twoDecimals.format(Math.abs(by) * 100);
}

/** A large count: short for the eye, exact for the hover. Both are equal below a million. */
export function formatCount(value: number, locale: string): { short: string; exact: string } {
  const exact = formatNumber(value);
  if (Math.abs(value) < SHORTEN_FROM || !locale.startsWith('zh')) return { short: exact, exact };
  return { short: compact.format(value), exact };
}

/** Bytes → `812 B`, `1.5 MB`; powers of 1024. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB'];
  const power = bytes < 1 ? 0 : Math.min(Math.floor(Math.log2(bytes) / 10), units.length - 1);
  return `${formatNumber(bytes / 1024 ** power, power === 0 ? 0 : 1)} ${units[power] ?? 'B'}`;
}
