import { NOTIFICATION_DAYS } from '@xietong/shared/notifications';
import type {
  NotificationListInput,
  NotificationPage,
  NotificationRow,
  NotificationSubject,
} from '@xietong/shared/notifications';
import type { PersonActor } from '@xietong/shared/tenants';
import { and, asc, count, desc, eq, gt, gte, inArray, isNotNull, isNull, ne, or, sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { duty, notification, notificationRead, tenant } from '../../db/schema';
import type { Tx } from '../../platform/database';

const DAY_MS = 86_400_000;

/** What a person is told in the present duty: nothing of others', and not what the person did. */
export function createNotificationReadModel(tx: Tx, actor: PersonActor, now: Date) {
  const addressed = and(
    eq(notification.tenantId, actor.tenant.id),
    or(
      eq(notification.personId, actor.personId),
      // The roles that are told by role are two; no other role equals one of them.
      sql`${notification.role} = ${actor.role}`,
    ),
  );
  const shown = and(
    addressed,
    // An import ends by itself, in the name of whoever started it.
    or(ne(notification.actorId, actor.personId), isNotNull(notification.importId)),
    gt(notification.at, new Date(now.getTime() - NOTIFICATION_DAYS * DAY_MS)),
    // What happened before somebody took up the duty is no news to them.
    sql`${notification.at} >= (select ${duty.validFrom} from ${duty} where ${duty.id} = ${actor.dutyId})`,
  );
  const isUnread = isNull(notificationRead.readAt);
  const ownRead = and(
    eq(notificationRead.notificationId, notification.id),
    eq(notificationRead.personId, actor.personId),
  );

  const select = (where: SQL | undefined) =>
    tx
      .select({
        id: notification.id,
        kind: notification.kind,
        at: notification.at,
        readAt: notificationRead.readAt,
        releaseKind: notification.releaseKind,
        campaignId: notification.campaignId,
        campaignNumber: notification.campaignNumber,
        importId: notification.importId,
        aboutType: notification.aboutType,
        aboutId: notification.aboutId,
        title: notification.title,
        requestId: notification.requestId,
        actorName: notification.actorName,
        fromNameZh: tenant.nameZh,
        fromNameEn: tenant.nameEn,
        reason: notification.reason,
      })
      .from(notification)
      .innerJoin(tenant, eq(tenant.id, notification.fromTenantId))
      .leftJoin(notificationRead, ownRead)
      .where(where)
      .orderBy(desc(notification.at), asc(notification.id));

  async function countWhere(where: SQL | undefined): Promise<number> {
    const [row] = await tx
      .select({ total: count() })
      .from(notification)
      .leftJoin(notificationRead, ownRead)
      .where(where);
    return row?.total ?? 0;
  }
  const countUnread = () => countWhere(and(shown, isUnread));

  return {
    countUnread,

    /** One page, the newest first. */
    async list({ page, pageSize, unread, kinds }: NotificationListInput): Promise<NotificationPage> {
      const where = and(
        shown,
        unread ? isUnread : undefined,
        kinds.length > 0 ? inArray(notification.kind, kinds) : undefined,
      );
      const rows = await select(where)
        .limit(pageSize)
        .offset((page - 1) * pageSize);
      return { rows: rows.map(rowOf), total: await countWhere(where), unread: await countUnread() };
    },

    /** What happened from an instant on, the newest first. */
    async since(from: Date, limit: number): Promise<{ rows: NotificationRow[]; total: number }> {
      const where = and(shown, gte(notification.at, from));
      const rows = await select(where).limit(limit);
      return { rows: rows.map(rowOf), total: await countWhere(where) };
    },

    /** One that is addressed to the person, however old. */
    async findById(id: string): Promise<NotificationRow | undefined> {
      const [row] = await select(and(addressed, eq(notification.id, id)));
      return row && rowOf(row);
    },

    async unreadIds(): Promise<string[]> {
      const rows = await tx
        .select({ id: notification.id })
        .from(notification)
        .leftJoin(notificationRead, ownRead)
        .where(and(shown, isUnread));
      return rows.map((row) => row.id);
    },
  };
}

type StoredSubject = Pick<
  typeof notification.$inferSelect,
  'releaseKind' | 'campaignId' | 'campaignNumber' | 'importId' | 'aboutType' | 'aboutId'
>;

interface StoredRow extends Omit<NotificationRow, 'at' | 'read' | 'subject'>, StoredSubject {
  at: Date;
  readAt: Date | null;
}

function rowOf({
  at,
  readAt,
  releaseKind,
  campaignId,
  campaignNumber,
  importId,
  aboutType,
  aboutId,
  ...row
}: StoredRow): NotificationRow {
  const subject = subjectOf({ releaseKind, campaignId, campaignNumber, importId, aboutType, aboutId });
  return { ...row, subject, at: at.toISOString(), read: readAt !== null };
}

function subjectOf({
  releaseKind,
  campaignId,
  campaignNumber,
  importId,
  aboutType,
  aboutId,
}: StoredSubject): NotificationSubject {
  if (aboutType !== null && aboutId !== null) return { type: aboutType, id: aboutId };
  if (importId !== null) return { type: 'LIST_IMPORT', importId };
  if (releaseKind === null || campaignId === null || campaignNumber === null)
    throw new Error('a notification is about nothing');
  return { type: 'RELEASE', releaseKind, campaignId, campaignNumber };
}
