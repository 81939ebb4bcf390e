import type { ContentField, FieldPolicy } from '../content';
import { sameJson } from '../kernel';
import type { ExceptionState } from './exception-schema';
import { isLooser } from './policy-order';

/** What is known of an exception of one local campaign where guard-rails are checked. */
export interface AskedPolicy {
  readonly fieldId: string;
  readonly state: ExceptionState;
  /** The policy that the standard gave the field when the city asked. */
  readonly policyBefore: FieldPolicy;
  readonly policyAsked: FieldPolicy;
  /** End of the exception, an ISO UTC instant; null until it is granted. */
  readonly expiresAt: string | null;
}

/** Whether an exception was granted and has not ended; its end itself is no longer in it. */
export function isInForce({ state, expiresAt }: Pick<AskedPolicy, 'state' | 'expiresAt'>, at: Date): boolean {
  return state === 'GRANTED' && expiresAt !== null && at.getTime() < Date.parse(expiresAt);
}

/**
 * The standard's fields under the exceptions of one local campaign: a field whose exception is in
 * force has the policy that was asked for. It loosens the policy that it was asked against and no
 * other: where a version of the standard gives the field another one, the standard's word stands.
 * It is never in the city's way: where the standard's own value would break it, it does nothing.
 * Of several the last one counts, so they come in the order in which they were granted.
 */
export function applyExceptions(
  fields: readonly ContentField[],
  exceptions: readonly AskedPolicy[],
  at: Date,
): ContentField[] {
  const granted = exceptions.filter((each) => isInForce(each, at));
  return fields.map((field) => {
    const found = granted.findLast(
      ({ fieldId, policyBefore, policyAsked }) =>
        fieldId === field.id && sameJson(policyBefore, field.policy) && isLooser(field, policyAsked),
    );
    return found ? { ...field, policy: found.policyAsked } : field;
  });
}
