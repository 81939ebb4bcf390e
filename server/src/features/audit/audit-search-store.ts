import type { AuditResult, AuditRow } from '@xietong/shared/audit';
import type { SubjectName } from '@xietong/shared/tenants';
import { and, desc, eq, gte, ilike, lt, max, min, sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { likePattern } from '../../db/like-pattern';
import { auditEvent } from '../../db/schema';
import type { Tx } from '../../platform/database';

/** What is looked for, with the days as instants and the tenant by its id. */
export interface AuditConditions {
  readonly text?: string | undefined;
  readonly actor?: string | undefined;
  readonly actorKind?: AuditRow['actorKind'] | undefined;
  readonly act?: string | undefined;
  readonly subjectType?: SubjectName | undefined;
  /** Its code stands in the text of each of its events. */
  readonly tenant?: { readonly id: string; readonly code: string } | undefined;
  readonly result?: AuditResult | undefined;
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
}

/** Place in the list, newest first. */
export interface AuditPlace {
  readonly at: string;
  readonly id: string;
}

/** Pages of the table that an estimate looks at. */
const SAMPLE_PAGES = 1_500;
const FIRST = '-infinity';
const LAST = 'infinity';

/** A text as it stands in the canonical text of an event. */
const inCanonical = (text: string) => likePattern(JSON.stringify(text).slice(1, -1));

/** Finds places of events; what they say is read by their ids. `scope`: what the actor may read. */
export function createAuditSearchStore(tx: Tx, scope: SQL) {
  const placeOf = ({ id, at }: { id: string; at: Date }): AuditPlace => ({ id, at: at.toISOString() });

  const beforePlace = (before: AuditPlace | null) =>
    before
      ? sql`(${auditEvent.at}, ${auditEvent.id}) < (${before.at}::timestamptz, ${before.id}::uuid)`
      : undefined;
  const inTime = ({ from, to, tenant }: AuditConditions) => [
    scope,
    tenant ? eq(auditEvent.tenantId, tenant.id) : undefined,
    from ? gte(auditEvent.at, from) : undefined,
    to ? lt(auditEvent.at, to) : undefined,
  ];
  const meeting = ({ text, actor, actorKind, act, subjectType, result }: AuditConditions) => [
    text ? ilike(auditEvent.canonical, inCanonical(text)) : undefined,
    actor ? ilike(auditEvent.actorName, likePattern(actor)) : undefined,
    actorKind ? eq(auditEvent.actorKind, actorKind) : undefined,
    act ? eq(auditEvent.act, act) : undefined,
    subjectType ? eq(auditEvent.subjectType, subjectType) : undefined,
    result ? eq(auditEvent.result, result) : undefined,
  ];

  return {
    /**
     * Goes back from a place, newest first, past at most `steps` events, and takes those that meet the
     * conditions. `end` is the last event that was passed, null where there are no more behind it.
     */
    async walk(
      conditions: AuditConditions,
      before: AuditPlace | null,
      steps: number,
    ): Promise<{ found: AuditPlace[]; end: AuditPlace | null }> {
      const met = and(...meeting(conditions)) ?? sql`true`;
      const rows = await tx
        .select({ id: auditEvent.id, at: auditEvent.at, isMet: sql<boolean>`(${met})` })
        .from(auditEvent)
        .where(and(...inTime(conditions), beforePlace(before)))
        .orderBy(desc(auditEvent.at), desc(auditEvent.id))
        .limit(steps);
      const last = rows.at(-1);
      return {
        found: rows.filter(({ isMet }) => isMet).map(placeOf),
        end: last && rows.length === steps ? placeOf(last) : null,
      };
    },

    /**
     * The newest `most` events before a place whose terms hold `words`, and that meet the conditions; that of the
     * actor's kind by its word alone.
     */
    async find(
      words: string,
      conditions: AuditConditions,
      before: AuditPlace | null,
      most: number,
    ): Promise<AuditPlace[]> {
      const { text, actor, act, subjectType, tenant, result, from, to } = conditions;
      const { rows } = await tx.execute<{ id: string; at: Date }>(sql`
        select id, at from audit_find_terms(${words}::tsquery, ${from?.toISOString() ?? FIRST}::timestamptz,
          ${to?.toISOString() ?? LAST}::timestamptz, ${before?.at ?? null}::timestamptz, ${before?.id ?? null}::uuid, ${most}::int,
          ${text ? inCanonical(text) : null}::text, ${actor ? likePattern(actor) : null}::text, ${act ?? null}::text,
          ${subjectType ?? null}::text, ${tenant?.id ?? null}::uuid, ${result ?? null}::text)`);
      return rows.map(({ id, at }) => placeOf({ id, at: new Date(at) }));
    },

    /** Ids of actors, `most` at most, that have acted under a name with this part. */
    async actorsNamed(part: string, most: number): Promise<string[]> {
      const { rows } = await tx.execute<{ id: string }>(
        sql`select id from audit_find_actors(${likePattern(part)}::text, ${most}::int)`,
      );
      return rows.map(({ id }) => id);
    },

    /** How many events hold the terms, counted up to `most`. */
    async countTerms(words: string, most: number): Promise<number> {
      const { rows } = await tx.execute<{ count: number }>(
        sql`select audit_count_terms(${words}::tsquery, ${most}::int) as count`,
      );
      return rows[0]?.count ?? 0;
    },

    /** Events in a time, counted one by one up to `most`. */
    async countBetween(conditions: AuditConditions, most: number): Promise<number> {
      const found = tx
        .select({ one: sql`1`.as('one') })
        .from(auditEvent)
        .where(and(...inTime(conditions), ...meeting(conditions)))
        .limit(most)
        .as('found');
      const [row] = await tx.select({ total: sql<number>`count(*)`.mapWith(Number) }).from(found);
      return row?.total ?? 0;
    },

    /**
     * How many events meet the conditions, from some pages of the table, chosen by chance; `seen` of them
     * stand there. `isWhole`: the table has no other pages.
     */
    async estimate(conditions: AuditConditions): Promise<{ total: number; seen: number; isWhole: boolean }> {
      const { rows } = await tx.execute<{ pages: number }>(
        sql`select (pg_relation_size('audit_event') / current_setting('block_size')::int)::int as pages`,
      );
      const pages = Math.max(1, rows[0]?.pages ?? 1);
      const percent = Math.min(100, (SAMPLE_PAGES / pages) * 100);
      const sampled = await tx.execute<{ count: string }>(sql`
        select count(*) from ${auditEvent} tablesample system (${sql.raw(percent.toFixed(6))})
        where ${and(...inTime(conditions), ...meeting(conditions))}`);
      const seen = Number(sampled.rows[0]?.count ?? 0);
      return { total: Math.round((seen * 100) / percent), seen, isWhole: percent === 100 };
    },

    /** When the first and the last event happened. */
    async bounds(): Promise<{ first: Date; last: Date } | null> {
      const [row] = await tx
        .select({ first: min(auditEvent.at), last: max(auditEvent.at) })
        .from(auditEvent)
        .where(scope);
      return row?.first && row.last ? { first: row.first, last: row.last } : null;
    },
  };
}
export type AuditSearchStore = ReturnType<typeof createAuditSearchStore>;
