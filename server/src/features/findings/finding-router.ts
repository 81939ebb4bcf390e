import {
  findingIdSchema,
  findingListSchema,
  findingOwnersSchema,
  findingStepSchema,
  noteFindingSchema,
} from '@xietong/shared/findings';
import { protectedProcedure, router } from '../../trpc/procedures';
import type { FindingService } from './finding-service';

export function createFindingRouter({ findingService }: { findingService: FindingService }) {
  const reading = protectedProcedure({ action: 'read', subject: 'AuditFinding' });
  const noting = protectedProcedure({ action: 'create', subject: 'AuditFinding' });
  const following = protectedProcedure({ action: 'update', subject: 'AuditFinding' }).input(
    findingStepSchema,
  );
  return router({
    list: reading.input(findingListSchema).query(({ ctx, input }) => findingService.list(ctx.call, input)),
    get: reading.input(findingIdSchema).query(({ ctx, input }) => findingService.get(ctx.call, input.id)),
    owners: protectedProcedure({ action: 'create', subject: 'AuditFinding', isAudited: true })
      .input(findingOwnersSchema)
      .query(({ ctx, input }) => findingService.owners(ctx.call, input.tenant)),
    note: noting.input(noteFindingSchema).mutation(({ ctx, input }) => findingService.note(ctx.call, input)),
    answer: protectedProcedure({ action: 'submit', subject: 'AuditFinding' })
      .input(findingStepSchema)
      .mutation(({ ctx, input }) => findingService.answer(ctx.call, input)),
    close: following.mutation(({ ctx, input }) => findingService.close(ctx.call, input)),
    sendBack: following.mutation(({ ctx, input }) => findingService.sendBack(ctx.call, input)),
    withdraw: following.mutation(({ ctx, input }) => findingService.withdraw(ctx.call, input)),
  });
}
