import { useEventListener } from '@vueuse/core';
import { onScopeDispose, ref, type Ref } from 'vue';

export type AutosaveState = 'idle' | 'dirty' | 'saving' | 'saved' | 'failed' | 'offline';

export interface Autosave {
  state: Ref<AutosaveState>;
  savedAt: Ref<Date | null>;
  /** Something was typed: saves after a pause. */
  touch: () => void;
  /** Saves what is unsaved now; resolves to whether everything is saved. */
  flush: () => Promise<boolean>;
  /** Whether something is not saved yet. */
  hasUnsaved: () => boolean;
}

export interface AutosaveOptions {
  delayMs?: number;
  /** Whether a failure may pass by itself, as that of a dead network: then it is tried again by and by. */
  isPassing?: (thrown: unknown) => boolean;
}

const FIRST_RETRY_MS = 2_000;
const LAST_RETRY_MS = 30_000;

/**
 * Saves a form by itself. `save` must send the whole present state and reject on failure.
 * One save runs at a time; what changed meanwhile is saved after it. A passing failure is tried again after
 * 2, 4, 8 … 30 seconds, and at once when the browser says that the network is back.
 */
export function useAutosave(save: () => Promise<void>, options: AutosaveOptions = {}): Autosave {
  const { delayMs = 800, isPassing = () => false } = options;
  const state = ref<AutosaveState>('idle');
  const savedAt = ref<Date | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: Promise<void> | undefined;
  let pending = false;
  let retryMs = FIRST_RETRY_MS;
  let gone = false;

  function later(ms: number): void {
    clearTimeout(timer);
    if (!gone) timer = setTimeout(() => void flush(), ms);
  }

  async function runOnce(): Promise<void> {
    pending = false;
    state.value = 'saving';
    try {
      await save();
      savedAt.value = new Date();
      retryMs = FIRST_RETRY_MS;
      // Set by `touch` while the save ran.
      state.value = pending ? 'dirty' : 'saved';
    } catch (thrown) {
      // The form shows why through its own error; here it only matters that it is not saved.
      pending = true;
      state.value = isPassing(thrown) ? 'offline' : 'failed';
      if (state.value !== 'offline') return;
      later(retryMs);
      retryMs = Math.min(retryMs * 2, LAST_RETRY_MS);
    }
  }

  async function flush(): Promise<boolean> {
    clearTimeout(timer);
    await running;
    if (pending) {
      running = runOnce();
      await running;
    }
    running = undefined;
    return !pending;
  }

  function touch(): void {
    pending = true;
    // While the network is away the back-off goes on; typing must not hammer.
    if (state.value === 'offline') return;
    if (state.value !== 'saving') state.value = 'dirty';
    later(delayMs);
  }

  useEventListener(window, 'online', () => {
    if (state.value === 'offline') void flush();
  });
  onScopeDispose(() => {
    gone = true;
    void flush();
  });
  return { state, savedAt, touch, flush, hasUnsaved: () => pending || state.value === 'saving' };
}
