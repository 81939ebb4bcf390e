import { z } from 'zod';
import { err, ok, type Result } from '../kernel';
import type { TenantErrorCode } from './tenant-errors';

/** Lengths of a password in characters. The upper bound keeps hashing cheap to refuse. */
export const PASSWORD_LENGTH = { min: 10, max: 128 } as const;

/** Complexity that classified protection asks for: ten characters of at least three of four classes. */
export function checkPassword(password: string): Result<string, TenantErrorCode> {
  const classes = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter((part) => part.test(password)).length;
  const fits = password.length >= PASSWORD_LENGTH.min && password.length <= PASSWORD_LENGTH.max;
  return fits && classes >= 3 ? ok(password) : err('PASSWORD_TOO_WEAK', { ...PASSWORD_LENGTH });
}

/**
 * Whether somebody may take a password in place of the present one: strong enough, without the own
 * staff id in it (in any case), and another one.
 * @returns the password, or the first rule that it breaks, with the path of its field
 */
export function checkNewPassword(
  { currentPassword, newPassword }: ChangePasswordInput,
  staffId: string,
): Result<string, TenantErrorCode> {
  const path = ['newPassword'];
  const strong = checkPassword(newPassword);
  if (!strong.ok) return { ...strong, path };
  if (newPassword.toUpperCase().includes(staffId.toUpperCase()))
    return err('PASSWORD_HOLDS_STAFF_ID', { staffId }, path);
  if (newPassword === currentPassword) return err('PASSWORD_UNCHANGED', {}, path);
  return ok(newPassword);
}

const typedPasswordSchema = z.string().min(1).max(PASSWORD_LENGTH.max);

/** The own password, proved by the present one. */
export const changePasswordInputSchema = z.object({
  currentPassword: typedPasswordSchema,
  newPassword: typedPasswordSchema,
});
export type ChangePasswordInput = z.infer<typeof changePasswordInputSchema>;
