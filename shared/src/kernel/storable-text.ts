/** Half of a surrogate pair alone: no character, and nothing that UTF-8 can say. */
const LONE_SURROGATE = /\p{Surrogate}/u;
const LONE_SURROGATES = /\p{Surrogate}/gu;
/** No field of ours lies deeper. */
const NAMED_KEYS = 32;
/** PostgreSQL holds it in no text. */
const NUL = '\u0000';

/** Whether a database and a canonical text can hold a text as it is: whole characters alone, and no NUL. */
export function isStorableText(text: string): boolean {
  return !text.includes(NUL) && !LONE_SURROGATE.test(text);
}

/** The same text with U+FFFD wherever something stands that cannot be held. */
export function storableText(text: string): string {
  return text.replaceAll(NUL, '\ufffd').replace(LONE_SURROGATES, '\ufffd');
}

/**
 * Where a value that was read from JSON holds a text that cannot be held, as a value or as a key: the keys that lead to
 * it. Null where there is none. Looks without recursion, as anybody can nest a body as deep as it is long.
 */
export function unstorablePath(value: unknown): string[] | null {
  const left: { value: unknown; path: Path | null }[] = [{ value, path: null }];
  for (let next = left.pop(); next; next = left.pop()) {
    const { value: found, path } = next;
    if (typeof found === 'string' && !isStorableText(found)) return keysOf(path);
    if (typeof found !== 'object' || found === null) continue;
    for (const [key, each] of Object.entries(found)) {
      const below = { key, above: path };
      if (!isStorableText(key)) return keysOf(below);
      left.push({ value: each, path: below });
    }
  }
  return null;
}

/** The last key first, so that a deep value costs no list at each of its levels. */
interface Path {
  readonly key: string;
  readonly above: Path | null;
}

function keysOf(path: Path | null): string[] {
  const keys: string[] = [];
  for (let at = path; at; at = at.above) keys.push(at.key);
  return keys.reverse().slice(0, NAMED_KEYS).map(storableText);
}
