import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildMemberIndex } from './index';

const key = fc.oneof(
  fc.maxSafeNat(),
  fc.nat(20),
  fc.constantFrom(0, 1, Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER - 1, 2 ** 52),
);

describe('a member index', () => {
  it('holds exactly the keys it was given, however they are spread', () => {
    fc.assert(
      fc.property(fc.array(key, { maxLength: 300 }), fc.array(key, { maxLength: 50 }), (members, others) => {
        const index = buildMemberIndex(Float64Array.from(members));
        const truth = new Set(members);
        return (
          index.size === members.length &&
          [...members, ...others].every((each) => index.has(each) === truth.has(each))
        );
      }),
    );
  });

  it('holds nothing else: no fraction, no negative, no NaN', () => {
    const index = buildMemberIndex(Float64Array.of(5, 6, 2 ** 53 - 1));
    for (const other of [5.5, -5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, 4])
      expect(index.has(other)).toBe(false);
    expect(buildMemberIndex(new Float64Array(0)).has(0)).toBe(false);
  });

  it('finds its members in one heap as well as among evenly spread ones', () => {
    const heap = buildMemberIndex(Float64Array.from({ length: 100_000 }, (_, n) => n * 2));
    expect(heap.has(199_998)).toBe(true);
    expect(heap.has(199_997)).toBe(false);
  });

  it.each([-1, 1.5, 2 ** 53, Number.NaN])('refuses %s as a key', (bad) => {
    expect(() => buildMemberIndex(Float64Array.of(1, bad, 2))).toThrow(RangeError);
  });
});
