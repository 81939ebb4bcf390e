import { changePasswordInputSchema, endSessionSchema, switchDutyInputSchema } from '@xietong/shared/tenants';
import { protectedProcedure, publicProcedure, restrictedProcedure, router } from '../../trpc/procedures';
import type { OwnSessionService } from './own-session-service';
import type { PasswordService } from './password-service';
import type { SessionService } from './session-service';

export interface SessionRouterServices {
  readonly sessionService: SessionService;
  readonly passwordService: PasswordService;
  readonly ownSessionService: OwnSessionService;
}

export function createSessionRouter({
  sessionService,
  passwordService,
  ownSessionService,
}: SessionRouterServices) {
  return router({
    // Asked before anybody is signed in, too: nobody is an answer then, not an error.
    me: publicProcedure().query(({ ctx: { actor, restricted, requestId, address } }) => {
      const known = actor ?? restricted;
      return known ? sessionService.me({ actor: known, requestId, address }, actor === null) : null;
    }),
    changePassword: restrictedProcedure({ action: 'update', subject: 'Session' })
      .input(changePasswordInputSchema)
      .mutation(({ ctx, input }) => passwordService.changeOwnPassword(ctx.call, input)),
    switchDuty: protectedProcedure({ action: 'update', subject: 'Session' })
      .input(switchDutyInputSchema)
      .mutation(({ ctx, input }) => sessionService.switchDuty(ctx.call, input.dutyId)),
    list: protectedProcedure({ action: 'read', subject: 'Session' }).query(({ ctx }) =>
      ownSessionService.list(ctx.call),
    ),
    end: protectedProcedure({ action: 'update', subject: 'Session' })
      .input(endSessionSchema)
      .mutation(({ ctx, input }) => ownSessionService.end(ctx.call, input)),
    demoSignIns: publicProcedure().query(() => sessionService.demoSignIns()),
  });
}
