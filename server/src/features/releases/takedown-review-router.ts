import {
  concludeReviewSchema,
  takedownReviewIdSchema,
  takedownReviewListSchema,
} from '@xietong/shared/releases';
import { protectedProcedure, router } from '../../trpc/procedures';
import type { TakedownReviewService } from './takedown-review-service';

export function createTakedownReviewRouter({
  takedownReviewService,
}: {
  takedownReviewService: TakedownReviewService;
}) {
  return router({
    list: protectedProcedure({ action: 'read', subject: 'TakedownReview' })
      .input(takedownReviewListSchema)
      .query(({ ctx, input }) => takedownReviewService.list(ctx.call, input)),
    get: protectedProcedure({ action: 'read', subject: 'TakedownReview' })
      .input(takedownReviewIdSchema)
      .query(({ ctx, input }) => takedownReviewService.get(ctx.call, input)),
    conclude: protectedProcedure({ action: 'approve', subject: 'TakedownReview' })
      .input(concludeReviewSchema)
      .mutation(({ ctx, input }) => takedownReviewService.conclude(ctx.call, input)),
  });
}
