import { onScopeDispose, ref, type Ref } from 'vue';

export type AutosaveState = 'idle' | 'dirty' | 'saving' | 'saved' | 'failed';

export interface Autosave {
  state: Ref<AutosaveState>;
  savedAt: Ref<Date | null>;
  /** Something was typed: saves after `delayMs` of quiet. */
  touch: () => void;
  /** Saves what is unsaved now; resolves to whether everything is saved. */
  flush: () => Promise<boolean>;
}

/**
 * Saves a form by itself. `save` must send the whole present state and reject on failure.
 * One save runs at a time; what changed meanwhile is saved after it.
 */
export function useAutosave(save: () => Promise<void>, delayMs = 800): Autosave {
  const state = ref<AutosaveState>('idle');
  const savedAt = ref<Date | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: Promise<void> | undefined;
  let pending = false;

  async function runOnce(): Promise<void> {
    pending = false;
    state.value = 'saving';
    try {
      await save();
      savedAt.value = new Date();
      state.value = pending ? 'dirty' : 'saved';
    } catch {
      // The form shows why through its own error; here it only matters that it is not saved.
      pending = true;
      state.value = 'failed';
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
    if (state.value !== 'saving') state.value = 'dirty';
    clearTimeout(timer);
    timer = setTimeout(() => void flush(), delayMs);
  }

  onScopeDispose(() => void flush());
  return { state, savedAt, touch, flush };
}
