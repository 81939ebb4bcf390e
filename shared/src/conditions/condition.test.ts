import { describe, expect, it } from 'vitest';
import {
  compileCondition,
  CONDITION_ERRORS,
  CONDITION_LIMITS,
  conditionAttributes,
  ConditionError,
  validateCondition,
} from './index';

const evaluate = (condition: unknown, attributes: Record<string, unknown>) =>
  compileCondition(condition)(attributes);
const json = (text: string): Record<string, unknown> => JSON.parse(text) as Record<string, unknown>;

describe('a condition over attributes that are all there judges as MongoDB does', () => {
  it.each<[unknown, Record<string, unknown>, boolean]>([
    [{}, { a: 1 }, true],
    [{ a: 1, b: 'x' }, { a: 1, b: 'x' }, true],
    [{ a: 1, b: 'x' }, { a: 1, b: 'y' }, false],
    [{ a: { $eq: null } }, { a: null }, true],
    [{ a: null }, { a: 0 }, false],
    [{ a: 5 }, { a: '5' }, false],
    [{ a: { $ne: 5 } }, { a: null }, true],
    [{ a: { $ne: 5 } }, { a: [4, 5] }, false],
    [{ a: [1, 2] }, { a: [1, 2] }, true],
    [{ a: [1, 2] }, { a: [2, 1] }, false],
    [{ a: [1, 2] }, { a: [[1, 2], 3] }, true],
    [{ a: 2 }, { a: [1, 2, 3] }, true],
    [{ a: { x: 1, y: [2] } }, { a: { y: [2], x: 1 } }, true],
    [{ a: { x: 1 } }, { a: { x: 1, y: 2 } }, false],
    [{ a: { $gt: 5, $lt: 10 } }, { a: 7 }, true],
    [{ a: { $gt: 5, $lt: 10 } }, { a: [1, 20] }, true],
    [{ a: { $gt: 5 } }, { a: [] }, false],
    [{ a: { $gte: 5 } }, { a: 5 }, true],
    [{ a: { $lte: '2026-11-22' } }, { a: '2026-11-21' }, true],
    [{ a: { $lt: '2026-11-22T00:00:00.000Z' } }, { a: '2026-11-22T00:00:00.000Z' }, false],
    [{ a: { $gt: '\uffff' } }, { a: '😀' }, true],
    [{ a: { $lt: '😀' } }, { a: '\uffff' }, true],
    [{ a: { $gt: false } }, { a: true }, true],
    [{ a: { $in: [1, 'x', null] } }, { a: null }, true],
    [{ a: { $in: [1, 2] } }, { a: [3, 2] }, true],
    [{ a: { $in: [[1, 2]] } }, { a: [1, 2] }, true],
    [{ a: { $in: [] } }, { a: 1 }, false],
    [{ a: { $nin: [1, 2] } }, { a: [3, 2] }, false],
    [{ a: { $nin: [1, 2] } }, { a: 3 }, true],
    [{ a: { $exists: true } }, { a: null }, true],
    [{ a: { $exists: false } }, { a: null }, false],
    [{ a: { $size: 2 } }, { a: [1, [2]] }, true],
    [{ a: { $size: 0 } }, { a: [] }, true],
    [{ a: { $all: [1, 2] } }, { a: [3, 2, 1] }, true],
    [{ a: { $all: [1, 4] } }, { a: [3, 2, 1] }, false],
    [{ a: { $all: ['x'] } }, { a: 'x' }, true],
    [{ a: { $all: [] } }, { a: [1] }, false],
    [
      { a: { $all: [{ $elemMatch: { x: 1 } }, { $elemMatch: { x: 2 } }] } },
      { a: [{ x: 2 }, { x: 1 }] },
      true,
    ],
    [{ a: { $elemMatch: { $gt: 5, $lt: 10 } } }, { a: [1, 20] }, false],
    [{ a: { $elemMatch: { $gt: 5, $lt: 10 } } }, { a: [1, 7] }, true],
    [
      { a: { $elemMatch: { x: 1, y: 2 } } },
      {
        a: [
          { x: 1, y: 3 },
          { x: 0, y: 2 },
        ],
      },
      false,
    ],
    [{ a: { $elemMatch: { $or: [{ x: 1 }, { x: 3 }] } } }, { a: [{ x: 3 }] }, true],
    [{ a: { $not: { $gt: 5 } } }, { a: 5 }, true],
    [{ a: { $not: { $gt: 5, $lt: 10 } } }, { a: 7 }, false],
    [{ a: { $regex: '^fib' } }, { a: 'fiber' }, true],
    [{ a: { $regex: '^FIB', $options: 'i' } }, { a: 'fiber' }, true],
    [{ a: { $regex: '^b$', $options: 'm' } }, { a: 'a\nb' }, true],
    [{ a: { $regex: '宽带' } }, { a: ['手机', '千兆宽带'] }, true],
    [{ 'a.b': 1 }, { a: { b: 1 } }, true],
    [{ 'a.b': 2 }, { a: [{ b: 1 }, { b: 2 }] }, true],
    [{ 'a.b': { $ne: 2 } }, { a: [{ b: 1 }, { b: 2 }] }, false],
    [{ 'a.b': { $all: [1, 2] } }, { a: [{ b: 1 }, { b: 2 }] }, true],
    [{ 'a.1': 'y' }, { a: ['x', 'y'] }, true],
    [{ 'a.0.b': 2 }, { a: [{ b: 2 }, { b: 3 }] }, true],
    [{ 'a.0.b': 3 }, { a: [{ b: 2 }, { b: 3 }] }, false],
    [{ 'a.b': { $size: 2 } }, { a: { b: [1, 2] } }, true],
    [{ 'a.b': { $exists: true } }, { a: [{}, { b: 1 }] }, true],
    [{ $and: [{ a: 1 }, { a: { $gt: 0 } }] }, { a: 1 }, true],
    [{ $or: [{ a: 1 }, { a: 2 }] }, { a: 2 }, true],
    [{ $nor: [{ a: 1 }, { a: 2 }] }, { a: 3 }, true],
    [{ $not: { a: 1, b: 2 } }, { a: 1, b: 3 }, true],
  ])('%j on %j is %s', (condition, attributes, expected) => {
    expect(evaluate(condition, attributes)).toBe(expected);
  });
});

