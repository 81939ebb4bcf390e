import { z } from 'zod';

/** Half-open span of UTC instants `[startsAt, endsAt)`. */
export const timeWindowSchema = z.object({
  startsAt: z.iso.datetime(),
  endsAt: z.iso.datetime(),
});
export type TimeWindow = z.infer<typeof timeWindowSchema>;

/** Calendar date `YYYY-MM-DD` as read in Asia/Shanghai. */
export const localDateSchema = z.iso.date();

export const WINDOW_PHASES = ['BEFORE', 'DURING', 'AFTER'] as const;
export type WindowPhase = (typeof WINDOW_PHASES)[number];

/** Asia/Shanghai has had no daylight saving time since 1991: a fixed +08:00 is exact for our dates. */
const SHANGHAI_OFFSET_MS = 8 * 3_600_000;
const DAY_MS = 86_400_000;

/** Where an instant lies against a window; the end itself is AFTER. */
export function windowPhase(window: TimeWindow, now: Date): WindowPhase {
  const at = now.getTime();
  if (at < Date.parse(window.startsAt)) return 'BEFORE';
  return at < Date.parse(window.endsAt) ? 'DURING' : 'AFTER';
}

/** Calendar date in Asia/Shanghai of an instant. */
export function shanghaiDate(at: Date): string {
  return new Date(at.getTime() + SHANGHAI_OFFSET_MS).toISOString().slice(0, 10);
}

/** Time of an instant as people in Shanghai write it: `2026-11-22 14:05:09`. */
export function shanghaiTime(at: Date): string {
  return new Date(at.getTime() + SHANGHAI_OFFSET_MS).toISOString().slice(0, 19).replace('T', ' ');
}

/** First instant of a Shanghai date, as UTC. */
export function startOfShanghaiDate(date: string): string {
  return new Date(Date.parse(`${date}T00:00:00.000Z`) - SHANGHAI_OFFSET_MS).toISOString();
}

/** The window that covers two Shanghai dates, the last one inclusive. */
export function windowOfDates(firstDay: string, lastDay: string): TimeWindow {
  const end = Date.parse(startOfShanghaiDate(lastDay)) + DAY_MS;
  return { startsAt: startOfShanghaiDate(firstDay), endsAt: new Date(end).toISOString() };
}

/** Last day that a window covers, inclusive, as forms show it. */
export function lastDayOfWindow(window: TimeWindow): string {
  return shanghaiDate(new Date(Date.parse(window.endsAt) - 1));
}

/** Whether `inner` lies inside `outer`. */
export function windowContains(outer: TimeWindow, inner: TimeWindow): boolean {
  return (
    Date.parse(outer.startsAt) <= Date.parse(inner.startsAt) &&
    Date.parse(inner.endsAt) <= Date.parse(outer.endsAt)
  );
}
