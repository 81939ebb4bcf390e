import { shanghaiDate, shanghaiTime } from '@xietong/shared/kernel';

/** UTC instant → `2026-11-22` in Shanghai. */
export function formatDate(instant: string | Date): string {
  return shanghaiDate(new Date(instant));
}

/** UTC instant → `2026-11-22 14:05` in Shanghai, with `:37` when seconds matter (audit). */
export function formatDateTime(instant: string | Date, withSeconds = false): string {
  return shanghaiTime(new Date(instant)).slice(0, withSeconds ? 19 : 16);
}

/** By language; to make one takes longer than a hundred distances do. */
const distanceFormats = new Map<string, Intl.RelativeTimeFormat>();

const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/** Distance in words: `3小时前`, `in 2 days`. Below a minute it says "now" in the language. */
export function formatRelative(instant: string | Date, now: Date, locale: string): string {
  const seconds = Math.round((new Date(instant).getTime() - now.getTime()) / 1000);
  const format = distanceFormats.get(locale) ?? new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  distanceFormats.set(locale, format);
  for (const [unit, size] of STEPS) {
    if (Math.abs(seconds) >= size) return format.format(Math.round(seconds / size), unit);
  }
  return format.format(0, 'second');
}

/** The day that a date picker means, which gives its days at midnight of the browser's own zone. */
export function pickedDay(date: Date): string {
  const pad = (n: number) => String(n).padStart(2, '0');
  return `${String(date.getFullYear())}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
}
