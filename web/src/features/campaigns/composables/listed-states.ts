import type { StandardState } from '@xietong/shared/campaigns';

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
