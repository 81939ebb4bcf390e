import { describe, expect, it } from 'vitest';
import { staffIdSchema } from './person-schema';

describe('staff ids', () => {
  it('are kept in upper case', () => {
    expect(staffIdSchema.parse(' nj-ops-01 ')).toBe('NJ-OPS-01');
  });
  it.each(['', 'a', '-A1', 'A1-', 'A B1', '南京01', 'A'.repeat(31)])('refuse %j', (text) => {
    expect(staffIdSchema.safeParse(text).success).toBe(false);
  });
});
