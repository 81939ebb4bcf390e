import { approvalListSchema } from '@xietong/shared/approvals';
import type { ApprovalOutcome, FieldComment } from '@xietong/shared/approvals';
import type { Call } from '../access/call';
import type { ScenarioServices } from './scenario-services';

/** Decides on the one version that waits for this approver, as the approver would: opened, and on the hash that is shown. */
export async function decideOn(
  { approvalService }: Pick<ScenarioServices, 'approvalService'>,
  approver: Call,
  versionId: string,
  outcome: ApprovalOutcome = 'APPROVED',
  reason?: string,
  comments?: readonly FieldComment[],
): Promise<void> {
  const { rows } = await approvalService.list(
    approver,
    approvalListSchema.parse({ box: 'TODO', page: 1, pageSize: 100 }),
  );
  const waiting = rows.find((row) => row.versionId === versionId);
  if (!waiting) throw new Error(`version ${versionId} does not wait for this approver`);
  const { id, hash } = waiting;
  await approvalService.open(approver, { id, hash });
  await approvalService.decide(approver, {
    ...{ id, hash },
    outcome,
    reason,
    ...(comments ? { comments: [...comments] } : {}),
  });
}
