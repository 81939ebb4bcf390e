import { endDutySchema, grantDutySchema } from '@xietong/shared/tenants';
import { protectedProcedure, router } from '../../trpc/procedures';
import type { DutyService } from './duty-service';

export function createDutyRouter({ dutyService }: { dutyService: DutyService }) {
  return router({
    grant: protectedProcedure({ action: 'create', subject: 'Duty' })
      .input(grantDutySchema)
      .mutation(({ ctx, input }) => dutyService.grant(ctx.call, input)),
    end: protectedProcedure({ action: 'archive', subject: 'Duty' })
      .input(endDutySchema)
      .mutation(({ ctx, input }) => dutyService.end(ctx.call, input.id)),
  });
}
