import { switchDutyInputSchema } from '@xietong/shared/tenants';
import { protectedProcedure, publicProcedure, router } from '../../trpc/procedures';
import type { SessionService } from './session-service';

export function createSessionRouter({ sessionService }: { sessionService: SessionService }) {
  return router({
    // Asked before anybody is signed in, too: nobody is an answer then, not an error.
    me: publicProcedure().query(({ ctx: { actor, requestId, address } }) =>
      actor ? sessionService.me({ actor, requestId, address }) : null,
    ),
    switchDuty: protectedProcedure({ action: 'update', subject: 'Session' })
      .input(switchDutyInputSchema)
      .mutation(({ ctx, input }) => sessionService.switchDuty(ctx.call, input.dutyId)),
    demoSignIns: publicProcedure().query(() => sessionService.demoSignIns()),
  });
}
