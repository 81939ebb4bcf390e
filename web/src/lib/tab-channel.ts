import type { InjectionKey } from 'vue';

/** What tabs of this browser tell each other about the one session that they share. */
export type TabMessage =
  /** Somebody touched keyboard or pointer in another tab, at this instant (ms). */
  | { kind: 'active'; at: number }
  /** A person signed in, again or anew, or took up another duty. */
  | { kind: 'signedIn'; personId: string; dutyId: string }
  | { kind: 'signedOut' };

export interface TabChannel {
  post: (message: TabMessage) => void;
  /** Returns what stops the listening. */
  listen: (heard: (message: TabMessage) => void) => () => void;
}

export const TAB_CHANNEL: InjectionKey<TabChannel> = Symbol('tab channel');

/** The line between the tabs; one that nobody answers where the browser has none. */
export function createTabChannel(name = 'xietong.session'): TabChannel {
  if (typeof BroadcastChannel === 'undefined')
    return { post: () => undefined, listen: () => () => undefined };
  const line = new BroadcastChannel(name);
  return {
    post: (message) => {
      line.postMessage(message);
    },
    listen: (heard) => {
      // Only this app's own pages can post here: the channel is bound to the origin.
      const hear = (event: MessageEvent<TabMessage>): void => {
        heard(event.data);
      };
      line.addEventListener('message', hear);
      return () => {
        line.removeEventListener('message', hear);
      };
    },
  };
}
