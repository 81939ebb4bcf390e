import { guideHiddenSchema, guideStepSchema } from '@xietong/shared/workbench';
import { protectedProcedure, router } from '../../trpc/procedures';
import type { WorkbenchService } from './workbench-service';

/** A person's own workbench: as its session, everybody's who is signed in. */
export function createWorkbenchRouter({ workbenchService }: { workbenchService: WorkbenchService }) {
  const read = protectedProcedure({ action: 'read', subject: 'Session' });
  const change = protectedProcedure({ action: 'update', subject: 'Session' });
  return router({
    get: read.query(({ ctx }) => workbenchService.get(ctx.call)),
    counts: read.query(({ ctx }) => workbenchService.counts(ctx.call)),
    visit: change.mutation(({ ctx }) => workbenchService.visit(ctx.call)),
    setGuide: change
      .input(guideHiddenSchema)
      .mutation(({ ctx, input }) => workbenchService.setGuide(ctx.call, input)),
    openStep: change
      .input(guideStepSchema)
      .mutation(({ ctx, input }) => workbenchService.openStep(ctx.call, input)),
  });
}
