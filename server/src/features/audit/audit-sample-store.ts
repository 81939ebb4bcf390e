import type { SampleStrata } from '@xietong/shared/audit';
import { and, asc, count, desc, eq, gte, lt, ne, sql } from 'drizzle-orm';
import { auditEvent, auditFinding, auditLogEntry, auditSample, auditSampleItem } from '../../db/schema';
import type { Tx } from '../../platform/database';

export interface Population {
  /** Entries of the signed head. */
  readonly headSize: number;
  readonly from: Date | null;
  readonly to: Date | null;
  readonly act: string | null;
}

export type SampleRow = typeof auditSample.$inferSelect;
export type SampleItemRow = typeof auditSampleItem.$inferSelect;

/** Samples of a tenant's auditors; what can be drawn is what the transaction's tenant may read. */
export function createAuditSampleStore(tx: Tx) {
  const drawable = ({ headSize, from, to, act }: Population) =>
    and(
      lt(auditLogEntry.index, headSize),
      from ? gte(auditEvent.at, from) : undefined,
      to ? lt(auditEvent.at, to) : undefined,
      act === null ? undefined : eq(auditEvent.act, act),
    );
  const numbers = {
    lookedAt: sql<number>`count(${auditSampleItem.outcome})::int`,
    objections: sql<number>`(count(*) filter (where ${auditSampleItem.outcome} = 'OBJECTION'))::int`,
  };

  return {
    async populationOf(population: Population): Promise<number> {
      const [row] = await tx
        .select({ total: count() })
        .from(auditLogEntry)
        .innerJoin(auditEvent, eq(auditEvent.id, auditLogEntry.eventId))
        .where(drawable(population));
      return row?.total ?? 0;
    },

    async isEmpty(population: Population): Promise<boolean> {
      const [row] = await tx
        .select({ index: auditLogEntry.index })
        .from(auditLogEntry)
        .innerJoin(auditEvent, eq(auditEvent.id, auditLogEntry.eventId))
        .where(drawable(population))
        .limit(1);
      return row === undefined;
    },

    /**
     * The `size` events whose SHA-256 of `<seed>:<place>` is smallest; by strata, the smallest of each
     * stratum first, then the second ones, and so on.
     */
    async draw(population: Population, seed: string, strata: SampleStrata, size: number) {
      const order = sql`sha256(convert_to(${seed}::text || ':' || ${auditLogEntry.index}::text, 'UTF8'))`;
      const stratum = { NONE: sql`0`, ACT: sql`${auditEvent.act}`, TENANT: sql`${auditEvent.tenantId}` }[
        strata
      ];
      const rank = sql<number>`row_number() over (partition by ${stratum} order by ${order})`;
      const ranked = tx
        .select({
          place: auditLogEntry.index,
          eventId: auditLogEntry.eventId,
          rank: rank.as('rank'),
          drawn: order.as('drawn'),
        })
        .from(auditLogEntry)
        .innerJoin(auditEvent, eq(auditEvent.id, auditLogEntry.eventId))
        .where(drawable(population))
        .as('ranked');
      return tx
        .select({ place: ranked.place, eventId: ranked.eventId })
        .from(ranked)
        .orderBy(...(strata === 'NONE' ? [] : [asc(ranked.rank)]), asc(ranked.drawn))
        .limit(size);
    },

    async insert(row: SampleRow, items: (typeof auditSampleItem.$inferInsert)[]): Promise<void> {
      await tx.insert(auditSample).values(row);
      if (items.length > 0) await tx.insert(auditSampleItem).values(items);
    },

    /** Newest first, with how far each is. */
    async list(limit: number) {
      return tx
        .select({ sample: auditSample, ...numbers })
        .from(auditSample)
        .leftJoin(auditSampleItem, eq(auditSampleItem.sampleId, auditSample.id))
        .groupBy(auditSample.id)
        .orderBy(desc(auditSample.drawnAt), desc(auditSample.id))
        .limit(limit);
    },

    async findById(id: string): Promise<SampleRow | undefined> {
      return (await tx.select().from(auditSample).where(eq(auditSample.id, id)))[0];
    },

    async itemsOf(sampleId: string): Promise<SampleItemRow[]> {
      return tx
        .select()
        .from(auditSampleItem)
        .where(eq(auditSampleItem.sampleId, sampleId))
        .orderBy(asc(auditSampleItem.position));
    },

    /** Findings that rest on items of a sample, as far as the transaction's tenant sees them, by the item's position. */
    async findingsOn(sampleId: string): Promise<ReadonlyMap<number, { id: string; number: string }[]>> {
      const { id, number, evidence, state, notedAt } = auditFinding;
      const rows = await tx
        .select({ id, number, evidence })
        .from(auditFinding)
        .where(
          and(
            ne(state, 'WITHDRAWN'),
            sql`${evidence} @> ${JSON.stringify([{ type: 'SAMPLE', id: sampleId }])}::jsonb`,
          ),
        )
        .orderBy(asc(notedAt));
      const byPosition = new Map<number, { id: string; number: string }[]>();
      for (const row of rows)
        for (const each of row.evidence)
          if (each.type === 'SAMPLE' && each.id === sampleId) {
            const others = byPosition.get(each.position) ?? [];
            byPosition.set(each.position, [...others, { id: row.id, number: row.number }]);
          }
      return byPosition;
    },

    async findItem(sampleId: string, position: number): Promise<SampleItemRow | undefined> {
      const [row] = await tx
        .select()
        .from(auditSampleItem)
        .where(and(eq(auditSampleItem.sampleId, sampleId), eq(auditSampleItem.position, position)))
        .for('update');
      return row;
    },

    async look(
      { sampleId, position }: SampleItemRow,
      change: Pick<SampleItemRow, 'outcome' | 'remark' | 'lookedByName' | 'lookedAt'>,
    ): Promise<void> {
      await tx
        .update(auditSampleItem)
        .set(change)
        .where(and(eq(auditSampleItem.sampleId, sampleId), eq(auditSampleItem.position, position)));
    },
  };
}
