import type { FindingState } from '@xietong/shared/findings';
import { shanghaiDate } from '@xietong/shared/kernel';
import type { StateName } from '../../ui/states';

/** How a finding's state looks. */
export const FINDING_LOOKS: Readonly<Record<FindingState, StateName>> = {
  OPEN: 'toRectify',
  ANSWERED: 'answered',
  CLOSED: 'closed',
  WITHDRAWN: 'withdrawn',
};

/** The day in Asia/Shanghai by whose end it is to be put right; `dueAt` is that end. */
export function dueDayOf({ dueAt }: { readonly dueAt: string }): string {
  return shanghaiDate(new Date(Date.parse(dueAt) - 1));
}
