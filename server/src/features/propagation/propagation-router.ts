import {
  adoptSchema,
  propagationBoardSchema,
  propagationItemSchema,
  remindPropagationSchema,
  propagationSchema,
  waiveSchema,
} from '@xietong/shared/localisation';
import { protectedProcedure, router } from '../../trpc/procedures';
import type { PropagationService } from './propagation-service';

export function createPropagationRouter({
  propagationService: service,
}: {
  propagationService: PropagationService;
}) {
  const managed = () => protectedProcedure({ action: 'update', subject: 'PropagationItem' });
  return router({
    get: protectedProcedure({ action: 'read', subject: 'LocalCampaign' })
      .input(propagationSchema)
      .query(({ ctx, input }) => service.get(ctx.call, input)),
    board: protectedProcedure({ action: 'read', subject: 'LocalCampaign' })
      .input(propagationBoardSchema)
      .query(({ ctx, input }) => service.board(ctx.call, input)),
    remind: managed()
      .input(remindPropagationSchema)
      .mutation(({ ctx, input }) => service.remind(ctx.call, input)),
    waive: managed()
      .input(waiveSchema)
      .mutation(({ ctx, input }) => service.waive(ctx.call, input)),
    acknowledge: protectedProcedure({ action: 'archive', subject: 'LocalCampaign' })
      .input(propagationItemSchema)
      .mutation(({ ctx, input }) => service.acknowledge(ctx.call, input)),
    adopt: protectedProcedure({ action: 'submit', subject: 'LocalCampaign', act: 'releases.adopt' })
      .input(adoptSchema)
      .mutation(({ ctx, input }) => service.adopt(ctx.call, input)),
    widen: managed()
      .input(propagationSchema)
      .mutation(({ ctx, input }) => service.widen(ctx.call, input)),
  });
}
