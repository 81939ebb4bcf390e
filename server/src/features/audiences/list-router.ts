import { listsInputSchema } from '@xietong/shared/audiences';
import { idSchema } from '@xietong/shared/kernel';
import { z } from 'zod';
import { protectedProcedure, router } from '../../trpc/procedures';
import type { ListService } from './list-service';

export function createListRouter({ listService }: { listService: ListService }) {
  return router({
    list: protectedProcedure({ action: 'read', subject: 'CustomerList' })
      .input(listsInputSchema)
      .query(({ ctx, input }) => listService.list(ctx.call, input)),
    get: protectedProcedure({ action: 'read', subject: 'CustomerList', isAudited: true })
      .input(z.object({ id: idSchema }))
      .query(({ ctx, input }) => listService.get(ctx.call, input.id)),
    options: protectedProcedure({ action: 'read', subject: 'CustomerList' }).query(({ ctx }) =>
      listService.options(ctx.call),
    ),
    archive: protectedProcedure({ action: 'archive', subject: 'CustomerList' })
      .input(z.object({ id: idSchema }))
      .mutation(({ ctx, input }) => listService.archive(ctx.call, input.id)),
  });
}
