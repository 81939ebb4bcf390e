import {
  askExceptionSchema,
  exceptionIdSchema,
  exceptionsOfLocalSchema,
  exceptionsOfStandardSchema,
  grantExceptionSchema,
  refuseExceptionSchema,
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
