import { windowOfDates, type TimeWindow } from '@xietong/shared/kernel';

/** Whether days, the last one inclusive, and a half-open window have a moment in common. */
export function overlaps(days: { firstDay: string; lastDay: string }, window: TimeWindow): boolean {
  const own = windowOfDates(days.firstDay, days.lastDay);
  return own.startsAt < window.endsAt && window.startsAt < own.endsAt;
}
