import { defineStore } from 'pinia';
import { ref } from 'vue';
import type { TabMessage } from '../lib/tab-channel';
import { useSessionStore } from './session-store';
import { postSignOut, whoIsSignedIn } from './sign-in';

/**
 * Why the page cannot go on: the session ended, its password was given by somebody else and has to be replaced, or
 * this browser's session is another person's or duty's now.
 */
export type Interruption = 'expired' | 'newPassword' | 'otherPerson' | 'otherDuty';

/** Keeps calls waiting while the person signs in again, so that a session may end without losing a form. */
export const useRenewalStore = defineStore('renewal', () => {
  const store = useSessionStore();
  const interruption = ref<Interruption | null>(null);
  let waiting: ((renewed: boolean) => void)[] = [];

  function settle(renewed: boolean): void {
    interruption.value = null;
    const all = waiting;
    waiting = [];
    for (const resolve of all) resolve(renewed);
  }

  /** The page goes on in the session that there is again, or asks for a new password first. */
  function enter(isOpen: boolean): void {
    if (isOpen) settle(true);
    else interruption.value = 'newPassword';
  }

  /** Finds out why the server does not take this page for the person's own. */
  async function findOut(): Promise<void> {
    const personId = await whoIsSignedIn().catch(() => null);
    if (!store.session || !interruption.value || personId === null) return;
    if (personId !== store.session.person.id) interruption.value = 'otherPerson';
    else if ((await store.askDuty()) !== store.session.duty.id) interruption.value = 'otherDuty';
    // Another tab was quicker: the session is there again.
    else enter(await store.resume());
  }

  /** Asks the person to sign in again; true once that is done. Nobody is asked who was not signed in. */
  function renew(): Promise<boolean> {
    if (!store.session) return Promise.resolve(false);
    // Setting a new password needs a session, too.
    if (!interruption.value || interruption.value === 'newPassword') {
      interruption.value = 'expired';
      void findOut();
    }
    return new Promise((resolve) => waiting.push(resolve));
  }

  /** What another tab did to the session that all tabs share. */
  async function heard(message: TabMessage): Promise<void> {
    if (!store.session || message.kind !== 'signedIn') return;
    if (message.personId !== store.session.person.id) interruption.value = 'otherPerson';
    else if (message.dutyId !== store.session.duty.id) interruption.value = 'otherDuty';
    else enter(await store.resume());
  }

  return {
    interruption,
    renew,
    /** Nobody has been here for too long: whoever comes back shows who they are. */
    lock: (): void => {
      if (store.session) interruption.value ??= 'expired';
    },
    heard,
    /** The same person's password opens the session again. Rejects with ApiError. */
    signInAgain: async (password: string): Promise<void> => {
      enter(await store.signInAgain(password));
    },
    /** The password that somebody else gave was replaced. Rejects with ApiError. */
    passwordReplaced: async (): Promise<void> => {
      enter(await store.reopen());
    },
    /** Takes the duty of this page up again, which another tab has left. Rejects with ApiError. */
    takeDutyBack: async (): Promise<void> => {
      if (store.session) await store.switchDuty(store.session.duty.id);
      settle(true);
    },
    /** Goes on without the person, who wants no session: one that only asks for a new password ends, too. */
    giveUp: async (): Promise<void> => {
      // Without an answer it ends by itself, and opens nothing until then.
      if (interruption.value === 'newPassword') await postSignOut().catch(() => undefined);
      settle(false);
      store.expire();
    },
  };
});
