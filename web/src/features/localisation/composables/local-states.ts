import type { ShownState } from '@xietong/shared/releases';

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