describe('what is not known is neither true nor false', () => {
  it.each([
    { a: 1 },
    { a: null },
    { a: { $ne: 1 } },
    { a: { $gt: 1 } },
    { a: { $in: [1, null] } },
    { a: { $nin: [1] } },
    { a: { $regex: 'x' } },
    { a: { $size: 0 } },
    { a: { $all: [1] } },
    { a: { $all: [] } },
    { a: { $elemMatch: { x: 1 } } },
    { a: { $not: { $gt: 1 } } },
    { $nor: [{ a: 1 }] },
    { $not: { a: 1 } },
    { 'a.b': 1 },
    { 'b.c': 1 },
    { 'n.c': 1 },
    { 'list.x': { $ne: 3 } },
    { 'list.9': 1 },
  ])('%j is unknown where the attribute is missing', (condition) => {
    expect(evaluate(condition, { b: 5, n: null, list: [{ x: 1 }, {}] })).toBeUndefined();
  });

  it.each<[unknown, unknown]>([
    [{ a: { $gt: 5 } }, 'x'],
    [{ a: { $gt: 5 } }, null],
    [{ a: { $gt: 5 } }, [1, 'x']],
    [{ a: { $gt: 'x' } }, 5],
    [{ a: { $gt: 5 } }, Number.NaN],
    [{ a: { $not: { $gt: 5 } } }, 'x'],
    [{ a: { $regex: 'x' } }, 5],
    [{ a: { $regex: 'x' } }, null],
    [{ a: { $size: 1 } }, 'x'],
    [{ a: { $elemMatch: { x: 1 } } }, { x: 1 }],
    [{ a: { $elemMatch: { x: 1 } } }, [5]],
  ])('%j is unknown on the wrong type %j', (condition, a) => {
    expect(evaluate(condition, { a })).toBeUndefined();
  });

  it('tells by $exists alone that something is missing', () => {
    expect(evaluate({ a: { $exists: true } }, {})).toBe(false);
    expect(evaluate({ a: { $exists: false } }, {})).toBe(true);
    expect(evaluate({ $not: { a: { $exists: true } } }, {})).toBe(true);
    expect(evaluate({ a: { $exists: false } }, { a: undefined })).toBe(true);
  });

  it('decides where one side suffices', () => {
    expect(evaluate({ a: 1, b: 1 }, { b: 2 })).toBe(false);
    expect(evaluate({ a: 1, b: 1 }, { b: 1 })).toBeUndefined();
    expect(evaluate({ $or: [{ a: 1 }, { b: 1 }] }, { b: 1 })).toBe(true);
    expect(evaluate({ $or: [{ a: 1 }, { b: 1 }] }, { b: 2 })).toBeUndefined();
    expect(evaluate({ $nor: [{ a: 1 }, { b: 1 }] }, { b: 1 })).toBe(false);
    expect(evaluate({ list: { $gt: 5 } }, { list: ['x', 9] })).toBe(true);
  });
});

