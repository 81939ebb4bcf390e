import { policiesForRole } from '../content';
import type { ContentField, FieldPolicy } from '../content';
import { err, ok, shanghaiDate, windowOfDates } from '../kernel';
import type { Result } from '../kernel';
import type { ContentErrorCode } from '../content';
import type { ExceptionErrorCode } from './exception-errors';
import { MAX_EXCEPTION_DAYS } from './exception-schema';
import type { ExceptionState } from './exception-schema';
import { isLooser } from './policy-order';

const DAY_MS = 86_400_000;

export type ExceptionCommand = 'GRANT' | 'REFUSE' | 'WITHDRAW' | 'REVOKE';
const NEXT: Readonly<Record<ExceptionCommand, ExceptionState>> = {
  GRANT: 'GRANTED',
  REFUSE: 'REFUSED',
  WITHDRAW: 'WITHDRAWN',
  REVOKE: 'REVOKED',
};

/**
 * What is asked for is decided once, or taken back before that; what was granted may be ended before its
 * time: EXCEPTION_WRONG_STATE with the state it found.
 */
export function nextExceptionState(
  state: ExceptionState,
  command: ExceptionCommand,
): Result<ExceptionState, ExceptionErrorCode> {
  const from = command === 'REVOKE' ? 'GRANTED' : 'ASKED';
  return state === from ? ok(NEXT[command]) : err('EXCEPTION_WRONG_STATE', { state, command });
}

/** Who decides is never who asked, whatever duties that person has. */
export function checkDecider(
  { askedBy }: { readonly askedBy: string },
  deciderId: string,
): Result<true, ExceptionErrorCode> {
  return askedBy === deciderId ? err('EXCEPTION_BY_ASKER') : ok(true);
}

/** Whether a policy may be asked for on a field: FIELD_POLICY_UNFIT, EXCEPTION_NOT_LOOSER, else the policy. */
export function checkAsked(
  field: ContentField,
  asked: FieldPolicy,
): Result<FieldPolicy, ExceptionErrorCode | ContentErrorCode> {
  if (!policiesForRole(field.role).includes(asked.kind)) return err('FIELD_POLICY_UNFIT', {}, ['policy']);
  return isLooser(field, asked) ? ok(asked) : err('EXCEPTION_NOT_LOOSER', {}, ['policy']);
}

/** The end of the last day, which is neither over nor too far away: EXCEPTION_EXPIRY_INVALID with the bounds. */
export function expiryOf(lastDay: string, now: Date): Result<Date, ExceptionErrorCode> {
  const today = shanghaiDate(now);
  const latest = shanghaiDate(new Date(now.getTime() + MAX_EXCEPTION_DAYS * DAY_MS));
  return lastDay < today || lastDay > latest
    ? err('EXCEPTION_EXPIRY_INVALID', { from: today, to: latest }, ['lastDay'])
    : ok(new Date(windowOfDates(lastDay, lastDay).endsAt));
}
