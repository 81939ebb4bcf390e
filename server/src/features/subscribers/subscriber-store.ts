import type {
  AttributeDefinition,
  AttributeLabels,
  AttributeValue,
  FoundAttribute,
  NamedAttribute,
} from '@xietong/shared/subscribers';
import { eq, inArray, sql } from 'drizzle-orm';
import {
  attributeDefinition,
  numberAllocator,
  subscriber,
  subscriberHome,
  subscriberImport,
  tenant,
} from '../../db/schema';
import type { DatabaseOrTx } from '../../platform/database';

export type NewSubscriber = typeof subscriber.$inferInsert;

export interface City {
  id: string;
  code: string;
}

/** Subscribers of the province, their homes and the words that describe them. */
export function createSubscriberStore(db: DatabaseOrTx) {
  return {
    /**
     * Takes `count` consecutive numbers of a prefix: the first one's place, counted from 1. Others
     * wait until the transaction ends, so that no number is given twice and none is lost.
     */
    async allocate(prefix: string, count: number): Promise<number> {
      const rows = await db
        .insert(numberAllocator)
        .values({ prefix, next: 1 + count })
        .onConflictDoUpdate({
          target: numberAllocator.prefix,
          set: { next: sql`${numberAllocator.next} + ${count}` },
        })
        .returning({ next: numberAllocator.next });
      const [row] = rows;
      if (!row) throw new Error('the allocator of numbers did not answer');
      return row.next - count;
    },

    async citiesOf(provinceId: string): Promise<City[]> {
      return db
        .select({ id: tenant.id, code: tenant.code })
        .from(tenant)
        .where(eq(tenant.parentId, provinceId));
    },

    /** Home city by external id, of those that are known. */
    async findHomes(externalIds: readonly string[]): Promise<Map<string, string>> {
      const rows = await db
        .select({ externalId: subscriber.externalId, home: subscriber.homeTenantId })
        .from(subscriber)
        .where(inArray(subscriber.externalId, [...externalIds]));
      return new Map(
        rows.flatMap(({ externalId, home }) => (externalId === null ? [] : [[externalId, home]])),
      );
    },

    async insert(rows: readonly NewSubscriber[], homeId: () => string, at: Date): Promise<void> {
      if (rows.length === 0) return;
      await db.insert(subscriber).values([...rows]);
      await db.insert(subscriberHome).values(
        rows.map((row) => ({
          id: homeId(),
          subscriberId: row.id,
          tenantId: row.homeTenantId,
          from: at,
          until: null,
        })),
      );
    },

    /** Sets the attributes named by `names` anew; what is blank now is taken away, others stay. */
    async updateAttributes(
      rows: readonly { externalId: string; attributes: Record<string, AttributeValue> }[],
      names: readonly string[],
      at: Date,
    ): Promise<void> {
      if (rows.length === 0) return;
      await db.execute(sql`
        update ${subscriber} as s
        set attributes = (s.attributes - ${sql.param(names)}::text[]) || given.attributes,
            updated_at = ${at.toISOString()}::timestamptz
        from unnest(${sql.param(rows.map((row) => row.externalId))}::text[],
                    ${sql.param(rows.map((row) => JSON.stringify(row.attributes)))}::jsonb[])
          as given (external_id, attributes)
        where s.external_id = given.external_id`);
    },

    async definitions(): Promise<AttributeDefinition[]> {
      return db
        .select({
          name: attributeDefinition.name,
          type: attributeDefinition.type,
          choices: attributeDefinition.choices,
          labelZh: attributeDefinition.labelZh,
          labelEn: attributeDefinition.labelEn,
        })
        .from(attributeDefinition)
        .orderBy(attributeDefinition.name);
    },

    /** Attributes with what they are called, and nothing of their values. */
    async named(): Promise<(NamedAttribute & { id: string })[]> {
      return db
        .select({
          id: attributeDefinition.id,
          name: attributeDefinition.name,
          labelZh: attributeDefinition.labelZh,
          labelEn: attributeDefinition.labelEn,
        })
        .from(attributeDefinition)
        .orderBy(attributeDefinition.name);
    },

    /** Of two who name attributes at once the second waits, so that no label is given twice. */
    async lockLabels(): Promise<void> {
      await db.execute(sql`select pg_advisory_xact_lock(hashtextextended('attribute_definition', 0))`);
    },

    async saveLabels(id: string, labels: AttributeLabels, at: Date): Promise<void> {
      await db
        .update(attributeDefinition)
        .set({ ...labels, updatedAt: at })
        .where(eq(attributeDefinition.id, id));
    },

    /** Labels stay as they are. */
    async saveDefinitions(
      rows: readonly FoundAttribute[],
      { tenantId, newId, at }: { tenantId: string; newId: () => string; at: Date },
    ): Promise<void> {
      if (rows.length === 0) return;
      await db
        .insert(attributeDefinition)
        .values(rows.map((row) => ({ id: newId(), tenantId, ...row, updatedAt: at })))
        .onConflictDoUpdate({
          target: [attributeDefinition.tenantId, attributeDefinition.name],
          set: {
            type: sql`excluded.type`,
            choices: sql`excluded.choices`,
            updatedAt: sql`excluded.updated_at`,
          },
        });
    },

    async insertImport(row: typeof subscriberImport.$inferInsert): Promise<void> {
      await db.insert(subscriberImport).values(row);
    },

    async findImport(id: string): Promise<typeof subscriberImport.$inferSelect | undefined> {
      return (await db.select().from(subscriberImport).where(eq(subscriberImport.id, id)))[0];
    },
  };
}
