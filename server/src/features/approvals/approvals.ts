import { createApprovalService } from './approval-service';
import type { ApprovalServiceDeps } from './approval-service';
import { createPolicyService } from './policy-service';

/** Deciding on releases, and who decides. */
export function createApprovals(deps: ApprovalServiceDeps) {
  return { approvalService: createApprovalService(deps), policyService: createPolicyService(deps) };
}
