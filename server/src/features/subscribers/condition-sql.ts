import type { ConditionTree, Literal, Predicate, Scalar } from '@xietong/shared/conditions';
import { sql } from 'drizzle-orm';
import type { SQL, SQLWrapper } from 'drizzle-orm';

const TRUE = sql`true`;
const UNKNOWN = sql`null::boolean`;
const COMPARISONS = { $gt: sql`>`, $gte: sql`>=`, $lt: sql`<`, $lte: sql`<=` } as const;

/**
 * A condition as a three-valued SQL expression over a jsonb object: true, false and NULL exactly
 * where `compileCondition` gives true, false and undefined, for rows in which every attribute of
 * the condition is a scalar or missing (`isComposite` finds the others).
 * Null for what SQL would judge otherwise: patterns, paths into values, literal arrays and objects.
 */
export function conditionToSql(tree: ConditionTree, attributes: SQLWrapper): SQL | null {
  switch (tree.kind) {
    case 'and':
      return combine(
        tree.children.map((child) => conditionToSql(child, attributes)),
        'and',
      );
    case 'or':
      return combine(
        tree.children.map((child) => conditionToSql(child, attributes)),
        'or',
      );
    case 'nor':
      return negate(
        combine(
          tree.children.map((child) => conditionToSql(child, attributes)),
          'or',
        ),
      );
    case 'not':
      return negate(conditionToSql(tree.child, attributes));
    case 'field': {
      const [name] = tree.segments;
      if (name === undefined || tree.segments.length !== 1) return null;
      return predicateToSql(tree.predicate, attributeSql(attributes, name));
    }
  }
}

/** Rows in which one of some attributes is an array or an object. */
export function isComposite(names: readonly string[], attributes: SQLWrapper): SQL {
  const tests = names.map(
    (name) => sql`coalesce(jsonb_typeof(${attributeSql(attributes, name)}) in ('array', 'object'), false)`,
  );
  return combine(tests, 'or') ?? sql`false`;
}

/** An attribute as jsonb; SQL's NULL where it is missing. */
export function attributeSql(attributes: SQLWrapper, name: string): SQL {
  return isStorable(name) ? sql`(${attributes} -> ${name}::text)` : sql`null::jsonb`;
}

/** What jsonb can hold: no zero character and no half of a surrogate pair, which no attribute has either. */
export function isStorable(text: string): boolean {
  return !text.includes('\0') && !/[\uD800-\uDFFF]/u.test(text);
}

/** SQL's AND and OR are Kleene's; empty ones are true and false. */
function combine(parts: readonly (SQL | null)[], operator: 'and' | 'or'): SQL | null {
  const known = parts.filter((part) => part !== null);
  if (known.length < parts.length) return null;
  if (known.length === 0) return operator === 'and' ? TRUE : sql`false`;
  return sql`(${sql.join(known, operator === 'and' ? sql` and ` : sql` or `)})`;
}

function negate(part: SQL | null): SQL | null {
  return part === null ? null : sql`(not ${part})`;
}

function predicateToSql(predicate: Predicate, value: SQL): SQL | null {
  switch (predicate.op) {
    case 'equals':
      return oneOfSql([predicate.literal], value);
    case 'in':
      return oneOfSql(predicate.literals, value);
    case 'compare':
      return compareSql(predicate.order, predicate.operand, value);
    case 'exists':
      return predicate.expected ? sql`(${value} is not null)` : sql`(${value} is null)`;
    case 'never':
      return falseWhereKnown(value);
    case 'all':
      return combine(
        predicate.predicates.map((part) => predicateToSql(part, value)),
        'and',
      );
    case 'not':
      return negate(predicateToSql(predicate.predicate, value));
    case 'size':
    case 'element-object':
    case 'element-value':
      // They judge arrays alone.
      return UNKNOWN;
    case 'regex':
      return null;
  }
}

function oneOfSql(literals: readonly Literal[], value: SQL): SQL | null {
  if (!literals.every(isScalar)) return null;
  const storable = literals.filter((literal) => typeof literal !== 'string' || isStorable(literal));
  if (storable.length === 0) return falseWhereKnown(value);
  const list = sql.join(
    storable.map((literal) => sql`${JSON.stringify(literal)}::jsonb`),
    sql`, `,
  );
  return sql`(${value} in (${list}))`;
}

function isScalar(literal: Literal): literal is Scalar {
  return literal === null || typeof literal !== 'object';
}

function falseWhereKnown(value: SQL): SQL {
  return sql`(case when ${value} is not null then false end)`;
}

/** Only values of the operand's own type can be compared with it; any other gives NULL. */
function compareSql(order: keyof typeof COMPARISONS, operand: Scalar, value: SQL): SQL | null {
  const comparison = COMPARISONS[order];
  if (operand === null) {
    const holds = order === '$gte' || order === '$lte' ? TRUE : sql`false`;
    return sql`(case when jsonb_typeof(${value}) = 'null' then ${holds} end)`;
  }
  if (typeof operand === 'number') {
    return sql`(case when jsonb_typeof(${value}) = 'number' then (${value})::numeric ${comparison} ${String(operand)}::numeric end)`;
  }
  if (typeof operand === 'boolean') {
    return sql`(case when jsonb_typeof(${value}) = 'boolean' then (${value})::boolean ${comparison} ${operand}::boolean end)`;
  }
  if (!isStorable(operand)) return null;
  // The order of UTF-8 bytes is that of code points.
  return sql`(case when jsonb_typeof(${value}) = 'string' then (${value} #>> '{}') collate "C" ${comparison} ${operand}::text collate "C" end)`;
}
