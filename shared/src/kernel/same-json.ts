/**
 * Whether two values are the same JSON: arrays by order, objects by their keys in any order. What JSON
 * leaves out (a key without a value) counts as not there, and a missing value as null. The same as
 * comparing their canonical forms, without writing them.
 */
export function sameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (a === undefined || a === null || b === undefined || b === null) return (a ?? null) === (b ?? null);
  if (typeof a !== 'object' || typeof b !== 'object') return false;
  if (Array.isArray(a) || Array.isArray(b))
    return (
      Array.isArray(a) &&
      Array.isArray(b) &&
      a.length === b.length &&
      a.every((item, index) => sameJson(item, b[index]))
    );
  const [ofA, ofB] = [entriesOf(a), entriesOf(b)];
  return ofA.length === ofB.length && ofA.every(([key, value]) => hasSame(b, key, value));
}

const entriesOf = (value: object): [string, unknown][] =>
  Object.entries(value).filter(([, each]) => each !== undefined);

function hasSame(value: object, key: string, wanted: unknown): boolean {
  if (!Object.hasOwn(value, key)) return false;
  const found: unknown = Reflect.get(value, key);
  return found !== undefined && sameJson(wanted, found);
}
