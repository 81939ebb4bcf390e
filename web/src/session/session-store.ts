import { createMongoAbility } from '@casl/ability';
import { unpackRules } from '@casl/ability/extra';
import type { AppAbility } from '@xietong/shared/tenants';
import { defineStore } from 'pinia';
import { computed, inject, shallowRef } from 'vue';
import { useApi } from '../api/api';
import { forgetKeptInput } from '../lib/kept-input';
import { TAB_CHANNEL } from '../lib/tab-channel';
import type { Session } from './session-schema';
import { postSignIn, postSignOut } from './sign-in';

/** Who acts, in which duty, and what that allows. `session` is undefined before it was asked for, null when signed out. */
export const useSessionStore = defineStore('session', () => {
  const api = useApi();
  const tabs = inject(TAB_CHANNEL, undefined);
  const session = shallowRef<Session | null>();
  /** The duty that every request says it is made in; none while the server is asked which one it is. */
  const actingAs = shallowRef<string>();
  const ability = computed(() => createMongoAbility<AppAbility>(unpackRules(session.value?.rules ?? [])));

  /** Asks the server who is calling. A person who is not signed in is an answer, not an error. */
  async function load(): Promise<void> {
    actingAs.value = undefined;
    session.value = await api.session.me.query();
    actingAs.value = session.value?.duty.id;
  }

  /** The duty that the session acts in by now; this page's own stays as it was. Undefined when signed out. */
  async function askDuty(): Promise<string | undefined> {
    const own = actingAs.value;
    actingAs.value = undefined;
    try {
      return (await api.session.me.query())?.duty.id;
    } finally {
      actingAs.value = own;
    }
  }

  function tellTabs(): void {
    if (!session.value) return;
    const { person, duty } = session.value;
    tabs?.post({ kind: 'signedIn', personId: person.id, dutyId: duty.id });
  }

  async function signIn(staffId: string, password: string): Promise<void> {
    await postSignIn(staffId, password);
    await load();
    tellTabs();
  }

  /**
   * Takes up the session that this browser has again, in the duty that the page was made for.
   * @returns false = the password is one that somebody else gave: nothing is open before it is replaced
   */
  async function resume(): Promise<boolean> {
    const former = session.value;
    actingAs.value = undefined;
    const me = await api.session.me.query();
    if (me?.mustChangePassword) return false;
    const isHeld = me?.duties.some(({ id }) => id === former?.duty.id) ?? false;
    if (former && isHeld && me?.duty.id !== former.duty.id)
      await api.session.switchDuty.mutate({ dutyId: former.duty.id });
    await load();
    return true;
  }

  /** As `resume`, where this tab opened the session: the others hear of it. */
  async function reopen(): Promise<boolean> {
    const isOpen = await resume();
    if (isOpen) tellTabs();
    return isOpen;
  }

  /** Opens a new session for the same person, after the former one has ended. @returns as `resume` */
  async function signInAgain(password: string): Promise<boolean> {
    if (session.value) await postSignIn(session.value.person.staffId, password);
    return reopen();
  }

  /** Ends the session; what was kept of unsaved input in this browser is forgotten. */
  async function signOut(): Promise<void> {
    await postSignOut();
    session.value = null;
    actingAs.value = undefined;
    forgetKeptInput(localStorage);
    tabs?.post({ kind: 'signedOut' });
  }

  /** Acts in another duty from here on; what was loaded for the former one must be forgotten by the caller. */
  async function switchDuty(dutyId: string): Promise<void> {
    actingAs.value = undefined;
    await api.session.switchDuty.mutate({ dutyId });
    await load();
    tellTabs();
  }

  /** The server no longer knows the session, and the person does not want another one. */
  function expire(): void {
    if (session.value) session.value = null;
    actingAs.value = undefined;
  }

  return {
    ...{ session, actingAs, ability, load, askDuty, resume, reopen },
    ...{ signIn, signInAgain, signOut, switchDuty, expire },
  };
});
