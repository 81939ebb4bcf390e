import type { FindingState } from '@xietong/shared/findings';
import type { StateName } from '../../ui/states';

/** How a finding's state looks. */
export const FINDING_LOOKS: Readonly<Record<FindingState, StateName>> = {
  OPEN: 'toRectify',
  ANSWERED: 'answered',
  CLOSED: 'closed',
  WITHDRAWN: 'withdrawn',
};
