import type { ApprovalDecideInput, ApprovalOutcome } from '@xietong/shared/approvals';
import { sameJson } from '@xietong/shared/kernel';

/** What is kept of a reason; nothing of an empty one. */
export function reasonOf({ reason }: ApprovalDecideInput): string | null {
  return reason === '' ? null : (reason ?? null);
}

/**
 * What came of the very decision that somebody sends once more, of the same content and for the same reason, as its
 * answer got lost or it was clicked twice; undefined where it is another one, or was overtaken.
 */
export function givenBefore(
  { state }: { readonly state: string },
  mine: { readonly outcome: string; readonly hash: string; readonly reason: string | null } | undefined,
  input: ApprovalDecideInput,
): { outcome: ApprovalOutcome; isLast: boolean } | undefined {
  const { outcome, hash } = input;
  if (!sameJson(mine, { outcome, hash, reason: reasonOf(input) })) return undefined;
  const isLast = state === outcome;
  return isLast || state === 'OPEN' ? { outcome, isLast } : undefined;
}
