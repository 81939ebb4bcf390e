import type { RoutedStep } from './policy-rules';

const HOUR_MS = 3_600_000;
/** A reminder comes in the last quarter of the time, and no earlier than a day before its end. */
const REMINDER_SHARE = 4;
const MOST_REMINDER_HOURS = 24;

/** An author may ask for a decision again after so many hours. */
export const URGE_HOURS = 4;

/** By when a step should be decided that opens at `openedAt`; null = no deadline. */
export function dueOf(step: Pick<RoutedStep, 'hours'>, openedAt: Date): Date | null {
  return step.hours === undefined ? null : new Date(openedAt.getTime() + step.hours * HOUR_MS);
}

export interface StepDeadline {
  readonly hours: number;
  readonly dueAt: Date;
  readonly remindedAt: Date | null;
  readonly missedAt: Date | null;
}

/**
 * What a deadline asks for at `now`: a reminder before it, once; to be marked as missed after it, once. Of a
 * step that nobody looked at in time the reminder is left out. It decides nothing.
 */
export function deadlineAct(
  { hours, dueAt, remindedAt, missedAt }: StepDeadline,
  now: Date,
): 'REMIND' | 'MISS' | null {
  if (missedAt) return null;
  if (now >= dueAt) return 'MISS';
  const lead = Math.min(hours / REMINDER_SHARE, MOST_REMINDER_HOURS) * HOUR_MS;
  return !remindedAt && now.getTime() >= dueAt.getTime() - lead ? 'REMIND' : null;
}

/** Whole minutes until an author may urge again; 0 = now. */
export function urgeWait(lastAt: Date | null, now: Date): number {
  if (!lastAt) return 0;
  return Math.max(0, Math.ceil((lastAt.getTime() + URGE_HOURS * HOUR_MS - now.getTime()) / 60_000));
}
