import { z } from 'zod';

const PREFIX = 'xietong.kept.';
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

/** Where one person's unsaved input into one draft is kept in this browser. */
export interface InputKeeper {
  read: () => KeptInput | null;
  /** Whether it is kept. */
  keep: (input: KeptInput) => boolean;
  drop: () => void;
}

/** Content with a phone number in it is not kept: a browser's storage is readable to whoever sits before it. */
export function inputKeeper(
  storage: Storage,
  personId: string,
  draft: string,
  now: () => number = Date.now,
): InputKeeper {
  const key = `${PREFIX}${personId}.${draft}`;
  const drop = (): void => {
    storage.removeItem(key);
  };
  return {
    drop,
    read: () => {
      const kept = keptSchema.safeParse(parsed(storage.getItem(key)));
      if (kept.success && now() - Date.parse(kept.data.at) < MAX_AGE_MS) return kept.data;
      drop();
      return null;
    },
    keep: (input) => {
      const text = JSON.stringify(input);
      if (PHONE.test(text)) {
        drop();
        return false;
      }
      try {
        storage.setItem(key, text);
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
