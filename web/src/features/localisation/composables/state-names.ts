import type { ShownState } from '@xietong/shared/releases';
import type { StateName } from '../../../ui/states';

/** The look of each state; 'approved' is the interface's name of what waits for its window. */
export const STATE_NAMES: Record<ShownState, StateName> = {
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

/** States that a local campaign can be in, in the order of its life. */
export const LOCAL_STATES: ShownState[] = [
  'DRAFT',
  'IN_REVIEW',
  'SCHEDULED',
  'LIVE',
  'ENDED',
  'RETURNED',
  'REJECTED',
  'WITHDRAWN',
  'TAKEN_DOWN',
  'PAUSED',
];
