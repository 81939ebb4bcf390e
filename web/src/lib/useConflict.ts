import { computed, shallowRef, type ComputedRef } from 'vue';
import {
  conflictsOf,
  copyOfParts,
  mergedParts,
  type Conflict,
  type DraftConflict,
  type Parts,
  type Side,
} from './three-way';

/** A draft as it is stored now, and who saved it when. */
export interface StoredDraft {
  rowVersion: number;
  parts: Parts;
  by: string;
  at: string;
}

export type Choices = Readonly<Record<string, Side>>;

/** How two drafts are compared and joined, where parts depend on each other; else part by part. */
export interface DraftShape {
  conflicts: (base: Parts, mine: Parts, theirs: Parts) => Conflict[];
  merged: (mine: Parts, theirs: Parts, choices: Choices) => Parts;
}
const PLAIN_SHAPE: DraftShape = { conflicts: conflictsOf, merged: mergedParts };

export interface ConflictState {
  /** What a person must choose between; null while nobody else saved meanwhile. */
  conflict: ComputedRef<DraftConflict | null>;
  /**
   * Compares what is on the form, which began at `base`, with what is stored. Answers what is stored where nothing
   * differs; null where something does, or where the person has chosen while it was looked up.
   */
  compare: (
    form: () => { base: Parts; mine: Parts },
    load: () => Promise<StoredDraft>,
  ) => Promise<StoredDraft | null>;
  /** The joined draft, and the stored one that it stands on; the conflict is over. */
  settle: (choices: Choices) => { parts: Parts; theirs: StoredDraft } | null;
}

/** Two people changed one draft: keeps both versions until a person has chosen. */
export function useConflict(shape: DraftShape = PLAIN_SHAPE): ConflictState {
  const open = shallowRef<{ entries: Conflict[]; mine: Parts; theirs: StoredDraft } | null>(null);
  let settled = 0;
  return {
    conflict: computed(
      () => open.value && { entries: open.value.entries, by: open.value.theirs.by, at: open.value.theirs.at },
    ),
    compare: async (form, load) => {
      const begun = settled;
      const theirs = await load();
      if (begun !== settled) return null;
      const { base, mine } = form();
      const entries = shape.conflicts(base, mine, theirs.parts);
      open.value = entries.length > 0 ? { entries, mine: copyOfParts(mine), theirs } : null;
      return entries.length > 0 ? null : theirs;
    },
    settle: (choices) => {
      settled += 1;
      if (!open.value) return null;
      const { mine, theirs } = open.value;
      open.value = null;
      return { parts: shape.merged(mine, theirs.parts, choices), theirs };
    },
  };
}
