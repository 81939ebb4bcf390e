import { demoHallDecideSchema, demoHallReportSchema } from '@xietong/shared/demo-hall';
import { protectedProcedure, router } from '../../trpc/procedures';
import type { DemoHallService } from './demo-hall-service';

export function createDemoHallRouter({ demoHallService }: { demoHallService: DemoHallService }) {
  return router({
    options: protectedProcedure({ action: 'read', subject: 'DemoHall' }).query(({ ctx }) =>
      demoHallService.options(ctx.call),
    ),
    // A mutation, so that the customer's number travels in the body and never in an address.
    decide: protectedProcedure({ action: 'create', subject: 'DemoHall' })
      .input(demoHallDecideSchema)
      .mutation(({ ctx, input }) => demoHallService.decide(ctx.call, input)),
    report: protectedProcedure({ action: 'create', subject: 'DemoHall' })
      .input(demoHallReportSchema)
      .mutation(({ ctx, input }) => demoHallService.report(ctx.call, input)),
  });
}
