import type { RejectedRow } from '@xietong/shared/audiences';
import { and, asc, eq, inArray, lt, or, sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { listImport, listImportRejection } from '../../db/schema';
import type { DatabaseOrTx } from '../../platform/database';

export type ListImportRecord = typeof listImport.$inferSelect;

/** One run of an import: who holds it may write it, until somebody else takes it up or ends it. */
export interface HeldImport {
  readonly id: string;
  readonly attempt: number;
}

export type ImportCounts = Pick<
  ListImportRecord,
  'rows' | 'accepted' | 'duplicates' | 'rejected' | 'stepDone' | 'stepTotal'
>;

const NO_COUNTS: ImportCounts = {
  rows: 0,
  accepted: 0,
  duplicates: 0,
  rejected: 0,
  stepDone: 0,
  stepTotal: 0,
};
const RUNNING: ListImportRecord['state'][] = ['READING', 'WRITING'];

/** Imports of lists. Whoever runs one changes it by `attempt`, and hears when he has lost it. */
export function createListImportStore(db: DatabaseOrTx) {
  const isHeld = ({ id, attempt }: HeldImport): SQL | undefined =>
    and(eq(listImport.id, id), eq(listImport.attempt, attempt), inArray(listImport.state, RUNNING));

  async function change(where: SQL | undefined, values: Partial<ListImportRecord>): Promise<boolean> {
    return (await db.update(listImport).set(values).where(where).returning({ id: listImport.id })).length > 0;
  }

  return {
    async insert(row: typeof listImport.$inferInsert): Promise<void> {
      await db.insert(listImport).values(row);
    },

    async findById(id: string): Promise<ListImportRecord | undefined> {
      return (await db.select().from(listImport).where(eq(listImport.id, id)))[0];
    },

    /** Locked until the transaction ends. */
    async findForChange(id: string): Promise<ListImportRecord | undefined> {
      return (await db.select().from(listImport).where(eq(listImport.id, id)).for('update'))[0];
    },

    /** Files of a tenant that wait for somebody's choices. */
    async countUploaded(tenantId: string): Promise<number> {
      return db.$count(listImport, and(eq(listImport.tenantId, tenantId), eq(listImport.state, 'UPLOADED')));
    },

    /** Imports that wait for their turn, or whose process has been silent since `silentSince`. */
    async findOpen(silentSince: Date): Promise<ListImportRecord[]> {
      const isSilent = and(inArray(listImport.state, RUNNING), lt(listImport.heartbeatAt, silentSince));
      return db
        .select()
        .from(listImport)
        .where(or(eq(listImport.state, 'QUEUED'), isSilent))
        .orderBy(asc(listImport.createdAt))
        .limit(20);
    },

    async findUploadedBefore(at: Date): Promise<ListImportRecord[]> {
      return db
        .select()
        .from(listImport)
        .where(and(eq(listImport.state, 'UPLOADED'), lt(listImport.createdAt, at)))
        .limit(100);
    },

    async update(id: string, values: Partial<ListImportRecord>): Promise<void> {
      await change(eq(listImport.id, id), values);
    },

    /** Takes an import up, if nobody else has since it was seen; what a former run had found is gone. */
    async takeUp(seen: ListImportRecord, now: Date): Promise<HeldImport | null> {
      const held = { id: seen.id, attempt: seen.attempt + 1 };
      const isAsSeen = and(
        eq(listImport.id, seen.id),
        eq(listImport.attempt, seen.attempt),
        inArray(listImport.state, ['QUEUED', ...RUNNING]),
      );
      const isOurs = await change(isAsSeen, {
        ...NO_COUNTS,
        state: 'READING',
        attempt: held.attempt,
        startedAt: seen.startedAt ?? now,
        stepStartedAt: now,
        heartbeatAt: now,
      });
      if (!isOurs) return null;
      await this.removeRejections(seen.id);
      return held;
    },

    /** False = it is no longer held: it was cancelled, or taken up by another process. */
    async write(held: HeldImport, values: Partial<ListImportRecord>): Promise<boolean> {
      return change(isHeld(held), values);
    },

    async addRejections(
      { id, tenantId }: Pick<ListImportRecord, 'id' | 'tenantId'>,
      from: number,
      rows: readonly RejectedRow[],
    ): Promise<void> {
      await db.execute(sql`
        insert into ${listImportRejection} (import_id, tenant_id, place, line, reason, value)
        select ${id}::uuid, ${tenantId}::uuid, ${from}::int + place, line, reason, value
        from unnest(${sql.param(rows.map((row) => row.line))}::int[], ${sql.param(rows.map((row) => row.reason))}::text[],
          ${sql.param(rows.map((row) => row.value))}::text[]) with ordinality as row(line, reason, value, place)`);
    },

    async removeRejections(importId: string): Promise<void> {
      await db.delete(listImportRejection).where(eq(listImportRejection.importId, importId));
    },
  };
}
