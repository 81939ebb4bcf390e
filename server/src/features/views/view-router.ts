import { createViewSchema, listViewsSchema, updateViewSchema, viewIdSchema } from '@xietong/shared/views';
import { protectedProcedure, router } from '../../trpc/procedures';
import type { ViewService } from './view-service';

export function createViewRouter({ viewService }: { viewService: ViewService }) {
  return router({
    list: protectedProcedure({ action: 'read', subject: 'SavedView' })
      .input(listViewsSchema)
      .query(({ ctx, input }) => viewService.list(ctx.call, input)),
    create: protectedProcedure({ action: 'create', subject: 'SavedView' })
      .input(createViewSchema)
      .mutation(({ ctx, input }) => viewService.create(ctx.call, input)),
    update: protectedProcedure({ action: 'update', subject: 'SavedView' })
      .input(updateViewSchema)
      .mutation(({ ctx, input }) => viewService.update(ctx.call, input)),
    archive: protectedProcedure({ action: 'archive', subject: 'SavedView' })
      .input(viewIdSchema)
      .mutation(({ ctx, input }) => viewService.archive(ctx.call, input)),
  });
}
