import { describe, expect, it } from 'vitest';
import { systemIds, uuidV7 } from './ids';

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
