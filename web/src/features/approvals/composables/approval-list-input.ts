import { APPROVAL_BOXES, APPROVAL_STATES } from '@xietong/shared/approvals';
import type { ApprovalListInput } from '@xietong/shared/approvals';
import { RELEASE_KINDS } from '@xietong/shared/releases';
import type { LeadAbout } from '../../../api/lead';
import type { Filters } from '../../../lib/useUrlFilters';

/** What the list of approvals can be filtered by. */
export const APPROVAL_LIST_FILTERS = {
  box: '' as string,
  q: '' as string,
  kind: '' as string,
  state: '' as string,
  page: 1 as number,
  pageSize: 20 as number,
};
/** Not a state of a request: its release was stopped afterwards. */
export const TAKEN_DOWN = 'TAKEN_DOWN';

/** Boxes that can hold something for a duty; the first one is where it starts. */
export function boxesOf(can: LeadAbout['can']): readonly ApprovalListInput['box'][] {
  const decides = can('approve', 'ApprovalRequest');
  const submits = can('submit', 'Release');
  return APPROVAL_BOXES.filter((box) =>
    box === 'TODO' || box === 'DONE' ? decides : box === 'MINE' ? submits : true,
  );
}

const one = <T extends string>(choices: readonly T[], value: string): T[] =>
  choices.filter((choice) => choice === value);

/** What the list asks for by its filters, among the boxes of the duty. */
export function approvalListInput(
  { box, q, kind, state, page, pageSize }: Filters<typeof APPROVAL_LIST_FILTERS>,
  boxes: readonly ApprovalListInput['box'][],
): ApprovalListInput {
  return {
    ...{ box: boxes.find((each) => each === box) ?? boxes[0] ?? 'ALL', page, pageSize },
    ...(q.trim() ? { text: q.trim() } : {}),
    ...(kind ? { kinds: one(RELEASE_KINDS, kind) } : {}),
    ...(state === TAKEN_DOWN ? { takenDown: true } : state ? { states: one(APPROVAL_STATES, state) } : {}),
  };
}
