import { z } from 'zod';

const PREFIX = 'xietong.kept.';
/** Stands between a draft's name, which never holds it, and the visit. */
const VISIT = '#';
/** A mainland mobile number, standing alone: 13800001234, +86 138-0000-1234. Ids do not look like one. */
const PHONE = /(?<![\w-])(?:\+?86[\s-]?)?1[3-9]\d(?:[\s-]?\d{4}){2}(?![\w-])/;
/** What nobody asked for in so long is dropped. */
const MAX_AGE_MS = 14 * 86_400_000;

const keptSchema = z.object({
  at: z.iso.datetime(),
  rowVersion: z.number(),
  base: z.record(z.string(), z.unknown()),
  mine: z.record(z.string(), z.unknown()),
});
/** Unsaved input: what was typed (`mine`), on what (`base`), since when. */
export type KeptInput = z.infer<typeof keptSchema>;

/** Unsaved input of some visit, and the place where it is kept. */
export interface KeptCopy {
  place: string;
  input: KeptInput;
}

/** Where one person's unsaved input into one draft is kept in this browser. */
export interface InputKeeper {
  /** What any visit left, the newest first. */
  all: () => KeptCopy[];
  /** The newest of it. */
  read: () => KeptInput | null;
  /** Keeps what this visit typed, in the place of what it kept before. @returns whether it is kept. */
  keep: (input: KeptInput) => boolean;
  /** Drops what is kept in a place; without one, what this visit kept. */
  drop: (place?: string) => void;
}

/**
 * Each visit of a draft keeps its input in a place of its own, so that none is written over by another.
 * Content with a phone number in it is not kept: a browser's storage is readable to whoever sits before it.
 */
export function inputKeeper(
  storage: Storage,
  personId: string,
  draft: string,
  now: () => number = Date.now,
  visit = '',
): InputKeeper {
  const shared = `${PREFIX}${personId}.${draft}`;
  const own = visit ? `${shared}${VISIT}${visit}` : shared;
  const drop = (place = own): void => {
    storage.removeItem(place);
  };
  function copyAt(place: string): KeptCopy[] {
    const kept = keptSchema.safeParse(parsed(storage.getItem(place)));
    if (kept.success && now() - Date.parse(kept.data.at) < MAX_AGE_MS) return [{ place, input: kept.data }];
    drop(place);
    return [];
  }
  const all = (): KeptCopy[] =>
    Object.keys(storage)
      .filter((place) => place === shared || place.startsWith(shared + VISIT))
      .flatMap(copyAt)
      .sort((a, b) => Date.parse(b.input.at) - Date.parse(a.input.at));
  return {
    all,
    drop,
    read: () => all()[0]?.input ?? null,
    keep: (input) => {
      const text = JSON.stringify(input);
      if (PHONE.test(text)) {
        drop();
        return false;
      }
      try {
        storage.setItem(own, text);
        return true;
      } catch {
        // A full or forbidden storage: the page itself still has what was typed.
        return false;
      }
    },
  };
}

function parsed(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}

/** Forgets what anybody left unsaved in this browser. */
export function forgetKeptInput(storage: Storage): void {
  for (const key of Object.keys(storage)) if (key.startsWith(PREFIX)) storage.removeItem(key);
}
