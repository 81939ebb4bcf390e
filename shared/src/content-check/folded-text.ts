import { usualForm } from './character-forms-zh';

/** A text as it is searched, and where each of its UTF-16 units stood in the original. */
export interface FoldedText {
  readonly text: string;
  /** By unit of `text`: first unit of the original character that it came from. */
  readonly starts: readonly number[];
  /** By unit of `text`: first unit of the original after that character. */
  readonly ends: readonly number[];
  /** By unit of `text`: number of the clause that it stands in, counted from 0. */
  readonly clauses: readonly number[];
}

/** Where a claim ends: what is said behind it is about something else. */
const CLAUSE_BREAK = /^[，。！？；：、…,!?;:]$/u;
/** Seen by nobody, or put between the characters of a word to hide it: dots, dashes, quotes, brackets, emoji. */
const SEPARATOR = /^[\p{Z}\p{C}\p{M}\p{P}\p{S}]$/u;
/** Punctuation and symbols that carry meaning in offers. */
const KEPT = /^[%‰$¥€£]$/u;

/**
 * Folds a text for searching: full width to half width, capitals to small letters, traditional forms to the usual
 * ones, and without anything that can stand between the characters of a word; only the end of a clause stays a boundary.
 */
export function foldText(original: string): FoldedText {
  const units: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  const clauses: number[] = [];
  let clause = 0;
  let at = 0;
  const push = (unit: string, end: number) => {
    units.push(unit);
    starts.push(at);
    ends.push(end);
    clauses.push(clause);
  };
  for (const character of original) {
    const end = at + character.length;
    if (CLAUSE_BREAK.test(character)) {
      clause += 1;
      // A unit of its own, so that no word is found across it.
      push('\n', end);
    } else
      for (const folded of character.normalize('NFKC').toLowerCase())
        if (KEPT.test(folded) || !SEPARATOR.test(folded))
          for (const unit of usualForm(folded).split('')) push(unit, end);
    at = end;
  }
  return { text: units.join(''), starts, ends, clauses };
}
