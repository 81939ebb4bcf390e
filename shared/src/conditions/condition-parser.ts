import { ConditionCursor, CONDITION_LIMITS } from './condition-cursor';
import { parseOperand } from './condition-operands';
import { isPlainObject } from './condition-tree';
import type { ConditionTree, Predicate } from './condition-tree';

/**
 * Validates a condition and copies it into its normal form.
 * @throws ConditionError with the place of the first problem.
 */
export function parseCondition(condition: unknown): ConditionTree {
  return parseQuery(condition, ConditionCursor.start());
}

function parseQuery(query: unknown, at: ConditionCursor): ConditionTree {
  if (!isPlainObject(query)) throw at.error('CONDITION_NOT_AN_OBJECT');
  const children = Object.keys(query).map((key) => parseEntry(key, query[key], at.enter(key)));
  const [only] = children;
  return children.length === 1 && only !== undefined ? only : { kind: 'and', children };
}

function parseEntry(key: string, value: unknown, at: ConditionCursor): ConditionTree {
  switch (key) {
    case '$and':
      return { kind: 'and', children: parseQueries(value, at) };
    case '$or':
      return { kind: 'or', children: parseQueries(value, at) };
    case '$nor':
      return { kind: 'nor', children: parseQueries(value, at) };
    case '$not':
      return { kind: 'not', child: parseQuery(value, at) };
    default:
      if (key.startsWith('$')) throw at.error('CONDITION_UNKNOWN_OPERATOR', { operator: key });
      return { kind: 'field', segments: parsePath(key, at), predicate: parseField(value, at) };
  }
}

function parseQueries(queries: unknown, at: ConditionCursor): readonly ConditionTree[] {
  if (!Array.isArray(queries) || queries.length === 0)
    throw at.error('CONDITION_BAD_OPERAND', { expected: 'conditions' });
  return Array.from(queries, (query: unknown, index) => parseQuery(query, at.enter(index)));
}

function parsePath(path: string, at: ConditionCursor): readonly string[] {
  const segments = path.split('.');
  const tooLong =
    path.length > CONDITION_LIMITS.pathLength || segments.length > CONDITION_LIMITS.pathSegments;
  if (tooLong || segments.includes('')) throw at.error('CONDITION_BAD_PATH');
  return segments;
}

function parseField(value: unknown, at: ConditionCursor): Predicate {
  const isOperators = isPlainObject(value) && Object.keys(value).some((key) => key.startsWith('$'));
  return isOperators ? parseOperators(value, at) : parseOperand('$eq', value, at);
}

/** An object of operators on one value; all of them have to hold. */
function parseOperators(operators: unknown, at: ConditionCursor): Predicate {
  if (!isPlainObject(operators)) throw at.error('CONDITION_BAD_OPERAND', { expected: 'operators' });
  const keys = Object.keys(operators);
  if (keys.length === 0) throw at.error('CONDITION_BAD_OPERAND', { expected: 'operators' });
  if (Object.hasOwn(operators, '$options') && !Object.hasOwn(operators, '$regex')) {
    throw at.enter('$options').error('CONDITION_BAD_OPERAND', { expected: '$regex' });
  }
  const predicates = keys
    .filter((key) => key !== '$options')
    .map((key) => parseOperator(key, operators, at.enter(key)));
  const [only] = predicates;
  return predicates.length === 1 && only !== undefined ? only : { op: 'all', predicates };
}

function parseOperator(
  key: string,
  operators: Readonly<Record<string, unknown>>,
  at: ConditionCursor,
): Predicate {
  const operand = operators[key];
  switch (key) {
    case '$not':
      return { op: 'not', predicate: parseOperators(operand, at) };
    case '$elemMatch':
      return parseElementMatch(operand, at);
    case '$all':
      return parseAll(operand, at);
    default:
      return parseOperand(
        key,
        operand,
        at,
        Object.hasOwn(operators, '$options') ? operators.$options : undefined,
      );
  }
}

/** `{$gt: 1}` speaks of elements as values, anything else of elements as objects with attributes of their own. */
function parseElementMatch(operand: unknown, at: ConditionCursor): Predicate {
  if (!isPlainObject(operand)) throw at.error('CONDITION_BAD_OPERAND', { expected: 'object' });
  const [first] = Object.keys(operand);
  const aboutValues =
    first !== undefined && first.startsWith('$') && !['$and', '$or', '$nor'].includes(first);
  return aboutValues
    ? { op: 'element-value', predicate: parseOperators(operand, at) }
    : { op: 'element-object', query: parseQuery(operand, at) };
}

function parseAll(operand: unknown, at: ConditionCursor): Predicate {
  if (!Array.isArray(operand)) throw at.error('CONDITION_BAD_OPERAND', { expected: 'array' });
  if (operand.length === 0) return { op: 'never' };
  const predicates = Array.from(operand, (entry: unknown, index) => {
    const place = at.enter(index);
    const isElementMatch = isPlainObject(entry) && Object.keys(entry).join() === '$elemMatch';
    return isElementMatch ? parseOperators(entry, place) : parseOperand('$eq', entry, place);
  });
  return { op: 'all', predicates };
}
