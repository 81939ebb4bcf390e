import {
  approvalCopySchema,
  approvalDecideSchema,
  approvalHandOverSchema,
  approvalListSchema,
  approvalOpenSchema,
  draftCommentsSchema,
  listReachSchema,
} from '@xietong/shared/approvals';
import { idSchema } from '@xietong/shared/kernel';
import { z } from 'zod';
import { protectedProcedure, router } from '../../trpc/procedures';
import type { ApprovalService } from './approval-service';
import type { ReachService } from './reach-service';

export function createApprovalRouter({
  approvalService,
  reachService,
}: {
  approvalService: ApprovalService;
  reachService: ReachService;
}) {
  return router({
    list: protectedProcedure({ action: 'read', subject: 'ApprovalRequest' })
      .input(approvalListSchema)
      .query(({ ctx, input }) => approvalService.list(ctx.call, input)),
    count: protectedProcedure({ action: 'read', subject: 'ApprovalRequest' }).query(({ ctx }) =>
      approvalService.count(ctx.call),
    ),
    get: protectedProcedure({ action: 'read', subject: 'ApprovalRequest' })
      .input(z.object({ id: idSchema }))
      .query(({ ctx, input }) => approvalService.get(ctx.call, input.id)),
    reach: protectedProcedure({ action: 'read', subject: 'ApprovalRequest' })
      .input(z.object({ id: idSchema }))
      .query(({ ctx, input }) => reachService.reach(ctx.call, input.id)),
    listChanges: protectedProcedure({ action: 'read', subject: 'ApprovalRequest' })
      .input(z.object({ id: idSchema }))
      .query(({ ctx, input }) => reachService.listChanges(ctx.call, input.id)),
    listReach: protectedProcedure({ action: 'read', subject: 'CustomerList' })
      .input(listReachSchema)
      .query(({ ctx, input }) => reachService.listReach(ctx.call, input)),
    displacement: protectedProcedure({ action: 'read', subject: 'ApprovalRequest' })
      .input(z.object({ id: idSchema }))
      .query(({ ctx, input }) => reachService.displacement(ctx.call, input.id)),
    draftComments: protectedProcedure({ action: 'read', subject: 'ApprovalRequest' })
      .input(draftCommentsSchema)
      .query(({ ctx, input }) => approvalService.draftComments(ctx.call, input)),
    copyChoices: protectedProcedure({ action: 'update', subject: 'ApprovalRequest', isAudited: true })
      .input(z.object({ id: idSchema }))
      .query(({ ctx, input }) => approvalService.copyChoices(ctx.call, input.id)),
    copy: protectedProcedure({ action: 'update', subject: 'ApprovalRequest' })
      .input(approvalCopySchema)
      .mutation(({ ctx, input }) => approvalService.copy(ctx.call, input)),
    open: protectedProcedure({ action: 'read', subject: 'ApprovalRequest' })
      .input(approvalOpenSchema)
      .mutation(({ ctx, input }) => approvalService.open(ctx.call, input)),
    remind: protectedProcedure({ action: 'withdraw', subject: 'ApprovalRequest' })
      .input(z.object({ id: idSchema }))
      .mutation(({ ctx, input }) => approvalService.remind(ctx.call, input.id)),
    candidates: protectedProcedure({ action: 'approve', subject: 'ApprovalRequest', isAudited: true })
      .input(z.object({ id: idSchema }))
      .query(({ ctx, input }) => approvalService.candidates(ctx.call, input.id)),
    reassign: protectedProcedure({ action: 'approve', subject: 'ApprovalRequest' })
      .input(approvalHandOverSchema)
      .mutation(({ ctx, input }) => approvalService.reassign(ctx.call, input)),
    addApprover: protectedProcedure({ action: 'approve', subject: 'ApprovalRequest' })
      .input(approvalHandOverSchema)
      .mutation(({ ctx, input }) => approvalService.addApprover(ctx.call, input)),
    decide: protectedProcedure({ action: 'approve', subject: 'ApprovalRequest' })
      .input(approvalDecideSchema)
      .mutation(({ ctx, input }) => approvalService.decide(ctx.call, input)),
  });
}
