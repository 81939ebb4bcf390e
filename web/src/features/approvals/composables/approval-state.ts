import type { ApprovalRow } from '@xietong/shared/approvals';
import { shownState } from '@xietong/shared/releases';
import type { ShownState } from '@xietong/shared/releases';
import { STATE_NAMES } from '../../../ui/content/state-names';
import type { StateName } from '../../../ui/states';

/** What has become of a request by `now`, in the words used everywhere: of its release, unless it became void. */
export function stateOf(
  row: Pick<ApprovalRow, 'state' | 'releaseState' | 'startsAt' | 'endsAt' | 'overtakenAt'>,
  now: Date,
): StateName {
  return row.state === 'VOID' ? 'void' : STATE_NAMES[shownRelease(row, now)];
}

/** The same, as releases name it. */
export function shownRelease(
  { releaseState, startsAt, endsAt, overtakenAt }: Omit<Parameters<typeof stateOf>[0], 'state'>,
  now: Date,
): ShownState {
  const window = startsAt !== null && endsAt !== null ? { startsAt, endsAt } : null;
  return shownState(releaseState, window, now, overtakenAt);
}
