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

/** 最 and what is most often said behind it, spelled in letters to hide it: zui佳, 最jia, zuijia. */
const SPELLED: Readonly<Record<string, string>> = {
  ...{ zui: '最', jia: '佳', hao: '好', qiang: '强', kuai: '快', da: '大', di: '低', you: '优', gao: '高' },
};
const TAIL = '(?:jia|hao|qiang|kuai|da|di|you|gao)';
const SPELLED_CLAIM = new RegExp(
  `(?<![a-z0-9])zui(?:${TAIL}(?![a-z0-9])|(?=\\p{Script=Han}))|(?<=最)${TAIL}(?![a-z0-9])`,
  'gu',
);

/** The same with spelled claims in characters, each of which stands where its letters stood. */
function inCharacters({ text, starts, ends, clauses }: FoldedText): FoldedText {
  const claims = [...text.matchAll(SPELLED_CLAIM)];
  if (claims.length === 0) return { text, starts, ends, clauses };
  const out = {
    units: [] as string[],
    starts: [] as number[],
    ends: [] as number[],
    clauses: [] as number[],
  };
  const put = (unit: string, from: number, to: number) => {
    out.units.push(unit);
    out.starts.push(starts[from] ?? 0);
    out.ends.push(ends[to - 1] ?? 0);
    out.clauses.push(clauses[from] ?? 0);
  };
  let at = 0;
  for (const { 0: spelled, index } of claims) {
    for (; at < index; at += 1) put(text.charAt(at), at, at + 1);
    const syllables = /^zui./u.test(spelled) ? ['zui', spelled.slice(3)] : [spelled];
    for (const syllable of syllables) {
      put(SPELLED[syllable] ?? syllable, at, at + syllable.length);
      at += syllable.length;
    }
  }
  for (; at < text.length; at += 1) put(text.charAt(at), at, at + 1);
  return { text: out.units.join(''), starts: out.starts, ends: out.ends, clauses: out.clauses };
}

/**
 * Folds a text for searching: full width to half width, capitals to small letters, traditional forms to the usual
 * ones, 最 in letters to the character, and without anything that can stand between the characters of a word; only the
 * end of a clause stays a boundary.
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
  return inCharacters({ text: units.join(''), starts, ends, clauses });
}
