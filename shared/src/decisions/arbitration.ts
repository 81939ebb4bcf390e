import type { Candidate } from './candidate';

/** Strict tier first, then score, then id: everything that does not depend on the customer. */
export function compareStatic(a: Candidate, b: Candidate): number {
  return compareMerit(a, b) || compareIds(a, b);
}

/** By what candidates are compared, whoever the customer is. */
export type Merit = Pick<Candidate, 'tierRank' | 'score'>;

/** Strict tier first, then score; 0 = neither goes before the other. */
export function compareMerit(a: Merit, b: Merit): number {
  return a.tierRank - b.tierRank || b.score.total - a.score.total;
}

function compareIds(a: Candidate, b: Candidate): number {
  if (a.placementId === b.placementId) return 0;
  return a.placementId < b.placementId ? -1 : 1;
}

/**
 * Candidates in the order in which they are served. Equals are shuffled by customer, point and day, so that one of them
 * does not always win, but the same customer sees the same one all day.
 * `seed` tells the three in one text; it is asked for only when there are equals.
 */
export function rank(candidates: readonly Candidate[], seed: () => string): readonly Candidate[] {
  if (candidates.length < 2) return candidates;
  const lots = new Map<Candidate, number>();
  const lot = (candidate: Candidate): number => {
    const drawn = lots.get(candidate) ?? stableHash(`${seed()}|${candidate.placementId}`);
    lots.set(candidate, drawn);
    return drawn;
  };
  return [...candidates].sort((a, b) => compareMerit(a, b) || lot(a) - lot(b) || compareIds(a, b));
}

/** 32 bits, evenly spread (FNV-1a with the finish of MurmurHash3): the same on every machine and for ever. */
function stableHash(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
