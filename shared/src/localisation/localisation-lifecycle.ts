import { err, ok } from '../kernel';
import type { Result, TimeWindow } from '../kernel';
import { shownState } from '../releases';
import type { ShownState } from '../releases';
import type { LocalisationErrorCode } from './localisation-errors';

/** States of one version of a local campaign, or of the province's placement of a standard. */
export const VERSION_STATES = [
  'DRAFT',
  'IN_REVIEW',
  'APPROVED',
  'RETURNED',
  'REJECTED',
  'WITHDRAWN',
  'TAKEN_DOWN',
  'PAUSED',
  'SUPERSEDED',
  'ARCHIVED',
] as const;
export type VersionState = (typeof VERSION_STATES)[number];

export type VersionCommand =
  | 'EDIT'
  | 'SUBMIT'
  | 'WITHDRAW'
  | 'APPROVED'
  | 'RETURNED'
  | 'REJECTED'
  | 'TAKE_DOWN'
  | 'PAUSE'
  | 'ARCHIVE';

const TRANSITIONS: Readonly<Record<VersionCommand, Partial<Record<VersionState, VersionState>>>> = {
  EDIT: { DRAFT: 'DRAFT' },
  SUBMIT: { DRAFT: 'IN_REVIEW' },
  WITHDRAW: { IN_REVIEW: 'WITHDRAWN' },
  APPROVED: { IN_REVIEW: 'APPROVED' },
  RETURNED: { IN_REVIEW: 'RETURNED' },
  REJECTED: { IN_REVIEW: 'REJECTED' },
  TAKE_DOWN: { APPROVED: 'TAKEN_DOWN', PAUSED: 'TAKEN_DOWN' },
  PAUSE: { APPROVED: 'PAUSED' },
  // Approved ones are archived with the standard that they place.
  ARCHIVE: { DRAFT: 'ARCHIVED', APPROVED: 'ARCHIVED' },
};

/** The state that a command leads to, or VERSION_WRONG_STATE with the state it found. */
export function nextVersionState(
  state: VersionState,
  command: VersionCommand,
): Result<VersionState, LocalisationErrorCode> {
  const next = TRANSITIONS[command][state];
  return next ? ok(next) : err('VERSION_WRONG_STATE', { state, command });
}

/** Whether the next edit makes a version of its own: this one was handed in and is frozen. */
export function isRevisable(state: VersionState): boolean {
  return state !== 'DRAFT' && state !== 'IN_REVIEW' && state !== 'ARCHIVED';
}

/** What is known of the release that a version was handed in as. */
export interface VersionRelease {
  readonly state: string;
  readonly window: TimeWindow | null;
  /** When a later release of the same campaign takes over; from then on this one is not served. */
  readonly overtakenAt: string | null;
}

/**
 * What people are shown of a version at `now`: its window decides what an approval means, a later
 * release takes over at its own start, and a stop in an emergency outweighs both.
 */
export function shownVersionState(
  state: VersionState,
  release: VersionRelease | null,
  now: Date,
): ShownState {
  if (state !== 'APPROVED' || !release) return state;
  if (release.state === 'TAKEN_DOWN' || release.state === 'PAUSED') return release.state;
  return shownState('APPROVED', release.window, now, release.overtakenAt);
}
