import type { MergeImpact } from './impact';

/** How a local campaign stands to one version of its standard; one word for a cell of the board. */
export const STANDINGS = [
  /** On this version or a later one, as the province words it. */
  'ADOPTED',
  /** On this version or a later one, with words of its own. */
  'DIVERGED',
  /** Not on it yet, and nothing stands in the way. */
  'PENDING',
  /** Not on it, and something has to be decided or filled in. */
  'CONFLICT',
  /** Not on it, and something of it does not keep the new guard-rails. */
  'VIOLATION',
  /** The province lets it stay as it is. */
  'WAIVED',
  /** Not on it although the time is up. */
  'OVERDUE',
] as const;
export type PropagationStanding = (typeof STANDINGS)[number];

export interface StandingFacts {
  /** Whether its latest version is pinned to this version of the standard or a later one. */
  readonly isOn: boolean;
  readonly hasOverrides: boolean;
  /** What moving it would do; null when it is on it. */
  readonly impact: MergeImpact | null;
  readonly isWaived: boolean;
  /** When the time is up; null where there is no such time. */
  readonly dueAt: Date | null;
}

export function standingOf(
  { isOn, hasOverrides, impact, isWaived, dueAt }: StandingFacts,
  now: Date,
): PropagationStanding {
  if (isOn) return hasOverrides ? 'DIVERGED' : 'ADOPTED';
  if (isWaived) return 'WAIVED';
  if (dueAt !== null && dueAt <= now) return 'OVERDUE';
  if (impact && impact.counts.VIOLATION > 0) return 'VIOLATION';
  return impact?.outlook === 'OPEN' ? 'CONFLICT' : 'PENDING';
}
