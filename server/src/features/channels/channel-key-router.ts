import { channelKeyCreateSchema } from '@xietong/shared/channels';
import { idSchema } from '@xietong/shared/kernel';
import { z } from 'zod';
import { protectedProcedure, router } from '../../trpc/procedures';
import type { ChannelKeyService } from './channel-key-service';

export function createChannelKeyRouter({ channelKeyService }: { channelKeyService: ChannelKeyService }) {
  return router({
    list: protectedProcedure({ action: 'read', subject: 'ChannelKey' }).query(({ ctx }) =>
      channelKeyService.list(ctx.call),
    ),
    create: protectedProcedure({ action: 'create', subject: 'ChannelKey' })
      .input(channelKeyCreateSchema)
      .mutation(({ ctx, input }) => channelKeyService.create(ctx.call, input)),
    revoke: protectedProcedure({ action: 'archive', subject: 'ChannelKey' })
      .input(z.object({ id: idSchema }))
      .mutation(({ ctx, input }) => channelKeyService.revoke(ctx.call, input.id)),
  });
}
