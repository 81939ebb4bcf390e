import { propagationSchema } from '@xietong/shared/localisation';
import { protectedProcedure, router } from '../../trpc/procedures';
import type { PropagationService } from './propagation-service';

export function createPropagationRouter({ propagationService }: { propagationService: PropagationService }) {
  return router({
    get: protectedProcedure({ action: 'read', subject: 'LocalCampaign' })
      .input(propagationSchema)
      .query(({ ctx, input }) => propagationService.get(ctx.call, input)),
  });
}
