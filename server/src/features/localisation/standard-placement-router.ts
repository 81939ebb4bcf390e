import {
  saveStandardPlacementSchema,
  standardPlacementOfSchema,
  submitVersionSchema,
  versionIdSchema,
} from '@xietong/shared/localisation';
import { protectedProcedure, router } from '../../trpc/procedures';
import type { StandardPlacementService } from './standard-placement-service';

export function createStandardPlacementRouter({
  standardPlacementService: service,
}: {
  standardPlacementService: StandardPlacementService;
}) {
  return router({
    get: protectedProcedure({ action: 'read', subject: 'Placement' })
      .input(standardPlacementOfSchema)
      .query(({ ctx, input }) => service.get(ctx.call, input)),
    revise: protectedProcedure({ action: 'create', subject: 'Placement' })
      .input(standardPlacementOfSchema)
      .mutation(({ ctx, input }) => service.revise(ctx.call, input)),
    save: protectedProcedure({ action: 'update', subject: 'Placement' })
      .input(saveStandardPlacementSchema)
      .mutation(({ ctx, input }) => service.save(ctx.call, input)),
    submit: protectedProcedure({ action: 'submit', subject: 'Release' })
      .input(submitVersionSchema)
      .mutation(({ ctx, input }) => service.submit(ctx.call, input)),
    withdraw: protectedProcedure({ action: 'withdraw', subject: 'Release' })
      .input(versionIdSchema)
      .mutation(({ ctx, input }) => service.withdraw(ctx.call, input)),
  });
}
