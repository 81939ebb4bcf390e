import type { MissEffect, Push, PushMode } from '@xietong/shared/inheritance';
import { windowOfDates } from '@xietong/shared/kernel';

/** What is chosen about a push, whichever of it counts in the end. */
export interface PushForm {
  mode: PushMode;
  /** Last Shanghai day, inclusive, `YYYY-MM-DD`; empty = not chosen. */
  lastDay: string | null;
  onMiss: MissEffect;
  reason: string;
  /** Codes of the cities that get it first; none = all at once. */
  pilot: string[];
}

export function newPushForm(): PushForm {
  return { mode: 'OPTIONAL', lastDay: null, onMiss: 'NOTIFY', reason: '', pilot: [] };
}

/** The push that a form says, or which of its fields is missing. */
export function pushOf(form: PushForm): { push: Push } | { missing: 'dueAt' | 'reason' } {
  const pilot = form.pilot.length > 0 ? [...form.pilot] : null;
  if (form.mode === 'OPTIONAL') return { push: { mode: form.mode, pilot } };
  if (form.mode === 'MANDATORY') {
    const reason = form.reason.trim();
    return reason ? { push: { mode: form.mode, pilot, reason } } : { missing: 'reason' };
  }
  if (!form.lastDay) return { missing: 'dueAt' };
  // The last day counts: the time is up when it is over in Shanghai.
  const { endsAt: dueAt } = windowOfDates(form.lastDay, form.lastDay);
  return { push: { mode: form.mode, pilot, dueAt, onMiss: form.onMiss } };
}
