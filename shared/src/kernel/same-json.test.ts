import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { canonicalJson } from './canonical';
import { sameJson } from './same-json';

/** Few keys and values, so that two of them are often the same. */
const { json } = fc.letrec((tie) => ({
  json: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<unknown>(null, 0, 1, '', 'a', true, false),
    fc.array(tie('json'), { maxLength: 2 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('json'), { maxKeys: 3 }),
  ),
}));

it('is the sameness of canonical forms', () => {
  fc.assert(
    fc.property(json, json, (a, b) => {
      expect(sameJson(a, b)).toBe(canonicalJson(a) === canonicalJson(b));
      expect(sameJson(a, structuredClone(a))).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});

it('takes what JSON leaves out for not there', () => {
  expect(sameJson({ a: 1, b: undefined }, { a: 1 })).toBe(true);
  expect(sameJson({ a: undefined }, { b: undefined })).toBe(true);
  expect(sameJson({ a: undefined }, { a: null })).toBe(false);
  expect(sameJson(undefined, null)).toBe(true);
  expect(sameJson(undefined, 0)).toBe(false);
  expect(sameJson([1], { 0: 1, length: 1 })).toBe(false);
});
