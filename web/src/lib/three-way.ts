import { canonicalJson } from '@xietong/shared/kernel';

/** A draft in parts, each compared as a whole; a part that is missing does not exist on that side. */
export type Parts = Readonly<Record<string, unknown>>;
export type Side = 'mine' | 'theirs';

/** A part in which my unsaved draft differs from what somebody else saved. */
export interface Conflict {
  key: string;
  mine: unknown;
  theirs: unknown;
  /** The side that alone was changed since both began; null = both were, a person must say. */
  suggestion: Side | null;
}

/** What there is to choose between, and who saved the other version when. */
export interface DraftConflict {
  entries: readonly Conflict[];
  by: string;
  /** ISO instant; '' = not known. */
  at: string;
}

const same = (a: unknown, b: unknown): boolean =>
  a === undefined || b === undefined ? a === b : canonicalJson(a) === canonicalJson(b);

/** Where the two drafts differ, both having begun at `base`, in the order of mine. */
export function conflictsOf(base: Parts, mine: Parts, theirs: Parts): Conflict[] {
  return [...new Set([...Object.keys(mine), ...Object.keys(theirs)])].flatMap((key) => {
    if (same(mine[key], theirs[key])) return [];
    const iChanged = !same(mine[key], base[key]);
    const theyChanged = !same(theirs[key], base[key]);
    const suggestion = iChanged && theyChanged ? null : iChanged ? 'mine' : 'theirs';
    return [{ key, mine: mine[key], theirs: theirs[key], suggestion }];
  });
}

/** The draft of these choices; where the two agree either will do. */
export function mergedParts(mine: Parts, theirs: Parts, choices: Readonly<Record<string, Side>>): Parts {
  const keys = [...new Set([...Object.keys(mine), ...Object.keys(theirs)])];
  return Object.fromEntries(
    keys.flatMap((key) => {
      const side = choices[key] === 'theirs' ? theirs : mine;
      return side[key] === undefined ? [] : [[key, side[key]] as const];
    }),
  );
}

/** A copy that later typing does not change. */
export function copyOfParts(parts: Parts): Parts {
  return JSON.parse(canonicalJson(parts)) as Parts;
}
