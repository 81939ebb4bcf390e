import { describe, expect, it } from 'vitest';
import { checkPassword, staffIdSchema } from './person-schema';

describe('staff ids', () => {
  it('are kept in upper case', () => {
    expect(staffIdSchema.parse(' nj-ops-01 ')).toBe('NJ-OPS-01');
  });
  it.each(['', 'a', '-A1', 'A1-', 'A B1', '南京01', 'A'.repeat(31)])('refuse %j', (text) => {
    expect(staffIdSchema.safeParse(text).success).toBe(false);
  });
});

describe('passwords', () => {
  it.each(['Xietong-demo-154', 'abcdefgh1!', 'ABCDEFGH1x'])('accept %s', (password) => {
    expect(checkPassword(password).ok).toBe(true);
  });
  it.each(['Short1!aa', 'alllowercaseletters', 'letters12345', `Aa1${'x'.repeat(126)}`])(
    'refuse %s',
    (password) => {
      expect(checkPassword(password)).toMatchObject({ ok: false, code: 'PASSWORD_TOO_WEAK' });
    },
  );
});
