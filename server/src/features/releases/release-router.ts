import { protectedProcedure, router } from '../../trpc/procedures';
import type { ReleaseOverviewService } from './release-overview-service';

export function createReleaseRouter({
  releaseOverviewService,
}: {
  releaseOverviewService: ReleaseOverviewService;
}) {
  return router({
    upcoming: protectedProcedure({ action: 'read', subject: 'Release' }).query(({ ctx }) =>
      releaseOverviewService.upcoming(ctx.call),
    ),
  });
}
