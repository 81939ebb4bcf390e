import { createApprovalService } from './approval-service';
import type { ApprovalServiceDeps } from './approval-service';
import { createPolicyService } from './policy-service';
import type { PolicyServiceDeps } from './policy-service';
import { createReachService } from './reach-service';
import type { ReachServiceDeps } from './reach-service';

/** Deciding on releases, whom they reach, and who decides. */
export function createApprovals(deps: ApprovalServiceDeps & ReachServiceDeps & PolicyServiceDeps) {
  return {
    approvalService: createApprovalService(deps),
    policyService: createPolicyService(deps),
    reachService: createReachService(deps),
  };
}
