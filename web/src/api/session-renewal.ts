import type { InjectionKey } from 'vue';
import { ApiError } from './api-error';

/** Resolves once the person is signed in again (true) or will not be (false). */
export type RenewSession = () => Promise<boolean>;

/** For what does not go through the typed API. */
export const RENEW_SESSION: InjectionKey<RenewSession> = Symbol('renew session');

/** A call that was refused for want of a session waits until there is one again, and is then made once more. */
export async function withRenewal<T>(call: () => Promise<T>, renew: RenewSession): Promise<T> {
  try {
    return await call();
  } catch (thrown) {
    if (!(thrown instanceof ApiError) || thrown.code !== 'UNAUTHENTICATED' || !(await renew())) throw thrown;
    return call();
  }
}
