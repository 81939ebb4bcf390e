import { isPlainObject } from './condition-tree';
import type { Literal, LiteralObject, Order, Scalar } from './condition-tree';

/** Kleene's third value: `undefined` is *unknown*, which is never true and whose negation is unknown again. */
export type Truth = boolean | undefined;

/** A test of one value that is present. */
export type ValueTest = (value: unknown) => Truth;

/** Total: any value either equals the literal or does not. Arrays by order, objects by own keys in any order. */
export function equalTo(literal: Literal): (value: unknown) => boolean {
  if (literal === null || typeof literal !== 'object') return (value) => value === literal;
  return isArrayLiteral(literal) ? equalToArray(literal) : equalToObject(literal.entries);
}

function isArrayLiteral(literal: readonly Literal[] | LiteralObject): literal is readonly Literal[] {
  return Array.isArray(literal);
}

function equalToArray(literals: readonly Literal[]): (value: unknown) => boolean {
  const tests = literals.map(equalTo);
  return (value) =>
    Array.isArray(value) && value.length === tests.length && tests.every((test, index) => test(value[index]));
}

function equalToObject(entries: readonly (readonly [string, Literal])[]): (value: unknown) => boolean {
  const tests = entries.map(([key, literal]) => [key, equalTo(literal)] as const);
  return (value) =>
    isPlainObject(value) &&
    Object.keys(value).length === tests.length &&
    tests.every(([key, test]) => Object.hasOwn(value, key) && test(value[key]));
}

/** Total: scalars are found by hash, arrays and objects one by one. */
export function oneOf(literals: readonly Literal[]): (value: unknown) => boolean {
  const scalars = new Set<unknown>(
    literals.filter((literal) => literal === null || typeof literal !== 'object'),
  );
  const composites = literals
    .filter((literal) => literal !== null && typeof literal === 'object')
    .map(equalTo);
  if (composites.length === 0) return (value) => scalars.has(value);
  return (value) => scalars.has(value) || composites.some((test) => test(value));
}

/** Orders values of the operand's own type; any other type, `null` and NaN among them, gives unknown. */
export function compareWith(order: Order, operand: Scalar): ValueTest {
  if (operand === null) {
    const holds = order === '$gte' || order === '$lte';
    return (value) => (value === null ? holds : undefined);
  }
  if (typeof operand === 'string') return compareWithText(order, operand);
  return typeof operand === 'number' ? compareWithNumber(order, operand) : compareWithBoolean(order, operand);
}

function compareWithNumber(order: Order, operand: number): ValueTest {
  const isNumber = (value: unknown): value is number => typeof value === 'number' && !Number.isNaN(value);
  switch (order) {
    case '$gt':
      return (value) => (isNumber(value) ? value > operand : undefined);
    case '$gte':
      return (value) => (isNumber(value) ? value >= operand : undefined);
    case '$lt':
      return (value) => (isNumber(value) ? value < operand : undefined);
    case '$lte':
      return (value) => (isNumber(value) ? value <= operand : undefined);
  }
}

function compareWithBoolean(order: Order, operand: boolean): ValueTest {
  const test = compareWithNumber(order, Number(operand));
  return (value) => (typeof value === 'boolean' ? test(Number(value)) : undefined);
}

function compareWithText(order: Order, operand: string): ValueTest {
  // JavaScript orders by UTF-16 unit, which differs from the order by code point only from the surrogates upward.
  const isPlain = !/[\uD800-\uFFFF]/.test(operand);
  const sign = isPlain
    ? (value: string) => (value < operand ? -1 : Number(value > operand))
    : (value: string) => compareCodePoints(value, operand);
  const test = compareWithNumber(order, 0);
  return (value) => (typeof value === 'string' ? test(sign(value)) : undefined);
}

function compareCodePoints(left: string, right: string): number {
  const shared = Math.min(left.length, right.length);
  for (let index = 0; index < shared; index += 1) {
    const [a, b] = [left.charCodeAt(index), right.charCodeAt(index)];
    if (a !== b) return liftSurrogate(a) - liftSurrogate(b);
  }
  return left.length - right.length;
}

/** Surrogates stand for code points above U+FFFF, so they sort after every other unit. */
function liftSurrogate(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}
