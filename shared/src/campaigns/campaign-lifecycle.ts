import { err, ok } from '../kernel';
import type { Result } from '../kernel';
import type { CampaignErrorCode } from './campaign-errors';

/** States of one version of a standard. */
export const STANDARD_STATES = [
  'DRAFT',
  'IN_REVIEW',
  'APPROVED',
  'PUBLISHED',
  'RETURNED',
  'REJECTED',
  'WITHDRAWN',
  'SUPERSEDED',
  /** Published once and taken off by the province. */
  'RETIRED',
  'ARCHIVED',
] as const;
export type StandardState = (typeof STANDARD_STATES)[number];

export type StandardCommand =
  | 'EDIT'
  | 'SUBMIT'
  | 'WITHDRAW'
  | 'APPROVED'
  | 'RETURNED'
  | 'REJECTED'
  | 'PUBLISH'
  | 'SUPERSEDE'
  | 'RETIRE'
  | 'ARCHIVE';

const TRANSITIONS: Readonly<Record<StandardCommand, Partial<Record<StandardState, StandardState>>>> = {
  EDIT: { DRAFT: 'DRAFT' },
  SUBMIT: { DRAFT: 'IN_REVIEW' },
  WITHDRAW: { IN_REVIEW: 'WITHDRAWN' },
  APPROVED: { IN_REVIEW: 'APPROVED' },
  RETURNED: { IN_REVIEW: 'RETURNED' },
  REJECTED: { IN_REVIEW: 'REJECTED' },
  PUBLISH: { APPROVED: 'PUBLISHED' },
  SUPERSEDE: { APPROVED: 'SUPERSEDED', PUBLISHED: 'SUPERSEDED' },
  RETIRE: { PUBLISHED: 'RETIRED' },
  ARCHIVE: { DRAFT: 'ARCHIVED', PUBLISHED: 'ARCHIVED', RETIRED: 'ARCHIVED' },
};

/** The state that a command leads to, or STANDARD_WRONG_STATE with the state it found. */
export function nextStandardState(
  state: StandardState,
  command: StandardCommand,
): Result<StandardState, CampaignErrorCode> {
  const next = TRANSITIONS[command][state];
  return next ? ok(next) : err('STANDARD_WRONG_STATE', { state, command });
}

/**
 * Whether the next edit makes a version of its own. An approved one that was not published yet is
 * given up by it; a published one stays published until its successor is; a retired one comes back as its
 * successor, approved and published anew.
 */
export function isStandardRevisable(state: StandardState): boolean {
  return state !== 'DRAFT' && state !== 'IN_REVIEW' && state !== 'ARCHIVED';
}

/** Whether nothing of a campaign is on its way: what is with the approvers has to be decided or taken back first. */
export function isStandardArchivable(states: readonly StandardState[]): boolean {
  return !states.includes('IN_REVIEW') && !states.includes('APPROVED');
}
