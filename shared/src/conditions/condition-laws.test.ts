import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileCondition, validateCondition } from './index';

type Doc = Record<string, unknown>;
type Truth = boolean | undefined;

const not = (truth: Truth): Truth => (truth === undefined ? undefined : !truth);
const and = (truths: Truth[]): Truth =>
  truths.includes(false) ? false : truths.includes(undefined) ? undefined : true;
const or = (truths: Truth[]): Truth => not(and(truths.map(not)));
const isDoc = (value: unknown): value is Doc =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isOperators = (value: unknown): value is Doc =>
  isDoc(value) && Object.keys(value).some((key) => key.startsWith('$'));
const same = (a: unknown, b: unknown): boolean => {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((v, i) => same(v, b[i]));
  if (isDoc(a) && isDoc(b)) {
    return (
      Object.keys(a).length === Object.keys(b).length &&
      Object.keys(a).every((k) => Object.hasOwn(b, k) && same(a[k], b[k]))
    );
  }
  return a === b;
};

/** All values a path leads to; MISSING stands for a place where it leads nowhere. */
const MISSING = Symbol('missing');
function follow(value: unknown, segments: string[]): unknown[] {
  const [head, ...rest] = segments;
  if (head === undefined) return [value];
  if (isDoc(value)) return Object.hasOwn(value, head) ? follow(value[head], rest) : [MISSING];
  if (!Array.isArray(value)) return [MISSING];
  const owns = (each: unknown): each is Doc => isDoc(each) && Object.hasOwn(each, head);
  const isPlace = /^\d+$/.test(head);
  const found = [
    ...(isPlace && Number(head) < value.length ? [follow(value[Number(head)], rest)] : []),
    ...value.filter(owns).map((each) => follow(each[head], rest)),
    ...(isPlace || value.every(owns) ? [] : [[MISSING]]),
  ];
  return found.length === 0 ? [MISSING] : found.flat();
}

/** Interprets operator by operator, as the table in the README reads; slow and plain. */
function judge(
  operator: string,
  operand: unknown,
  values: unknown[],
  operators: Doc,
  expand: boolean,
): Truth {
  const any = (test: (value: unknown) => Truth, withWhole: boolean, withElements: boolean): Truth =>
    or(
      values.map((value) => {
        if (value === MISSING) return undefined;
        if (!Array.isArray(value) || !expand || !withElements) return test(value);
        return or([...(withWhole ? [test(value)] : []), ...value.map(test)]);
      }),
    );
  const compare = (holds: (order: number) => boolean) =>
    any(
      (v) =>
        typeof v !== typeof operand || isDoc(v) || v === null
          ? undefined
          : holds(v! < operand! ? -1 : v! > operand! ? 1 : 0),
      false,
      true,
    );
  switch (operator) {
    case '$eq':
      return any((v) => same(v, operand), true, true);
    case '$ne':
      return not(judge('$eq', operand, values, operators, expand));
    case '$in':
      return any((v) => (operand as unknown[]).some((each) => same(v, each)), true, true);
    case '$nin':
      return not(judge('$in', operand, values, operators, expand));
    case '$gt':
      return compare((order) => order > 0);
    case '$gte':
      return compare((order) => order >= 0);
    case '$lt':
      return compare((order) => order < 0);
    case '$lte':
      return compare((order) => order <= 0);
    case '$exists':
      return values.some((v) => v !== MISSING) === operand;
    case '$regex':
      return any(
        (v) =>
          typeof v === 'string'
            ? new RegExp(String(operand), operators.$options === 'i' ? 'i' : '').test(v)
            : undefined,
        false,
        true,
      );
    case '$size':
      return any((v) => (Array.isArray(v) ? v.length === operand : undefined), true, false);
    case '$all': {
      const parts = (operand as unknown[]).map((each) => judge('$eq', each, values, operators, expand));
      return parts.length === 0 ? any(() => false, true, false) : and(parts);
    }
    case '$not':
      return not(judgeAll(operand as Doc, values, expand));
    case '$elemMatch': {
      const query = operand as Doc;
      const one = (each: unknown): Truth =>
        isOperators(query)
          ? judgeAll(query, [each], false)
          : isDoc(each)
            ? interpret(query, each)
            : undefined;
      return any((v) => (Array.isArray(v) ? or(v.map(one)) : undefined), true, false);
    }
    default:
      throw new Error(operator);
  }
}

function judgeAll(operators: Doc, values: unknown[], expand: boolean): Truth {
  const keys = Object.keys(operators).filter((key) => key !== '$options');
  return and(keys.map((key) => judge(key, operators[key], values, operators, expand)));
}

function interpret(condition: Doc, attributes: Doc): Truth {
  return and(
    Object.entries(condition).map(([key, value]): Truth => {
      const parts = () => (value as Doc[]).map((each) => interpret(each, attributes));
      if (key === '$and') return and(parts());
      if (key === '$or') return or(parts());
      if (key === '$nor') return not(or(parts()));
      if (key === '$not') return not(interpret(value as Doc, attributes));
      const values = follow(attributes, key.split('.'));
      return judgeAll(isOperators(value) ? value : { $eq: value }, values, true);
    }),
  );
}

