import type { Truth, ValueTest } from './condition-values';

/** Which values of an array at the end of a path a test looks at. */
export type Reach =
  /** The array itself: `$size`, `$elemMatch`. */
  | 'value'
  /** The array itself, then its elements: equality. */
  | 'value-and-elements'
  /** Its elements alone: order and patterns, which no array can have. */
  | 'elements';

/** An object with attributes: those of a customer, or an element inside `$elemMatch`. */
export type AttributeOwner = Readonly<Record<string, unknown>>;

export function isAttributeOwner(value: unknown): value is AttributeOwner {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The own property, or undefined where it is missing. Nothing inherited is ever seen. */
export function ownValue(owner: AttributeOwner, key: string): unknown {
  return Object.hasOwn(owner, key) ? owner[key] : undefined;
}

/** Applies a test to a value that may be missing (unknown) or an array (any element may satisfy it). */
export function testValue(value: unknown, test: ValueTest, reach: Reach): Truth {
  if (value === undefined) return undefined;
  if (reach === 'value' || !Array.isArray(value)) return test(value);
  if (reach === 'value-and-elements' && test(value) === true) return true;
  return anyOf(value, test);
}

/** Kleene's OR over elements: true as soon as one is true, unknown when none is and one is unknown. */
export function anyOf(values: readonly unknown[], test: ValueTest): Truth {
  let result: Truth = false;
  for (const value of values) {
    const truth = test(value);
    if (truth === true) return true;
    if (truth === undefined) result = undefined;
  }
  return result;
}

/**
 * Walks `segments` from `index` on. An array on the way is entered by a numeric segment or through any of its elements;
 * an element in which the path leads nowhere counts as missing.
 */
export function testPath(
  value: unknown,
  segments: readonly string[],
  index: number,
  test: ValueTest,
  reach: Reach,
): Truth {
  const segment = segments[index];
  if (segment === undefined) return testValue(value, test, reach);
  if (isAttributeOwner(value)) return testPath(ownValue(value, segment), segments, index + 1, test, reach);
  if (!Array.isArray(value)) return undefined;
  const entered = enterArray(value, segment);
  if (entered.length === 0) return undefined;
  return anyOf(entered, (next) =>
    next === undefined ? undefined : testPath(next, segments, index + 1, test, reach),
  );
}

/** True when the path leads to a value, `null` included, in any element of the arrays on the way. */
export function pathExists(value: unknown, segments: readonly string[], index: number): boolean {
  const segment = segments[index];
  if (segment === undefined || value === undefined) return value !== undefined;
  if (isAttributeOwner(value)) return pathExists(ownValue(value, segment), segments, index + 1);
  return (
    Array.isArray(value) && enterArray(value, segment).some((next) => pathExists(next, segments, index + 1))
  );
}

/** What a segment finds in an array; elements without it are undefined. */
function enterArray(values: readonly unknown[], segment: string): readonly unknown[] {
  const nested = values.map((element) =>
    isAttributeOwner(element) ? ownValue(element, segment) : undefined,
  );
  if (!/^(?:0|[1-9]\d{0,8})$/.test(segment)) return nested;
  const element = values[Number(segment)];
  return [element, ...nested].filter((found) => found !== undefined);
}
