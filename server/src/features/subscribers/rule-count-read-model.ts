import { compileCondition, conditionAttributes, parseCondition } from '@xietong/shared/conditions';
import type { Condition } from '@xietong/shared/conditions';
import type { Actor } from '@xietong/shared/tenants';
import { and, eq, sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { scopeFor } from '../../access/scope-for';
import { listMember, subscriber } from '../../db/schema';
import { AppError } from '../../platform/app-error';
import type { DatabaseOrTx } from '../../platform/database';
import { attributeSql, conditionToSql, isComposite, isStorable } from './condition-sql';

/** Different combinations of values that one count may have to judge outside the database. */
const MAX_COMBINATIONS = 20_000;

/** Whoever is on a blocklist in force is shown nothing, whatever rule fits them. The function tells of nobody whom the reader does not see. */
const isNotBlocked = sql`not exists (select from blocked_customers() blocked where blocked.number_hash = ${subscriber.numberHash})`;

/** Counts customers by rule, as far as the actor may see them. */
export function createRuleCountReadModel(db: DatabaseOrTx, actor: Actor) {
  const scope = scopeFor(actor, 'read', 'Subscriber', { tenantId: subscriber.homeTenantId });

  /** Judges each combination of the rule's attributes once, whatever the number of customers that share it. */
  async function countByCombination(rule: Condition, where: SQL | undefined): Promise<number> {
    const names = conditionAttributes(rule).filter(isStorable);
    const values = names.map((name) => sql`${attributeSql(subscriber.attributes, name)}::text`);
    const { rows } = await db.execute<{ combination: (string | null)[] | null; customers: number }>(sql`
      select array[${sql.join(values, sql`, `)}]::text[] as combination, count(*)::int as customers
      from ${subscriber} where ${where ?? sql`true`} group by 1 limit ${MAX_COMBINATIONS + 1}`);
    if (rows.length > MAX_COMBINATIONS)
      throw new AppError('RULE_COUNT_TOO_WIDE', { limit: MAX_COMBINATIONS });
    const matches = compileCondition(rule);
    return rows
      .filter(({ combination }) => matches(attributesOf(names, combination ?? [])) === true)
      .reduce((sum, { customers }) => sum + customers, 0);
  }

  return {
    /**
     * The exact number of customers for whom a valid rule is true and who are on no blocklist; unknown is not true.
     * @param homeTenantId only those at home in this city
     * @param listVersionId only those on this list, as far as the reader may see it
     * @throws AppError RULE_COUNT_TOO_WIDE where a pattern would have to be tried on too many values
     */
    async count(rule: Condition, homeTenantId: string | null, listVersionId?: string): Promise<number> {
      const where = and(
        scope,
        isNotBlocked,
        homeTenantId === null ? undefined : eq(subscriber.homeTenantId, homeTenantId),
        listVersionId === undefined ? undefined : isOnList(listVersionId),
      );
      const truth = conditionToSql(parseCondition(rule), subscriber.attributes);
      if (truth === null) return countByCombination(rule, where);
      const composite = isComposite(conditionAttributes(rule), subscriber.attributes);
      const { rows } = await db.execute<{ matching: number; composite: number }>(sql`
        select count(*) filter (where not ${composite} and ${truth})::int as matching,
               count(*) filter (where ${composite})::int as composite
        from ${subscriber} where ${where ?? sql`true`}`);
      const [found] = rows;
      const left = found && found.composite > 0 ? await countByCombination(rule, and(where, composite)) : 0;
      return (found?.matching ?? 0) + left;
    },
  };
}

function attributesOf(names: readonly string[], values: readonly (string | null)[]): Record<string, unknown> {
  const entries = names.flatMap((name, index): [string, unknown][] => {
    const text = values[index];
    return text === null || text === undefined ? [] : [[name, JSON.parse(text)]];
  });
  return Object.fromEntries(entries);
}

function isOnList(listVersionId: string): SQL {
  return sql`exists (select from ${listMember} where ${listMember.listVersionId} = ${listVersionId}::uuid
    and ${listMember.numberHash} = ${subscriber.numberHash})`;
}
