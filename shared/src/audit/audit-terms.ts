/** Characters that are written without spaces: Han, Kana. All of them are one UTF-16 unit. */
const HAN = '\\u3040-\\u30ff\\u3400-\\u9fff\\uf900-\\ufaff';
/** Escapes of JSON, all of an id but its last twelve digits, and everything that is neither letter nor digit. */
const BETWEEN = new RegExp(
  `\\\\(?:u[0-9a-f]{4}|.)|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-|[^a-z0-9${HAN}]+`,
  'g',
);
const RUN = new RegExp(`[${HAN}]+|[a-z0-9]+`, 'g');
const IS_HAN = new RegExp(`^[${HAN}]`);

/** Of a longer text the beginning alone is found by its words. */
const READ_CHARACTERS = 50_000;
const WORD_LENGTH = 40;
/** Shorter words are found whole: too many begin with one or two letters. */
const PREFIX_LENGTH = 3;

const DAY_MS = 86_400_000;
const DAYS_OF_BLOCK = 32;

/** A to Z alone, as PostgreSQL does under the collation "C". */
const lowered = (text: string) => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
const runsOf = (text: string) => lowered(text).replace(BETWEEN, ' ').match(RUN) ?? [];

/** The day, and the 32 days, in which something happened, as terms: `@20780`, `@@649`. */
export function termOfDay(day: number): string {
  return `@${String(day)}`;
}
export function termOfBlock(block: number): string {
  return `@@${String(block)}`;
}
/** Days since 1970, UTC. */
export function dayOf(at: Date): number {
  return Math.floor(at.getTime() / DAY_MS);
}
export function startOfDay(day: number): Date {
  return new Date(day * DAY_MS);
}
export function blockOfDay(day: number): number {
  return Math.floor(day / DAYS_OF_BLOCK);
}
/** Its days, the newest first. */
export function daysOfBlock(block: number): number[] {
  return Array.from({ length: DAYS_OF_BLOCK }, (_, n) => (block + 1) * DAYS_OF_BLOCK - 1 - n);
}

/**
 * The terms by which an event is found: words of letters and digits, pairs of neighbouring Han, the last
 * Han of each run, and when it was. Each once, in the order of their bytes, as a tsvector keeps them.
 * What is stored was made by this; a change of it makes all terms anew.
 */
export function auditTerms(canonical: string, at: Date): string[] {
  const terms = new Set([termOfDay(dayOf(at)), termOfBlock(blockOfDay(dayOf(at)))]);
  for (const run of runsOf(canonical.slice(0, READ_CHARACTERS)))
    if (IS_HAN.test(run)) {
      for (let n = 0; n < run.length; n += 1) terms.add(run.slice(n, n + 2));
    } else terms.add(run.slice(0, WORD_LENGTH));
  // All terms are of the basic plane: the order of UTF-16 units is that of UTF-8 bytes.
  return [...terms].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

/**
 * What an event's terms must hold where its text holds `text`, as lexemes of a tsquery; empty where `text`
 * has no word. The last word may be the beginning of a longer one, the others are whole words: a part from
 * a word's middle is not found.
 */
export function termsSought(text: string): string[] {
  const escaped = JSON.stringify(text).slice(1, -1);
  const runs = runsOf(escaped);
  const endsInWord = new RegExp(`[a-z0-9]$`).test(lowered(escaped));
  const sought = new Set<string>();
  for (const [n, run] of runs.entries()) {
    if (!IS_HAN.test(run)) {
      const word = run.slice(0, WORD_LENGTH);
      const isOpen = n === runs.length - 1 && endsInWord && word === run && word.length >= PREFIX_LENGTH;
      sought.add(isOpen ? `'${word}':*` : `'${word}'`);
    } else if (run.length === 1) sought.add(`'${run}':*`);
    else for (let at = 0; at + 1 < run.length; at += 1) sought.add(`'${run.slice(at, at + 2)}'`);
  }
  return [...sought];
}
