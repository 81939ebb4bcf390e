import { useEventListener } from '@vueuse/core';
import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue';
import type { ComputedRef, Ref, ShallowRef } from 'vue';
import { toApiError, type ApiError } from '../api/api-error';
import { copyOfParts, type Parts } from '../lib/three-way';
import { useAutosave, type Autosave } from '../lib/useAutosave';
import {
  useConflict,
  type Choices,
  type ConflictState,
  type DraftShape,
  type StoredDraft,
} from '../lib/useConflict';
import { provideInputFaults } from '../ui/input-faults';
import { useLeaveGuard } from '../ui/useLeaveGuard';
import { useKeptDraft } from './useKeptDraft';

/** Saves one section of a draft on the row version it was given, and answers the next one. */
export type SaveSection = (rowVersion: number) => Promise<{ rowVersion: number }>;

export interface DraftOptions {
  /** Names the draft among all that the person works on, e.g. `campaign.<version id>`. */
  name: string;
  rowVersion: number;
  /** What stands on the form now. */
  parts: () => Parts;
  /** The sections that are saved apart; they share one row version and go one after the other. */
  sections: Record<string, SaveSection>;
  /** Looks up what is stored now. */
  load: () => Promise<StoredDraft>;
  /** Puts a draft onto the form. */
  apply: (parts: Parts) => void;
  shape?: DraftShape;
}

export interface Draft {
  autosave: Autosave;
  rowVersion: Ref<number>;
  error: ShallowRef<ApiError | null>;
  conflict: ConflictState['conflict'];
  /** Why the draft cannot be handed in as it is: it waits for a choice, is not saved, or not what its fields show. */
  unready: ComputedRef<'CONFLICT' | 'UNSAVED' | 'INVALID' | null>;
  /** When unsaved input was kept that the person has not taken back or dropped yet; null = none. */
  keptAt: Readonly<Ref<string | null>>;
  /** How much more of earlier visits waits behind it. */
  keptMore: Readonly<Ref<number>>;
  /** Something of this section was changed. */
  touch: (section: string) => void;
  /** Looks up once more what is stored, after a refusal of the draft as stale. */
  compare: () => Promise<void>;
  /** Saves what was chosen on top of what somebody else saved. */
  resolve: (choices: Choices) => Promise<boolean>;
  restoreKept: () => Promise<void>;
  /** Drops the input that is offered. */
  dropKept: () => void;
  /** Drops all input that is kept, with the draft that it was for. */
  dropAllKept: () => void;
}

/** The server, or its database, is away: it comes back by itself. */
const isPassing = (thrown: unknown): boolean =>
  ['NETWORK_UNREACHABLE', 'DATABASE_UNAVAILABLE'].includes(toApiError(thrown).code);

/**
 * A draft that is never lost: saved by itself, kept in this browser until it is saved, guarded when the page is
 * left, and never written over what somebody else saved meanwhile.
 */
export function useDraft(options: DraftOptions): Draft {
  const rowVersion = ref(options.rowVersion);
  const error = shallowRef<ApiError | null>(null);
  const { conflict, compare: compareWith, settle } = useConflict(options.shape);
  const hasFault = provideInputFaults();
  const dirty = new Set<string>();
  let base = copyOfParts(options.parts());

  async function saveSection(name: string, save: SaveSection): Promise<void> {
    dirty.delete(name);
    try {
      rowVersion.value = (await save(rowVersion.value)).rowVersion;
    } catch (thrown) {
      dirty.add(name);
      throw thrown;
    }
  }

  async function saveDirty(): Promise<void> {
    const sent = copyOfParts(options.parts());
    for (const [name, save] of Object.entries(options.sections))
      if (dirty.has(name)) await saveSection(name, save);
    error.value = null;
    // New rows have ids from here on; what was typed while it was sent is newer than the base.
    base = dirty.size === 0 ? copyOfParts(options.parts()) : sent;
  }

  /** @returns whether saving may go on: nothing of what somebody else saved differs. */
  async function isMerged(): Promise<boolean> {
    const theirs = await compareWith(() => ({ base, mine: options.parts() }), options.load);
    if (!theirs) return false;
    rowVersion.value = theirs.rowVersion;
    base = copyOfParts(theirs.parts);
    return true;
  }

  const autosave = useAutosave(
    async () => {
      try {
        // Until the person has chosen there is nothing to send.
        if (conflict.value && error.value) throw error.value;
        await saveDirty();
      } catch (thrown) {
        error.value = toApiError(thrown);
        if (error.value.code !== 'STALE_VERSION' || conflict.value || !(await isMerged())) throw thrown;
        await saveDirty();
      }
    },
    { isPassing },
  );

  const kept = useKeptDraft(options.name, () => ({
    rowVersion: rowVersion.value,
    base,
    mine: options.parts(),
  }));
  watch(autosave.state, (state) => {
    if (state === 'saved') kept.saved();
  });
  useEventListener(window, 'pagehide', () => {
    if (autosave.hasUnsaved()) kept.keepNow();
  });
  onScopeDispose(() => {
    if (autosave.hasUnsaved()) kept.keepNow();
  });
  useLeaveGuard({ ...autosave, isKept: () => kept.keepNow() });

  /** Puts a draft onto the form, as one that is not saved yet. */
  function put(parts: Parts): void {
    options.apply(parts);
    for (const name of Object.keys(options.sections)) dirty.add(name);
    autosave.touch();
  }

  /** What its author sees is stored only where nothing is left to choose, and the form took over every field. */
  const flush = async (): Promise<boolean> =>
    (await autosave.flush()) && conflict.value === null && !hasFault.value;
  const unready = computed(() => {
    if (conflict.value) return 'CONFLICT';
    if (error.value) return 'UNSAVED';
    return hasFault.value ? 'INVALID' : null;
  });

  /** Goes on where an earlier visit stopped: on the row version of then, so that saving finds what was saved since. */
  async function restoreKept(): Promise<void> {
    const copy = kept.peek();
    if (!copy || (!(await autosave.flush()) && !kept.setAside())) return;
    rowVersion.value = copy.input.rowVersion;
    base = copyOfParts(copy.input.base);
    error.value = null;
    put(copy.input.mine);
    kept.takeBack(copy);
    await autosave.flush();
  }

  return {
    autosave: { ...autosave, flush },
    rowVersion,
    error,
    conflict,
    unready,
    keptAt: kept.at,
    keptMore: kept.more,
    touch: (section) => {
      dirty.add(section);
      autosave.touch();
      kept.keepSoon();
    },
    compare: async () => {
      if (await isMerged()) await autosave.flush();
    },
    resolve: async (choices) => {
      const settled = settle(choices);
      if (settled) {
        rowVersion.value = settled.theirs.rowVersion;
        base = copyOfParts(settled.theirs.parts);
        error.value = null;
        put(settled.parts);
        kept.keepNow();
      }
      return flush();
    },
    restoreKept,
    dropKept: kept.drop,
    dropAllKept: kept.dropAll,
  };
}
