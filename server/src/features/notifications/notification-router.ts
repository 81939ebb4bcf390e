import { notificationIdSchema, notificationListSchema } from '@xietong/shared/notifications';
import { protectedProcedure, router } from '../../trpc/procedures';
import type { NotificationService } from './notification-service';

/** A person's own notifications: as its session, everybody's who is signed in. */
export function createNotificationRouter({
  notificationService,
}: {
  notificationService: NotificationService;
}) {
  return router({
    list: protectedProcedure({ action: 'read', subject: 'Session' })
      .input(notificationListSchema)
      .query(({ ctx, input }) => notificationService.list(ctx.call, input)),
    markRead: protectedProcedure({ action: 'update', subject: 'Session' })
      .input(notificationIdSchema)
      .mutation(({ ctx, input }) => notificationService.markRead(ctx.call, input)),
    markAllRead: protectedProcedure({ action: 'update', subject: 'Session' }).mutation(({ ctx }) =>
      notificationService.markAllRead(ctx.call),
    ),
  });
}
