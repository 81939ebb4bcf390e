import { describe, expect, it } from 'vitest';
import { createIds, systemIds, uuidV7 } from './ids';

describe('uuidV7', () => {
  it('sorts by time', () => {
    expect(uuidV7(1_000) < uuidV7(1_001)).toBe(true);
  });

  it('carries version and variant whatever the random part is', () => {
    const shape = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
    expect(uuidV7(Date.UTC(2025, 0, 1), Buffer.alloc(10, 0xff))).toMatch(shape);
    expect(systemIds.next()).toMatch(shape);
  });
});

describe('identifiers', () => {
  it('rise as they are made, within a millisecond and over a clock that is set back, and none is made twice', () => {
    let at = Date.UTC(2026, 10, 30);
    const ids = createIds(() => at);
    const made = Array.from({ length: 30_000 }, (_, n) => {
      if (n === 10_000) at += 1;
      if (n === 20_000) at -= 3_600_000;
      return ids.next();
    });
    expect(made.toSorted()).toEqual(made);
    expect(new Set(made).size).toBe(made.length);
  });

  it('begin at a place that nobody can tell, also where all of the random part is set', () => {
    const ids = createIds(
      () => 1_000,
      (size) => Buffer.alloc(size, 0xff),
    );
    expect(ids.next()).toMatch(/^00000000-03e8-77ff-bfff-ffffffffffff$/);
    expect(ids.next()).toMatch(/^00000000-03e8-7800-bfff-ffffffffffff$/);
  });
});
