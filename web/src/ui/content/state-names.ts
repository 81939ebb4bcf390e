import type { StandardState } from '@xietong/shared/campaigns';
import type { ShownState } from '@xietong/shared/releases';
import type { StateName } from '../states';

/**
 * The look of each state that a standard, a local campaign or a release can be in. An approval alone puts nothing live:
 * what is approved is 'accepted'; 'approved' is the interface's name of what waits for its window.
 */
export const STATE_NAMES: Readonly<Record<StandardState | ShownState, StateName>> = {
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
  RETIRED: 'retired',
  ARCHIVED: 'archived',
};
