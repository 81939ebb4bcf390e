import { describe, expect, it } from 'vitest';
import { checkNewPassword, checkPassword } from './password-rules';

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

describe('a new password', () => {
  const change = (newPassword: string) =>
    checkNewPassword({ currentPassword: 'Former-one-154', newPassword }, 'NJ-OPS-01');

  it('is strong, another one, and without the staff id', () => {
    expect(change('Quite-another-154')).toEqual({ ok: true, value: 'Quite-another-154' });
    expect(change('weak')).toMatchObject({ code: 'PASSWORD_TOO_WEAK', path: ['newPassword'] });
    expect(change('Former-one-154')).toMatchObject({ code: 'PASSWORD_UNCHANGED', path: ['newPassword'] });
    expect(change('My-nj-ops-01-word')).toMatchObject({
      code: 'PASSWORD_HOLDS_STAFF_ID',
      params: { staffId: 'NJ-OPS-01' },
      path: ['newPassword'],
    });
  });
});
