import { onBeforeUnmount, onMounted, ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import { toApiError, type ApiError } from '../../../api/api-error';
import { useAutosave, type Autosave } from '../../../lib/useAutosave';

/** Saves one part of a version on the row version it was given, and answers the next one. */
export type SavePart = (rowVersion: number) => Promise<{ rowVersion: number }>;

export interface VersionSaving {
  autosave: Autosave;
  rowVersion: Ref<number>;
  error: ShallowRef<ApiError | null>;
  /** Something of this part was changed. */
  touch: (part: string) => void;
  /** Saves on top of what somebody else saved meanwhile, as the person has decided. */
  saveOver: (rowVersion: number) => Promise<boolean>;
}

/** Autosave of a version whose parts share one row version: they are saved one after the other. */
export function useVersionSaving(opened: number, parts: Record<string, SavePart>): VersionSaving {
  const rowVersion = ref(opened);
  const error = shallowRef<ApiError | null>(null);
  const dirty = new Set<string>();

  async function savePart(name: string, save: SavePart): Promise<void> {
    dirty.delete(name);
    try {
      rowVersion.value = (await save(rowVersion.value)).rowVersion;
    } catch (thrown) {
      dirty.add(name);
      throw thrown;
    }
  }

  const autosave = useAutosave(async () => {
    try {
      for (const [name, save] of Object.entries(parts)) if (dirty.has(name)) await savePart(name, save);
      error.value = null;
    } catch (thrown) {
      error.value = toApiError(thrown);
      throw thrown;
    }
  });

  function warn(event: BeforeUnloadEvent): void {
    if (autosave.state.value === 'failed' || autosave.state.value === 'dirty') event.preventDefault();
  }
  onMounted(() => {
    window.addEventListener('beforeunload', warn);
  });
  onBeforeUnmount(() => {
    window.removeEventListener('beforeunload', warn);
  });

  return {
    autosave,
    rowVersion,
    error,
    touch: (part) => {
      dirty.add(part);
      autosave.touch();
    },
    saveOver: (present) => {
      rowVersion.value = present;
      return autosave.flush();
    },
  };
}
