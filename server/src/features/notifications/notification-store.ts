import { notification, notificationRead } from '../../db/schema';
import type { Tx } from '../../platform/database';

/** Notifications as they are written, and who has read them. */
export function createNotificationStore(tx: Tx) {
  return {
    async insert(rows: (typeof notification.$inferInsert)[]): Promise<void> {
      if (rows.length > 0) await tx.insert(notification).values(rows);
    },

    /** Marks as read; answers how many were unread before. */
    async markRead(rows: (typeof notificationRead.$inferInsert)[]): Promise<number> {
      if (rows.length === 0) return 0;
      const marked = await tx
        .insert(notificationRead)
        .values(rows)
        .onConflictDoNothing()
        .returning({ id: notificationRead.notificationId });
      return marked.length;
    },
  };
}
