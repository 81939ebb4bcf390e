import { eventListSchema } from '@xietong/shared/events';
import { protectedProcedure, router } from '../../trpc/procedures';
import type { EventListService } from './event-list-service';

export function createEventRouter({ eventListService }: { eventListService: EventListService }) {
  return router({
    list: protectedProcedure({ action: 'read', subject: 'Event' })
      .input(eventListSchema)
      .query(({ ctx, input }) => eventListService.list(ctx.call, input)),
  });
}
