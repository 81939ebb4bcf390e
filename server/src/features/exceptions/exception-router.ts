import {
  askDetachmentSchema,
  askExceptionSchema,
  exceptionIdSchema,
  exceptionsOfLocalSchema,
  exceptionsOfStandardSchema,
  grantExceptionSchema,
  refuseExceptionSchema,
  revokeExceptionSchema,
} from '@xietong/shared/exceptions';
import { protectedProcedure, router } from '../../trpc/procedures';
import type { ExceptionService } from './exception-service';

export function createExceptionRouter({ exceptionService }: { exceptionService: ExceptionService }) {
  return router({
    ofLocal: protectedProcedure({ action: 'read', subject: 'PolicyException' })
      .input(exceptionsOfLocalSchema)
      .query(({ ctx, input }) => exceptionService.ofLocal(ctx.call, input)),
    ofStandard: protectedProcedure({ action: 'read', subject: 'PolicyException' })
      .input(exceptionsOfStandardSchema)
      .query(({ ctx, input }) => exceptionService.ofStandard(ctx.call, input)),
    detachmentOf: protectedProcedure({ action: 'read', subject: 'PolicyException' })
      .input(exceptionsOfLocalSchema)
      .query(({ ctx, input }) => exceptionService.detachmentOf(ctx.call, input)),
    askDetachment: protectedProcedure({ action: 'create', subject: 'PolicyException' })
      .input(askDetachmentSchema)
      .mutation(({ ctx, input }) => exceptionService.askDetachment(ctx.call, input)),
    grantDetachment: protectedProcedure({ action: 'approve', subject: 'PolicyException' })
      .input(exceptionIdSchema)
      .mutation(({ ctx, input }) => exceptionService.grantDetachment(ctx.call, input)),
    revoke: protectedProcedure({ action: 'approve', subject: 'PolicyException' })
      .input(revokeExceptionSchema)
      .mutation(({ ctx, input }) => exceptionService.revoke(ctx.call, input)),
    ask: protectedProcedure({ action: 'create', subject: 'PolicyException' })
      .input(askExceptionSchema)
      .mutation(({ ctx, input }) => exceptionService.ask(ctx.call, input)),
    withdraw: protectedProcedure({ action: 'withdraw', subject: 'PolicyException' })
      .input(exceptionIdSchema)
      .mutation(({ ctx, input }) => exceptionService.withdraw(ctx.call, input)),
    grant: protectedProcedure({ action: 'approve', subject: 'PolicyException' })
      .input(grantExceptionSchema)
      .mutation(({ ctx, input }) => exceptionService.grant(ctx.call, input)),
    refuse: protectedProcedure({ action: 'approve', subject: 'PolicyException' })
      .input(refuseExceptionSchema)
      .mutation(({ ctx, input }) => exceptionService.refuse(ctx.call, input)),
  });
}
