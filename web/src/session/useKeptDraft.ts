import { computed, onScopeDispose, shallowRef, type Ref } from 'vue';
import { inputKeeper, type KeptCopy, type KeptInput } from '../lib/kept-input';
import { newId } from '../lib/new-id';
import { copyOfParts } from '../lib/three-way';
import { useSessionStore } from './session-store';

const KEEP_AFTER_MS = 300;

export interface KeptDraft {
  /** Since when there is input of an earlier visit that waits for a word, the newest first; null = none. */
  at: Readonly<Ref<string | null>>;
  /** How many more wait behind it. */
  more: Readonly<Ref<number>>;
  keepSoon: () => void;
  /** Whether what stands on the form is kept from here on. */
  keepNow: () => boolean;
  /** Everything is saved: nothing of what this visit typed need be kept. */
  saved: () => void;
  /** The newest earlier input. */
  peek: () => KeptCopy | null;
  /** Earlier input is on the form again: it is kept as what this visit typed. */
  takeBack: (copy: KeptCopy) => void;
  /** What stands on the form makes room, and is offered again later. @returns false = it cannot be kept */
  setAside: () => boolean;
  /** Nobody wants the newest earlier input. */
  drop: () => void;
  /** The draft itself is gone: nothing of any visit need be kept. */
  dropAll: () => void;
}

/** Keeps unsaved input of this person into one draft in this browser, and knows what earlier visits left. */
export function useKeptDraft(draft: string, present: () => Omit<KeptInput, 'at'>): KeptDraft {
  const store = useSessionStore();
  const personId = store.session?.person.id;
  const newKeeper = () =>
    personId === undefined ? null : inputKeeper(localStorage, personId, draft, Date.now, newId());
  let keeper = newKeeper();
  const left = shallowRef<readonly KeptCopy[]>(keeper?.all() ?? []);
  /** Where that was kept which is on the form again. */
  let taken: string[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;

  function dropTaken(): void {
    for (const place of taken) keeper?.drop(place);
    taken = [];
  }

  function keepNow(): boolean {
    clearTimeout(timer);
    // Signing out forgets what was kept, and a form that closes after it must not keep it again.
    if (!keeper || store.session?.person.id !== personId) return false;
    const { rowVersion, base, mine } = present();
    const isKept = keeper.keep({
      rowVersion,
      base: { ...base },
      mine: { ...copyOfParts(mine) },
      at: new Date().toISOString(),
    });
    if (isKept) dropTaken();
    return isKept;
  }

  onScopeDispose(() => {
    clearTimeout(timer);
  });
  return {
    at: computed(() => left.value[0]?.input.at ?? null),
    more: computed(() => Math.max(left.value.length - 1, 0)),
    keepNow,
    keepSoon: () => {
      clearTimeout(timer);
      timer = setTimeout(keepNow, KEEP_AFTER_MS);
    },
    saved: () => {
      clearTimeout(timer);
      keeper?.drop();
      dropTaken();
    },
    peek: () => left.value[0] ?? null,
    takeBack: (copy) => {
      taken.push(copy.place);
      left.value = left.value.filter(({ place }) => place !== copy.place);
      keepNow();
    },
    setAside: () => {
      if (!keepNow()) return false;
      left.value = keeper?.all() ?? [];
      keeper = newKeeper();
      return true;
    },
    dropAll: () => {
      clearTimeout(timer);
      for (const { place } of keeper?.all() ?? []) keeper?.drop(place);
      left.value = [];
      taken = [];
    },
    drop: () => {
      const [newest, ...older] = left.value;
      if (newest) keeper?.drop(newest.place);
      left.value = older;
    },
  };
}