const name = fc.constantFrom('a', 'b', 'c', '0', '1');
const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((names) => names.join('.'));
const scalar = fc.oneof(
  fc.constantFrom(null, true, false, 0, 1, 2, -1.5),
  fc.constantFrom('', 'x', 'xy', 'Y', '1', '2026-11-22', '宽带', '😀'),
);
const { value: json } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    scalar,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(name, tie('value'), { maxKeys: 3 }),
  ),
}));
const attributes = fc.dictionary(name, json, { maxKeys: 4 });
const comparable = fc.constantFrom(0, 1, 2, 'x', 'xy', '2026-11-22', true, false);
const { condition } = fc.letrec<{ operators: Doc; fields: Doc; condition: Doc }>((tie) => ({
  operators: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    fc.record({ $eq: json }),
    fc.record({ $ne: json }),
    fc.record({ $in: fc.array(json, { maxLength: 3 }) }),
    fc.record({ $nin: fc.array(json, { maxLength: 3 }) }),
    fc.record({ $gt: comparable, $lte: comparable }, { requiredKeys: ['$gt'] }),
    fc.record({ $gte: comparable, $lt: comparable }, { requiredKeys: ['$lt'] }),
    fc.record({ $exists: fc.boolean() }),
    fc.record({ $size: fc.nat(3) }),
    fc.record({ $all: fc.array(json, { maxLength: 2 }) }),
    fc.record(
      { $regex: fc.constantFrom('^x', 'y$', '[0-9]+', '.'), $options: fc.constantFrom('', 'i') },
      { requiredKeys: ['$regex'] },
    ),
    fc.record({ $not: tie('operators') }),
    fc.record({ $elemMatch: fc.oneof(tie('operators'), tie('fields')) }),
  ),
  fields: fc.dictionary(path, fc.oneof(json, tie('operators')), { maxKeys: 3 }),
  condition: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    tie('fields'),
    fc.record({ $and: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ $or: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ $nor: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ $not: tie('condition') }),
  ),
}));
const evaluate = (query: Doc, doc: Doc): Truth => compileCondition(query)(doc);

describe('laws of conditions', () => {
  it('compiled closures agree with a plain interpreter', () => {
    fc.assert(
      fc.property(condition, attributes, (query, doc) => {
        expect(evaluate(query, doc)).toBe(interpret(query, doc));
      }),
      { numRuns: 1_000 },
    );
  });

  it('De Morgan holds with three values, and a double negation changes nothing', () => {
    fc.assert(
      fc.property(condition, condition, attributes, (p, q, doc) => {
        expect(evaluate({ $nor: [p, q] }, doc)).toBe(evaluate({ $and: [{ $not: p }, { $not: q }] }, doc));
        expect(evaluate({ $not: { $and: [p, q] } }, doc)).toBe(
          evaluate({ $or: [{ $not: p }, { $not: q }] }, doc),
        );
        expect(evaluate({ $not: { $not: p } }, doc)).toBe(evaluate(p, doc));
      }),
      { numRuns: 300 },
    );
  });

  it('no negation makes an unknown true', () => {
    fc.assert(
      fc.property(condition, attributes, (query, doc) => {
        const truth = evaluate(query, doc);
        expect(evaluate({ $nor: [query] }, doc)).toBe(truth === undefined ? undefined : !truth);
      }),
      { numRuns: 300 },
    );
  });

  it('learning more never turns true into false, unless existence is asked for', () => {
    fc.assert(
      fc.property(
        condition.filter((query) => !JSON.stringify(query).includes('$exists')),
        attributes,
        json,
        (query, doc, value) => {
          const before = evaluate(query, doc);
          if (before !== undefined)
            expect(
              evaluate(query, { z: value, ...doc, ...(Object.hasOwn(doc, 'c') ? {} : { c: value }) }),
            ).toBe(before);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('whatever is valid never throws, and whatever is not has a code', () => {
    const anything = fc.oneof(condition, fc.object({ maxDepth: 4 }), fc.anything());
    fc.assert(
      fc.property(anything, fc.object({ withNullPrototype: true, maxDepth: 3 }), (query, doc) => {
        const result = validateCondition(query);
        if (!result.ok) return result.code.startsWith('CONDITION_');
        return [true, false, undefined].includes(compileCondition(query)(doc));
      }),
      { numRuns: 500 },
    );
  });

  it('patterns of any shape end, on long subjects too', () => {
    const piece = fc.constantFrom('a', '.', '[ab]', '(a|b)', '(a+)', '(a*)', '(a|aa)', '\\w');
    const pattern = fc
      .array(fc.tuple(piece, fc.constantFrom('', '*', '+', '?', '{1,5}')), { minLength: 1, maxLength: 8 })
      .map((parts) => `^(${parts.map(([atom, times]) => atom + times).join('')})+$`);
    fc.assert(
      fc.property(pattern, fc.integer({ min: 100, max: 2_000 }), ($regex, length) => {
        const truth = evaluate({ a: { $regex } }, { a: `${'a'.repeat(length)}!` });
        return truth === false || /[.]/.test($regex);
      }),
      { numRuns: 50 },
    );
  });
});
