import type { PeriodValue } from '@xietong/shared/content';
import { shanghaiDate, windowOfDates, type TimeWindow } from '@xietong/shared/kernel';

export const WINDOW_PRESETS = ['week', 'fortnight', 'month', 'period'] as const;
const DAY_MS = 86_400_000;
const DAYS = { week: 7, fortnight: 14, month: 30 } as const;

/** Whether days, the last one inclusive, and a half-open window have a moment in common. */
export function overlaps(days: { firstDay: string; lastDay: string }, window: TimeWindow): boolean {
  const own = windowOfDates(days.firstDay, days.lastDay);
  return own.startsAt < window.endsAt && window.startsAt < own.endsAt;
}

/**
 * Days (Shanghai, the last one inclusive) of a preset: 7 or 30 from the first day on, or what is left of the
 * campaign's period; never outside the period; null where nothing is left, or there is no period to fill.
 */
export function presetWindow(
  preset: (typeof WINDOW_PRESETS)[number],
  firstDay: string,
  period: PeriodValue | null,
  now: Date,
): { firstDay: string; lastDay: string } | null {
  if (preset === 'period' && period === null) return null;
  const today = shanghaiDate(now);
  const begin = preset === 'period' ? today : firstDay;
  const first = period && period.from > begin ? period.from : begin;
  const last =
    preset === 'period'
      ? (period?.to ?? first)
      : shanghaiDate(new Date(Date.parse(first) + (DAYS[preset] - 1) * DAY_MS));
  const lastDay = period && period.to < last ? period.to : last;
  return lastDay < first ? null : { firstDay: first, lastDay };
}
