import type { NotificationListInput, NotificationPage, NotificationRow } from '@xietong/shared/notifications';
import type { PersonActor } from '@xietong/shared/tenants';
import { asCaller } from '../../access/as-caller';
import type { AuditPort } from '../../access/audit-port';
import type { Call } from '../../access/call';
import { requireRow } from '../../access/require-can';
import { requirePerson } from '../../access/require-person';
import type { Clock } from '../../platform/clock';
import type { Database, Tx } from '../../platform/database';
import { createNotificationReadModel } from './notification-read-model';
import { createNotificationStore } from './notification-store';

export interface NotificationServiceDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly audit: AuditPort;
}

/** What a person was told, and what of it is read. Methods reject with FORBIDDEN for a machine. */
export function createNotificationService({ database, clock, audit }: NotificationServiceDeps) {
  const readModel = (tx: Tx, actor: PersonActor) => createNotificationReadModel(tx, actor, clock.now());

  async function mark(tx: Tx, call: Call, act: string, notificationIds: readonly string[]): Promise<number> {
    const { personId, tenant } = requirePerson(call);
    const readAt = clock.now();
    const rows = notificationIds.map((notificationId) => ({
      notificationId,
      tenantId: tenant.id,
      personId,
      readAt,
    }));
    const marked = await createNotificationStore(tx).markRead(rows);
    if (marked > 0)
      await audit.success(tx, call, {
        act,
        subject: { type: 'Person', id: personId },
        after: { read: marked },
      });
    return marked;
  }

  return {
    async list(call: Call, input: NotificationListInput): Promise<NotificationPage> {
      const actor = requirePerson(call);
      return asCaller(database, call, (tx) => readModel(tx, actor).list(input));
    },

    /**
     * Marks one as read; again is not an error.
     * @throws AppError NOT_FOUND for what is not addressed to the person
     */
    async markRead(call: Call, { id }: { id: string }): Promise<{ marked: number }> {
      const actor = requirePerson(call);
      return asCaller(database, call, async (tx) => {
        const found = requireRow(await readModel(tx, actor).findById(id));
        return { marked: await mark(tx, call, 'notifications.markRead', [found.id]) };
      });
    },

    async markAllRead(call: Call): Promise<{ marked: number }> {
      const actor = requirePerson(call);
      return asCaller(database, call, async (tx) => {
        const unread = await readModel(tx, actor).unreadIds();
        return { marked: await mark(tx, call, 'notifications.markAllRead', unread) };
      });
    },

    /** How many are unread; inside the transaction of who asks. */
    async countUnread(tx: Tx, actor: PersonActor): Promise<number> {
      return readModel(tx, actor).countUnread();
    },

    /** What happened from an instant on, the newest first; inside the transaction of who asks. */
    async since(
      tx: Tx,
      actor: PersonActor,
      from: Date,
      limit: number,
    ): Promise<{ rows: NotificationRow[]; total: number }> {
      return readModel(tx, actor).since(from, limit);
    },
  };
}
export type NotificationService = ReturnType<typeof createNotificationService>;