describe('an invalid condition is refused when it is compiled', () => {
  it.each<[unknown, string, string]>([
    [null, 'CONDITION_NOT_AN_OBJECT', ''],
    [[], 'CONDITION_NOT_AN_OBJECT', ''],
    ['a', 'CONDITION_NOT_AN_OBJECT', ''],
    [{ $or: [1] }, 'CONDITION_NOT_AN_OBJECT', '$or.0'],
    [{ $where: 'x' }, 'CONDITION_UNKNOWN_OPERATOR', '$where'],
    [{ a: { $near: 1 } }, 'CONDITION_UNKNOWN_OPERATOR', 'a.$near'],
    [{ $or: [{ a: { $gt: {} } }] }, 'CONDITION_BAD_OPERAND', '$or.0.a.$gt'],
    [{ $and: [] }, 'CONDITION_BAD_OPERAND', '$and'],
    [{ $or: {} }, 'CONDITION_BAD_OPERAND', '$or'],
    [{ a: { $gt: 1, b: 2 } }, 'CONDITION_BAD_OPERAND', 'a.b'],
    [{ a: { b: { $gt: 2 } } }, 'CONDITION_BAD_OPERAND', 'a.b.$gt'],
    [{ a: { $in: 1 } }, 'CONDITION_BAD_OPERAND', 'a.$in'],
    [{ a: { $in: [{ $gt: 1 }] } }, 'CONDITION_BAD_OPERAND', 'a.$in.0.$gt'],
    [{ a: { $exists: 1 } }, 'CONDITION_BAD_OPERAND', 'a.$exists'],
    [{ a: { $size: -1 } }, 'CONDITION_BAD_OPERAND', 'a.$size'],
    [{ a: { $size: 1.5 } }, 'CONDITION_BAD_OPERAND', 'a.$size'],
    [{ a: { $all: 1 } }, 'CONDITION_BAD_OPERAND', 'a.$all'],
    [{ a: { $elemMatch: 1 } }, 'CONDITION_BAD_OPERAND', 'a.$elemMatch'],
    [{ a: { $not: 1 } }, 'CONDITION_BAD_OPERAND', 'a.$not'],
    [{ a: { $not: {} } }, 'CONDITION_BAD_OPERAND', 'a.$not'],
    [{ a: { $options: 'i' } }, 'CONDITION_BAD_OPERAND', 'a.$options'],
    [{ a: { $regex: 'x', $options: 'g' } }, 'CONDITION_BAD_OPERAND', 'a.$regex'],
    [{ a: { $regex: 1 } }, 'CONDITION_BAD_OPERAND', 'a.$regex'],
    [{ a: undefined }, 'CONDITION_BAD_OPERAND', 'a'],
    [{ a: Number.POSITIVE_INFINITY }, 'CONDITION_BAD_OPERAND', 'a'],
    [{ a: new Date(0) }, 'CONDITION_BAD_OPERAND', 'a'],
    [{ a: /x/ }, 'CONDITION_BAD_OPERAND', 'a'],
    [{ '': 1 }, 'CONDITION_BAD_PATH', ''],
    [{ 'a..b': 1 }, 'CONDITION_BAD_PATH', 'a..b'],
    [{ a: { $regex: '(' } }, 'CONDITION_BAD_REGEX', 'a.$regex'],
    [{ a: { $regex: '(?=x)' } }, 'CONDITION_BAD_REGEX', 'a.$regex'],
    [{ a: { $regex: '(x)\\1' } }, 'CONDITION_BAD_REGEX', 'a.$regex'],
    [{ a: { $regex: '((a?){30}){30}' } }, 'CONDITION_BAD_REGEX', 'a.$regex'],
    [{ a: { $regex: 'x'.repeat(CONDITION_LIMITS.patternLength + 1) } }, 'CONDITION_BAD_REGEX', 'a.$regex'],
    [
      { a: { $in: Array.from({ length: CONDITION_LIMITS.nodes }, (_, n) => n) } },
      'CONDITION_TOO_LARGE',
      'a.$in.9998',
    ],
  ])('%j', (condition, code, path) => {
    const result = validateCondition(condition);
    expect(result).toMatchObject({ ok: false, code, params: { path } });
    expect(() => compileCondition(condition)).toThrow(ConditionError);
    expect(Object.keys(CONDITION_ERRORS)).toContain(code);
  });

  it('bounds nesting, circles included', () => {
    const nested = Array.from({ length: 40 }).reduce<unknown>((inner) => ({ $not: inner }), { a: 1 });
    const circle: Record<string, unknown> = {};
    circle.$and = [circle];
    expect(validateCondition(nested)).toMatchObject({ ok: false, code: 'CONDITION_TOO_DEEP' });
    expect(validateCondition(circle)).toMatchObject({ ok: false, code: 'CONDITION_TOO_DEEP' });
  });

  it('returns a valid one itself', () => {
    expect(validateCondition({ a: 1 })).toEqual({ ok: true, value: { a: 1 } });
  });
});

