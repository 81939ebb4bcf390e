import { idSchema } from '@xietong/shared/kernel';
import {
  decideFallbackSchema,
  pointCreateSchema,
  pointRivalsSchema,
  pointUpdateSchema,
  withdrawFallbackSchema,
} from '@xietong/shared/points';
import { z } from 'zod';
import { protectedProcedure, router } from '../../trpc/procedures';
import type { PointFallbackService } from './point-fallback-service';
import type { PointService } from './point-service';

export function createPointRouter({
  pointService,
  pointFallbackService,
}: {
  pointService: PointService;
  pointFallbackService: PointFallbackService;
}) {
  return router({
    list: protectedProcedure({ action: 'read', subject: 'MarketingPoint' }).query(({ ctx }) =>
      pointService.list(ctx.call),
    ),
    options: protectedProcedure({ action: 'read', subject: 'MarketingPoint' }).query(({ ctx }) =>
      pointService.options(ctx.call),
    ),
    channels: protectedProcedure({ action: 'read', subject: 'Channel' }).query(({ ctx }) =>
      pointService.channels(ctx.call),
    ),
    signature: protectedProcedure({ action: 'read', subject: 'MarketingPoint' }).query(() =>
      pointService.signature(),
    ),
    get: protectedProcedure({ action: 'read', subject: 'MarketingPoint' })
      .input(z.object({ id: idSchema }))
      .query(({ ctx, input }) => pointService.get(ctx.call, input.id)),
    rivals: protectedProcedure({ action: 'read', subject: 'MarketingPoint' })
      .input(pointRivalsSchema)
      .query(({ ctx, input }) => pointService.rivals(ctx.call, input)),
    create: protectedProcedure({ action: 'create', subject: 'MarketingPoint' })
      .input(pointCreateSchema)
      .mutation(({ ctx, input }) => pointService.create(ctx.call, input)),
    update: protectedProcedure({ action: 'update', subject: 'MarketingPoint' })
      .input(pointUpdateSchema)
      .mutation(({ ctx, input }) => pointService.update(ctx.call, input)),
    decideFallback: protectedProcedure({ action: 'approve', subject: 'MarketingPoint' })
      .input(decideFallbackSchema)
      .mutation(({ ctx, input }) => pointFallbackService.decide(ctx.call, input)),
    withdrawFallback: protectedProcedure({ action: 'withdraw', subject: 'MarketingPoint' })
      .input(withdrawFallbackSchema)
      .mutation(({ ctx, input }) => pointFallbackService.withdraw(ctx.call, input)),
  });
}
