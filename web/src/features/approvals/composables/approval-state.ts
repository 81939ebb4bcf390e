import type { ApprovalRow } from '@xietong/shared/approvals';
import { shownState } from '@xietong/shared/releases';
import type { ShownState } from '@xietong/shared/releases';
import type { StateName } from '../../../ui/states';

const STATE_NAMES: Record<ShownState, StateName> = {
  DRAFT: 'draft',
  IN_REVIEW: 'inReview',
  APPROVED: 'accepted',
  SCHEDULED: 'approved',
  LIVE: 'live',
  ENDED: 'ended',
  PUBLISHED: 'published',
  RETURNED: 'returned',
  REJECTED: 'rejected',
  WITHDRAWN: 'withdrawn',
  TAKEN_DOWN: 'takenDown',
  PAUSED: 'paused',
  SUPERSEDED: 'superseded',
  ARCHIVED: 'archived',
};

/** What has become of a request's release by `now`, in the words used everywhere. */
export function stateOf(
  row: Pick<ApprovalRow, 'releaseState' | 'startsAt' | 'endsAt' | 'overtakenAt'>,
  now: Date,
): StateName {
  return STATE_NAMES[shownRelease(row, now)];
}

/** The same, as releases name it. */
export function shownRelease(
  { releaseState, startsAt, endsAt, overtakenAt }: Parameters<typeof stateOf>[0],
  now: Date,
): ShownState {
  const window = startsAt !== null && endsAt !== null ? { startsAt, endsAt } : null;
  return shownState(releaseState, window, now, overtakenAt);
}
