import { createMongoAbility } from '@casl/ability';
import { unpackRules } from '@casl/ability/extra';
import type { AppAbility } from '@xietong/shared/tenants';
import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import { useApi } from '../api/api';
import type { Session } from './session-schema';
import { postSignIn, postSignOut } from './sign-in';

/** Who acts, in which duty, and what that allows. `session` is undefined before it was asked for, null when signed out. */
export const useSessionStore = defineStore('session', () => {
  const api = useApi();
  const session = shallowRef<Session | null>();
  const ability = computed(() => createMongoAbility<AppAbility>(unpackRules(session.value?.rules ?? [])));

  /** Asks the server who is calling. A person who is not signed in is an answer, not an error. */
  async function load(): Promise<void> {
    session.value = await api.session.me.query();
  }

  async function signIn(staffId: string, password: string): Promise<void> {
    await postSignIn(staffId, password);
    await load();
  }

  async function signOut(): Promise<void> {
    await postSignOut();
    session.value = null;
  }

  /** Acts in another duty from here on; what was loaded for the former one must be forgotten by the caller. */
  async function switchDuty(dutyId: string): Promise<void> {
    await api.session.switchDuty.mutate({ dutyId });
    await load();
  }

  /** The server no longer knows the session. */
  function expire(): void {
    if (session.value) session.value = null;
  }

  return { session, ability, load, signIn, signOut, switchDuty, expire };
});
