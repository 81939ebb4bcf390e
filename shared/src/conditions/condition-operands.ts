import { RE2JS } from 're2js';
import { CONDITION_LIMITS } from './condition-cursor';
import type { ConditionCursor } from './condition-cursor';
import { isPlainObject } from './condition-tree';
import type { Literal, Predicate, Scalar } from './condition-tree';

const regexFlags: Readonly<Record<string, number>> = {
  i: RE2JS.CASE_INSENSITIVE,
  m: RE2JS.MULTILINE,
  s: RE2JS.DOTALL,
};

/** One operator that holds no further condition, with its operand checked and copied. */
export function parseOperand(
  operator: string,
  operand: unknown,
  at: ConditionCursor,
  options?: unknown,
): Predicate {
  switch (operator) {
    case '$eq':
      return { op: 'equals', literal: parseLiteral(operand, at) };
    case '$ne':
      return { op: 'not', predicate: { op: 'equals', literal: parseLiteral(operand, at) } };
    case '$in':
      return { op: 'in', literals: parseLiterals(operand, at) };
    case '$nin':
      return { op: 'not', predicate: { op: 'in', literals: parseLiterals(operand, at) } };
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      return { op: 'compare', order: operator, operand: parseScalar(operand, at) };
    case '$exists':
      if (typeof operand !== 'boolean') throw at.error('CONDITION_BAD_OPERAND', { expected: 'boolean' });
      return { op: 'exists', expected: operand };
    case '$size':
      if (typeof operand !== 'number' || !Number.isSafeInteger(operand) || operand < 0) {
        throw at.error('CONDITION_BAD_OPERAND', { expected: 'count' });
      }
      return { op: 'size', length: operand };
    case '$regex':
      return parseRegex(operand, options, at);
    default:
      if (operator.startsWith('$')) throw at.error('CONDITION_UNKNOWN_OPERATOR', { operator });
      throw at.error('CONDITION_BAD_OPERAND', { expected: 'operators' });
  }
}

function parseLiterals(operand: unknown, at: ConditionCursor): readonly Literal[] {
  if (!Array.isArray(operand)) throw at.error('CONDITION_BAD_OPERAND', { expected: 'array' });
  return Array.from(operand, (entry: unknown, index) => parseLiteral(entry, at.enter(index)));
}

function parseLiteral(value: unknown, at: ConditionCursor): Literal {
  if (Array.isArray(value)) return parseLiterals(value, at);
  if (!isPlainObject(value)) return parseScalar(value, at);
  const entries = Object.keys(value).map((key) => {
    const place = at.enter(key);
    // An operator inside a literal would be compared as text, which nobody who writes one means.
    if (key.startsWith('$')) throw place.error('CONDITION_BAD_OPERAND', { expected: 'literal' });
    return [key, parseLiteral(value[key], place)] as const;
  });
  return { entries };
}

function parseScalar(value: unknown, at: ConditionCursor): Scalar {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw at.error('CONDITION_BAD_OPERAND', { expected: 'scalar' });
}

function parseRegex(pattern: unknown, options: unknown, at: ConditionCursor): Predicate {
  if (typeof pattern !== 'string') throw at.error('CONDITION_BAD_OPERAND', { expected: 'string' });
  const flags = parseOptions(options, at);
  if (pattern.length > CONDITION_LIMITS.patternLength) {
    throw at.error('CONDITION_BAD_REGEX', { limit: CONDITION_LIMITS.patternLength });
  }
  if (programSize(pattern, flags, at) > CONDITION_LIMITS.patternProgram) {
    throw at.error('CONDITION_BAD_REGEX', { limit: CONDITION_LIMITS.patternProgram });
  }
  return { op: 'regex', pattern, flags };
}

function parseOptions(options: unknown, at: ConditionCursor): number {
  if (options === undefined) return 0;
  if (typeof options !== 'string' || !/^[ims]*$/.test(options)) {
    throw at.error('CONDITION_BAD_OPERAND', { expected: 'options' });
  }
  return [...options].reduce((flags, letter) => flags | (regexFlags[letter] ?? 0), 0);
}

function programSize(pattern: string, flags: number, at: ConditionCursor): number {
  try {
    return RE2JS.compile(pattern, flags).programSize();
  } catch {
    throw at.error('CONDITION_BAD_REGEX');
  }
}
