import { runningReleasesSchema, takeDownCampaignSchema, takeDownSchema } from '@xietong/shared/releases';
import { protectedProcedure, router } from '../../trpc/procedures';
import type { ReleaseOverviewService } from './release-overview-service';
import type { TakedownService } from './takedown-service';

export function createReleaseRouter({
  releaseOverviewService,
  takedownService,
}: {
  releaseOverviewService: ReleaseOverviewService;
  takedownService: TakedownService;
}) {
  return router({
    upcoming: protectedProcedure({ action: 'read', subject: 'Release' }).query(({ ctx }) =>
      releaseOverviewService.upcoming(ctx.call),
    ),
    running: protectedProcedure({ action: 'read', subject: 'Release' })
      .input(runningReleasesSchema)
      .query(({ ctx, input }) => takedownService.running(ctx.call, input)),
    takeDown: protectedProcedure({ action: 'takeDown', subject: 'Release' })
      .input(takeDownSchema)
      .mutation(({ ctx, input }) => takedownService.takeDown(ctx.call, input)),
    takeDownCampaign: protectedProcedure({ action: 'takeDown', subject: 'Release' })
      .input(takeDownCampaignSchema)
      .mutation(({ ctx, input }) => takedownService.takeDownCampaign(ctx.call, input)),
  });
}
