import { DEFAULT_DICTIONARY } from '@xietong/shared/content-check';
import { notificationListSchema } from '@xietong/shared/notifications';
import type { PointDetail, PointUpdateInput } from '@xietong/shared/points';
import type { RenderedContent } from '@xietong/shared/rendering';
import { sql } from 'drizzle-orm';
import { asCaller } from '../access/as-caller';
import type { AuditEntry } from '../access/audit-port';
import type { Call } from '../access/call';
import { createReleaseChecking } from '../features/content-check/release-checking';
import { createSnapshotSource } from '../features/decisions/snapshot-source';
import { createSnapshotStore } from '../features/decisions/snapshot-store';
import { createNotificationService } from '../features/notifications/notification-service';
import { createNotificationWriter } from '../features/notifications/notification-writer';
import { createPoints } from '../features/points/points';
import { systemIds } from '../platform/ids';
import type { Logger } from '../platform/logger';
import { createTestProvince } from './tenant-factory';
import { createTestDatabase } from './test-database';

const clock = { now: () => new Date('2026-11-28T02:00:00.000Z') };

/** What a save leaves as it is. */
function valuesOf({ id, rowVersion, nameZh, nameEn, capacity, enabled }: PointDetail) {
  return { id, rowVersion, nameZh, nameEn, capacity, enabled };
}

/** A province with its points, people who propose and approve what these show by themselves, and the decision engine. */
export async function createFallbackWorld() {
  const database = await createTestDatabase();
  const tenants = await createTestProvince(database);
  await tenants.points();
  const audited: AuditEntry[] = [];
  const logged: object[] = [];
  const audit = {
    success: (_tx: unknown, _call: Call, entry: AuditEntry) => {
      audited.push(entry);
      return Promise.resolve();
    },
    standalone: () => Promise.resolve(),
  };
  const { pointService, pointFallbackService } = createPoints({
    ...{
      database: database.app,
      engine: database.engine,
      clock,
      ids: systemIds,
      audit,
      smsSignature: '演示',
      checks: createReleaseChecking({ clock, smsSignature: '演示' }),
    },
    news: createNotificationWriter({ clock, ids: systemIds }),
  });
  const { rows } = await database.owner.$client.query<{ id: string }>(
    `select id from marketing_point where code = 'home-banner'`,
  );
  const id = rows[0]?.id ?? '';
  const snapshots = createSnapshotSource({
    store: createSnapshotStore(database.engine),
    clock,
    logger: { error: (what: object) => void logged.push(what), warn: () => undefined } as unknown as Logger,
  });
  const operator = await tenants.call(tenants.province, 'OPERATOR');
  const get = (call: Call = operator) => pointService.get(call, id);

  return {
    ...{ database, tenants, audited, logged, pointService, pointFallbackService, id, operator, get },
    approver: await tenants.call(tenants.province, 'APPROVER'),

    /** The same person in another duty of theirs. */
    async inDuty(call: Awaited<ReturnType<typeof tenants.call>>, role: 'OPERATOR' | 'APPROVER') {
      const dutyId = systemIds.next();
      const { personId, tenant } = call.actor;
      await database.owner.execute(sql`
        insert into duty (id, person_id, person_tenant_id, tenant_id, role, valid_from)
        values (${dutyId}, ${personId}, ${tenant.id}, ${tenant.id}, ${role}, '2020-01-01')`);
      return { ...call, actor: { ...call.actor, dutyId, role } };
    },

    /** Saves the point with this headline, or without content of its own, and answers what waits then. */
    async save(call: Call, headline: string | null, more: Partial<PointUpdateInput> = {}) {
      const fallback = headline === null ? null : { headline };
      const saved = await pointService.update(call, { ...valuesOf(await get()), fallback, ...more });
      return { ...saved, hash: (await get()).fallbackProposal?.hash ?? '' };
    },

    decide: (call: Call, hash: string, outcome: 'APPROVED' | 'REFUSED' = 'APPROVED', reason?: string) =>
      pointFallbackService.decide(call, { id, hash, outcome, reason }),
    withdraw: (call: Call, hash: string) => pointFallbackService.withdraw(call, { id, hash }),

    /** What the engine shows at the point for want of better. */
    async served(): Promise<RenderedContent | null> {
      await snapshots.refresh();
      return snapshots.current().snapshot.points.get('home-banner')?.fallback ?? null;
    },

    /** A version of the dictionary, confirmed by another than who proposed it, in which a word is grave. */
    async confirmWord(word: string): Promise<void> {
      const body = {
        ...DEFAULT_DICTIONARY,
        entries: [
          {
            ...{ kind: 'WORD', word, severity: 'BLOCK', exemptible: true, contexts: [], phrases: [] },
            ...{ law: '', suggestion: '' },
          },
          ...DEFAULT_DICTIONARY.entries,
        ],
      };
      const id = systemIds.next();
      await database.owner.execute(sql`
        insert into check_dictionary (id, tenant_id, base, body, reason, state, proposed_by, proposed_by_name, proposed_at)
        values (${id}, ${tenants.province.id}, 0, ${JSON.stringify(body)}::jsonb, '演示', 'PROPOSED',
          ${operator.actor.personId}, 'JS-OPS-01', now())`);
      const by = await tenants.call(tenants.province, 'APPROVER');
      await asCaller(database.app, by, (tx) =>
        tx.execute(sql`
          update check_dictionary set state = 'CONFIRMED', version = 1, decided_by = ${by.actor.personId},
            decided_by_name = 'JS-APR-01', decided_at = now() where id = ${id}`),
      );
    },

    async told(call: Call) {
      const inbox = createNotificationService({ database: database.app, clock, audit });
      const { rows: news } = await inbox.list(call, notificationListSchema.parse({ pageSize: 100 }));
      return news.map(({ kind, subject, title, reason }) => ({ kind, subject, title, reason }));
    },

    /** SQL by hand as a person's transaction would run it. */
    byHand: (call: Call, text: string) =>
      asCaller(database.app, call, (tx) => tx.execute(sql.raw(text))).then(() => 'done'),
  };
}
export type FallbackWorld = Awaited<ReturnType<typeof createFallbackWorld>>;
