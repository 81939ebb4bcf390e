import type { ApprovalDecideInput } from '@xietong/shared/approvals';
import { sameJson } from '@xietong/shared/kernel';

/** What is kept of a reason; nothing of an empty one. */
export function reasonOf({ reason }: ApprovalDecideInput): string | null {
  return reason === '' ? null : (reason ?? null);
}

/** Whether the request ended by what the same person decides once more, of the same content and for the same reason. */
export function isRepeated(
  { state }: { state: string },
  mine: { outcome: string; hash: string; reason: string | null } | undefined,
  input: ApprovalDecideInput,
): boolean {
  const { outcome, hash } = input;
  return state === outcome && sameJson(mine, { outcome, hash, reason: reasonOf(input) });
}
