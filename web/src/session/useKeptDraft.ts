import { onScopeDispose, ref, type Ref } from 'vue';
import { inputKeeper, type KeptInput } from '../lib/kept-input';
import { copyOfParts } from '../lib/three-way';
import { useSessionStore } from './session-store';

const KEEP_AFTER_MS = 300;

export interface KeptDraft {
  /** Since when there is input of an earlier visit that waits for a word; null = none. */
  at: Ref<string | null>;
  keepSoon: () => void;
  /** Whether what stands on the form is kept from here on. */
  keepNow: () => boolean;
  /** Everything is saved: nothing need be kept. */
  saved: () => void;
  /** The earlier input. */
  peek: () => KeptInput | null;
  /** The earlier input is on the form again: it need not be offered any more. */
  forget: () => void;
  /** Nobody wants the earlier input. */
  drop: () => void;
}

/** Keeps unsaved input of this person into one draft in this browser, and knows what an earlier visit left. */
export function useKeptDraft(draft: string, present: () => Omit<KeptInput, 'at'>): KeptDraft {
  const store = useSessionStore();
  const personId = store.session?.person.id;
  const keeper = personId === undefined ? null : inputKeeper(localStorage, personId, draft);
  let left = keeper?.read() ?? null;
  const at = ref(left?.at ?? null);
  let timer: ReturnType<typeof setTimeout> | undefined;

  function forget(): void {
    left = null;
    at.value = null;
  }

  function keepNow(): boolean {
    clearTimeout(timer);
    // Signing out forgets what was kept, and a form that closes after it must not keep it again. What was left is not written over before its author has said what becomes of it.
    if (!keeper || left || store.session?.person.id !== personId) return false;
    const { rowVersion, base, mine } = present();
    return keeper.keep({
      rowVersion,
      base: { ...base },
      mine: { ...copyOfParts(mine) },
      at: new Date().toISOString(),
    });
  }

  onScopeDispose(() => {
    clearTimeout(timer);
  });
  return {
    at,
    keepNow,
    keepSoon: () => {
      clearTimeout(timer);
      timer = setTimeout(keepNow, KEEP_AFTER_MS);
    },
    saved: () => {
      clearTimeout(timer);
      if (!left) keeper?.drop();
    },
    peek: () => left,
    forget,
    drop: () => {
      clearTimeout(timer);
      keeper?.drop();
      forget();
    },
  };
}
