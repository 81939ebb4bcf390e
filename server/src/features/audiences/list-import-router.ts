import {
  listImportsInputSchema,
  listImportStartSchema,
  listPreviewInputSchema,
  rejectedRowsInputSchema,
} from '@xietong/shared/audiences';
import { idSchema } from '@xietong/shared/kernel';
import { z } from 'zod';
import { protectedProcedure, router } from '../../trpc/procedures';
import type { ListImportOverviewService } from './list-import-overview-service';
import type { ListImportService } from './list-import-service';

const byId = z.object({ id: idSchema });

export interface ListImportRouterServices {
  readonly listImportService: ListImportService;
  readonly listImportOverviewService: ListImportOverviewService;
}

export function createListImportRouter({
  listImportService,
  listImportOverviewService,
}: ListImportRouterServices) {
  return router({
    list: protectedProcedure({ action: 'read', subject: 'CustomerList' })
      .input(listImportsInputSchema)
      .query(({ ctx, input }) => listImportOverviewService.list(ctx.call, input)),
    get: protectedProcedure({ action: 'read', subject: 'CustomerList' })
      .input(byId)
      .query(({ ctx, input }) => listImportOverviewService.get(ctx.call, input.id)),
    rejected: protectedProcedure({ action: 'read', subject: 'CustomerList', isAudited: true })
      .input(rejectedRowsInputSchema)
      .query(({ ctx, input }) => listImportOverviewService.rejected(ctx.call, input)),
    preview: protectedProcedure({ action: 'create', subject: 'CustomerList', isAudited: true })
      .input(listPreviewInputSchema)
      .query(({ ctx, input }) => listImportService.preview(ctx.call, input)),
    start: protectedProcedure({ action: 'create', subject: 'CustomerList' })
      .input(listImportStartSchema)
      .mutation(({ ctx, input }) => listImportService.start(ctx.call, input)),
    cancel: protectedProcedure({ action: 'create', subject: 'CustomerList' })
      .input(byId)
      .mutation(({ ctx, input }) => listImportService.cancel(ctx.call, input.id)),
  });
}
