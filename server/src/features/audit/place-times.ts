/** Clocks of one installation's processes differ by less, in milliseconds. */
const TOLERANCE_MS = 10 * 60_000;

/** When a tree of `size` entries was signed, in epoch milliseconds. */
export interface DatedHead {
  readonly size: number;
  readonly at: number;
}

/**
 * When entries can have got their places. That time is in no signed text, but these are around it: an entry got its
 * place after its event had happened and the head before it was signed, and before the one that holds it was.
 * @param heads those whose signature holds, smallest first
 */
export function createPlaceTimes(heads: readonly DatedHead[]) {
  /** Where in `heads` the first one stands that holds a place; their number where none does. */
  function firstThatHolds(index: number): number {
    let [low, high] = [0, heads.length];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if ((heads[middle]?.size ?? 0) > index) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  return {
    /**
     * Whether an event says that it happened long before a head was signed that does not hold it, although it got its
     * place after that head. Whoever logs an event writes when it is, so it was put in later, under an earlier time.
     * Of a clock that was set back nothing is said.
     */
    isBackdated(index: number, happenedAt: number): boolean {
      const next = firstThatHolds(index);
      const before = heads[next - 1]?.at;
      if (before === undefined || before > (heads[next]?.at ?? before)) return false;
      return happenedAt < before - TOLERANCE_MS;
    },

    /** False only of what cannot be: of a clock that was set back, as heads and events tell, nothing is said. */
    isPossible(index: number, placedAt: number, happenedAt: number): boolean {
      const next = firstThatHolds(index);
      const signedAt = heads[next]?.at;
      if (signedAt === undefined || happenedAt > signedAt + TOLERANCE_MS) return true;
      const before = heads[next - 1]?.at ?? happenedAt;
      const earliest = before > signedAt ? happenedAt : Math.max(happenedAt, before);
      return placedAt >= earliest - TOLERANCE_MS && placedAt <= signedAt + TOLERANCE_MS;
    },
  };
}
export type PlaceTimes = ReturnType<typeof createPlaceTimes>;
