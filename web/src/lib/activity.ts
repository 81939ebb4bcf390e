import type { InjectionKey } from 'vue';
import type { TabChannel } from './tab-channel';

const TOUCHES = ['pointerdown', 'keydown', 'wheel', 'touchstart'] as const;
/** Touches are counted once a second, and told to other tabs no more often. */
const EVERY_MS = 1_000;

/** When the person last touched keyboard or pointer, in whichever tab. */
export interface Activity {
  /** Milliseconds since the last touch. */
  idleMs: () => number;
  touch: () => void;
}

export const ACTIVITY: InjectionKey<Activity> = Symbol('activity');

export function createActivity(tabs: TabChannel, now: () => number = Date.now): Activity {
  let last = now();

  function touch(): void {
    const at = now();
    if (at - last < EVERY_MS) return;
    last = at;
    tabs.post({ kind: 'active', at });
  }

  for (const name of TOUCHES) window.addEventListener(name, touch, { capture: true, passive: true });
  tabs.listen((message) => {
    // A clock that was set back must not let a session look fresh for ever.
    if (message.kind === 'active') last = Math.max(last, Math.min(message.at, now()));
  });
  return { idleMs: () => Math.max(0, now() - last), touch };
}
