import { ref, type InjectionKey, type Ref } from 'vue';

/** Seconds since the last touch; the server counts a session's idle time by it. */
const IDLE_HEADER = 'x-idle-seconds';
/** The duty that the page was made for; the server refuses it once another has the session. */
const ACTING_AS_HEADER = 'x-acting-as';
const PROBE_MS = 5_000;

export interface Connection {
  /** False from the first call that got no answer until one does. */
  isReachable: Readonly<Ref<boolean>>;
  /** What every call says of the page: who acts, and how long nobody touched anything. */
  headers: () => Readonly<Record<string, string>>;
  /** `fetch` that notices whether the server answers, and says who acts and how long nobody touched anything. */
  fetch: typeof fetch;
}
export const CONNECTION: InjectionKey<Connection> = Symbol('connection');

/** Watches the way to the server; while it is cut it knocks every five seconds, and at once when the network is back. */
export function createConnection(
  page: { idleMs: () => number; actingAs: () => string | undefined },
  send: typeof fetch = (...request) => fetch(...request),
): Connection {
  const isReachable = ref(true);
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function probe(): Promise<void> {
    clearTimeout(timer);
    try {
      await send('/healthz');
      isReachable.value = true;
    } catch {
      // An answer that was on its way when the line was cut may have come after the cut.
      isReachable.value = false;
      timer = setTimeout(() => void probe(), PROBE_MS);
    }
  }

  function cut(): void {
    if (!isReachable.value) return;
    isReachable.value = false;
    timer = setTimeout(() => void probe(), PROBE_MS);
  }

  window.addEventListener('offline', cut);
  window.addEventListener('online', () => void probe());

  function ofPage(): Record<string, string> {
    const dutyId = page.actingAs();
    return {
      [IDLE_HEADER]: String(Math.floor(page.idleMs() / 1_000)),
      ...(dutyId === undefined ? {} : { [ACTING_AS_HEADER]: dutyId }),
    };
  }

  return {
    isReachable,
    headers: ofPage,
    fetch: async (input, init) => {
      const headers = new Headers(init?.headers);
      for (const [name, value] of Object.entries(ofPage())) headers.set(name, value);
      try {
        const response = await send(input, { ...init, headers });
        isReachable.value = true;
        return response;
      } catch (thrown) {
        // A call that the page itself gave up says nothing about the network.
        if (!init?.signal?.aborted) cut();
        throw thrown;
      }
    },
  };
}
