import {
  policyChangeIdSchema,
  proposePolicyEndSchema,
  proposePolicySchema,
  refusePolicySchema,
} from '@xietong/shared/approvals';
import { protectedProcedure, router } from '../../trpc/procedures';
import type { PolicyService } from './policy-service';

export function createPolicyRouter({ policyService }: { policyService: PolicyService }) {
  return router({
    list: protectedProcedure({ action: 'read', subject: 'ApprovalPolicy' }).query(({ ctx }) =>
      policyService.list(ctx.call),
    ),
    propose: protectedProcedure({ action: 'create', subject: 'ApprovalPolicy' })
      .input(proposePolicySchema)
      .mutation(({ ctx, input }) => policyService.propose(ctx.call, input)),
    proposeEnd: protectedProcedure({ action: 'create', subject: 'ApprovalPolicy' })
      .input(proposePolicyEndSchema)
      .mutation(({ ctx, input }) => policyService.proposeEnd(ctx.call, input)),
    confirm: protectedProcedure({ action: 'update', subject: 'ApprovalPolicy' })
      .input(policyChangeIdSchema)
      .mutation(({ ctx, input }) => policyService.confirm(ctx.call, input)),
    refuse: protectedProcedure({ action: 'update', subject: 'ApprovalPolicy' })
      .input(refusePolicySchema)
      .mutation(({ ctx, input }) => policyService.refuse(ctx.call, input)),
    withdraw: protectedProcedure({ action: 'withdraw', subject: 'ApprovalPolicy' })
      .input(policyChangeIdSchema)
      .mutation(({ ctx, input }) => policyService.withdraw(ctx.call, input)),
  });
}