describe('names that objects inherit', () => {
  it('are attributes like any other', () => {
    for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
      const condition = json(`{"${name}": 1}`);
      expect(evaluate(condition, {})).toBeUndefined();
      expect(evaluate({ [`${name}.name`]: 'Object' }, {})).toBeUndefined();
      expect(evaluate(condition, json(`{"${name}": 1}`))).toBe(true);
      expect(evaluate(condition, json(`{"${name}": 2}`))).toBe(false);
    }
    expect(evaluate({ a: json('{"__proto__": 1}') }, { a: {} })).toBe(false);
    expect(evaluate({ 'a.length': 1 }, { a: [1] })).toBeUndefined();
    expect(evaluate({ a: 1 }, Object.create({ a: 1 }) as Record<string, unknown>)).toBeUndefined();
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});

describe('evaluation', () => {
  it('keeps its own copy of the condition', () => {
    const condition = { a: { $in: [1] } };
    const compiled = compileCondition(condition);
    condition.a.$in.push(2);
    expect(compiled({ a: 2 })).toBe(false);
  });

  it('calls attributes that cannot be read unknown', () => {
    const hostile = {
      get a(): number {
        throw new Error('no');
      },
    };
    expect(evaluate({ a: 1 }, hostile)).toBeUndefined();
    expect(evaluate({ a: 1 }, null as unknown as Record<string, unknown>)).toBeUndefined();
    expect(evaluate({ length: 0 }, [] as unknown as Record<string, unknown>)).toBeUndefined();
  });

  it.each(['(a+)+$', '(a|aa)+$', '(.*a){20}b', '^(([a-z])+.)+[A-Z]([a-z])+$'])(
    '%s ends in time',
    (pattern) => {
      const compiled = compileCondition({ a: { $regex: pattern } });
      const started = performance.now();
      expect(compiled({ a: `${'a'.repeat(20_000)}!` })).toBe(false);
      // A backtracking engine would need longer than the universe has lasted.
      expect(performance.now() - started).toBeLessThan(5_000);
    },
  );
});

describe('the attributes of a condition', () => {
  it('are the first segments of its paths, each once', () => {
    const condition = { b: 1, $or: [{ 'a.x': 1 }, { $not: { b: 2 } }], 'a.y': { $elemMatch: { c: 1 } } };
    expect(conditionAttributes(condition)).toEqual(['b', 'a']);
    expect(() => conditionAttributes({ $x: 1 })).toThrow(ConditionError);
  });
});
