import type { StandardState } from '@xietong/shared/campaigns';
import type { StateName } from '../../../ui/states';

/** The look of each state of a standard. */
export const STATE_NAMES: Record<StandardState, StateName> = {
  DRAFT: 'draft',
  IN_REVIEW: 'inReview',
  APPROVED: 'accepted',
  PUBLISHED: 'published',
  RETURNED: 'returned',
  REJECTED: 'rejected',
  WITHDRAWN: 'withdrawn',
  SUPERSEDED: 'superseded',
  RETIRED: 'retired',
  ARCHIVED: 'archived',
};

/** States by which the list can be narrowed, in the order of a standard's life. */
export const LISTED_STATES: StandardState[] = [
  'DRAFT',
  'IN_REVIEW',
  'APPROVED',
  'PUBLISHED',
  'RETURNED',
  'REJECTED',
  'WITHDRAWN',
  'RETIRED',
  'ARCHIVED',
];
