import { rulesToCondition } from '@casl/ability/extra';
import type { Action, Actor, RowOf, SubjectName } from '@xietong/shared/tenants';
import {
  and,
  eq,
  gt,
  gte,
  inArray,
  isNotNull,
  isNull,
  lt,
  lte,
  ne,
  not,
  or,
  sql,
  type AnyColumn,
  type SQL,
} from 'drizzle-orm';
import { abilityFor } from './require-can';

/** Where a query finds the fields that permissions look at. */
export type ScopeColumns<S extends SubjectName> = { readonly [F in keyof RowOf<S>]?: AnyColumn | SQL };

const NOTHING = sql`false`;
const EVERYTHING = sql`true`;

/**
 * The rows of a subject to which an actor may do something, as a condition for WHERE.
 * An actor without any rule gets `false`. Always give every field of the subject: a rule on a
 * field without a column throws, so that no condition is ever left out.
 */
export function scopeFor<S extends SubjectName>(
  actor: Actor,
  action: Action,
  subject: S,
  columns: ScopeColumns<S>,
): SQL {
  const ability = abilityFor(actor);
  const byName = new Map<string, AnyColumn | SQL>(Object.entries(columns));
  const condition = rulesToCondition<typeof ability, SQL, SQL>(
    ability.rulesFor(action, subject),
    (rule) => {
      const sqlOfRule = conditionSql(rule.conditions ?? {}, byName);
      // With NULL in a column a plain NOT is unknown, and unknown lets nothing through.
      return rule.inverted ? sql`((${sqlOfRule}) is not true)` : sqlOfRule;
    },
    {
      and: (parts) => and(...parts) ?? EVERYTHING,
      or: (parts) => or(...parts) ?? NOTHING,
      empty: () => EVERYTHING,
    },
  );
  return condition ?? NOTHING;
}

/** All fields of a rule's conditions must hold. An empty object would be no condition: it matches nothing. */
function conditionSql(conditions: object, columns: ReadonlyMap<string, AnyColumn | SQL>): SQL {
  const parts = Object.entries(conditions).flatMap(([field, test]: [string, unknown]) => {
    const column = columns.get(field);
    if (!column) throw new Error(`no column for the permission field ${field}`);
    return fieldSql(sql`${column}`, test);
  });
  return parts.length > 0 ? (and(...parts) ?? NOTHING) : NOTHING;
}

function fieldSql(column: SQL, test: unknown): SQL[] {
  if (!isOperators(test)) return [equals(column, test)];
  return Object.entries(test).map(([operator, operand]) => operatorSql(column, operator, operand));
}

function isOperators(test: unknown): test is Record<string, unknown> {
  return typeof test === 'object' && test !== null && Object.keys(test).every((key) => key.startsWith('$'));
}

function operatorSql(column: SQL, operator: string, operand: unknown): SQL {
  switch (operator) {
    case '$eq':
      return equals(column, operand);
    case '$ne':
      // As in the browser and in the services, a missing value differs from every other.
      return operand === null ? isNotNull(column) : (or(ne(column, operand), isNull(column)) ?? NOTHING);
    case '$in':
      return members(column, operand);
    case '$nin':
      return or(not(members(column, operand)), isNull(column)) ?? NOTHING;
    case '$gt':
      return gt(column, operand);
    case '$gte':
      return gte(column, operand);
    case '$lt':
      return lt(column, operand);
    case '$lte':
      return lte(column, operand);
    default:
      throw new Error(`no SQL for the permission operator ${operator}`);
  }
}

function equals(column: SQL, value: unknown): SQL {
  return value === null ? isNull(column) : eq(column, value);
}

function members(column: SQL, operand: unknown): SQL {
  if (!Array.isArray(operand)) throw new Error('$in and $nin take a list');
  return operand.length > 0 ? inArray(column, operand) : NOTHING;
}
