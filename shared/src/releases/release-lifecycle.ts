import { err, ok, windowPhase } from '../kernel';
import type { Result, TimeWindow } from '../kernel';
import type { ReleaseErrorCode } from './release-errors';

/** States as stored. What a window makes of them is evaluated when asked, never written. */
export const RELEASE_STATES = [
  'IN_REVIEW',
  'APPROVED',
  'PUBLISHED',
  'RETURNED',
  'REJECTED',
  'WITHDRAWN',
  'TAKEN_DOWN',
  'PAUSED',
  'SUPERSEDED',
  'ARCHIVED',
] as const;
export type ReleaseState = (typeof RELEASE_STATES)[number];

/** States as shown to people. */
export const SHOWN_STATES = [
  'DRAFT',
  'IN_REVIEW',
  'APPROVED',
  'SCHEDULED',
  'LIVE',
  'ENDED',
  'PUBLISHED',
  'RETURNED',
  'REJECTED',
  'WITHDRAWN',
  'TAKEN_DOWN',
  'PAUSED',
  'SUPERSEDED',
  'ARCHIVED',
] as const;
export type ShownState = (typeof SHOWN_STATES)[number];

export type ReleaseCommand =
  | 'APPROVE'
  | 'RETURN'
  | 'REJECT'
  | 'WITHDRAW'
  | 'PUBLISH'
  | 'TAKE_DOWN'
  | 'PAUSE'
  | 'SUPERSEDE'
  | 'ARCHIVE';

const TRANSITIONS: Readonly<Record<ReleaseCommand, Partial<Record<ReleaseState, ReleaseState>>>> = {
  APPROVE: { IN_REVIEW: 'APPROVED' },
  RETURN: { IN_REVIEW: 'RETURNED' },
  REJECT: { IN_REVIEW: 'REJECTED' },
  WITHDRAW: { IN_REVIEW: 'WITHDRAWN', PUBLISHED: 'WITHDRAWN' },
  PUBLISH: { APPROVED: 'PUBLISHED' },
  TAKE_DOWN: { APPROVED: 'TAKEN_DOWN', PAUSED: 'TAKEN_DOWN' },
  // Only a later release, approved anew, takes its place: nothing starts again by itself.
  PAUSE: { APPROVED: 'PAUSED' },
  SUPERSEDE: { APPROVED: 'SUPERSEDED', PUBLISHED: 'SUPERSEDED' },
  // A published standard takes the province's own approved placements of it along.
  ARCHIVE: {
    APPROVED: 'ARCHIVED',
    PUBLISHED: 'ARCHIVED',
    RETURNED: 'ARCHIVED',
    REJECTED: 'ARCHIVED',
    WITHDRAWN: 'ARCHIVED',
    TAKEN_DOWN: 'ARCHIVED',
    PAUSED: 'ARCHIVED',
    SUPERSEDED: 'ARCHIVED',
  },
};

/** The state that a command leads to, or RELEASE_WRONG_STATE with the state it found. */
export function nextReleaseState(
  state: ReleaseState,
  command: ReleaseCommand,
): Result<ReleaseState, ReleaseErrorCode> {
  const next = TRANSITIONS[command][state];
  return next === undefined ? err('RELEASE_WRONG_STATE', { state, command }) : ok(next);
}

/** The span from the first start to the last end of the placements, or null without any. */
export function overallWindow(placements: readonly TimeWindow[]): TimeWindow | null {
  const [first, ...rest] = placements;
  if (!first) return null;
  return rest.reduce(
    (span, each) => ({
      startsAt: Date.parse(each.startsAt) < Date.parse(span.startsAt) ? each.startsAt : span.startsAt,
      endsAt: Date.parse(each.endsAt) > Date.parse(span.endsAt) ? each.endsAt : span.endsAt,
    }),
    { startsAt: first.startsAt, endsAt: first.endsAt },
  );
}

/**
 * What people are shown: an approved release is scheduled, live or ended by its window at `now`, and superseded once
 * a later one of its campaign took over before that end.
 */
export function shownState(
  state: ReleaseState | 'DRAFT',
  window: TimeWindow | null,
  now: Date,
  overtakenAt: string | null = null,
): ShownState {
  if (state !== 'APPROVED') return state;
  const takenOverAt = overtakenAt === null ? Infinity : Date.parse(overtakenAt);
  const endsAt = window === null ? Infinity : Date.parse(window.endsAt);
  if (takenOverAt <= now.getTime() && takenOverAt < endsAt) return 'SUPERSEDED';
  if (window === null) return state;
  const phase = windowPhase(window, now);
  if (phase === 'BEFORE') return 'SCHEDULED';
  return phase === 'DURING' ? 'LIVE' : 'ENDED';
}
