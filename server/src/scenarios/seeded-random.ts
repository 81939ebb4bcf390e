export interface Weighted<T> {
  readonly weight: number;
  readonly item: T;
}

/** Numbers that look random and are the same in every run. */
export interface SeededRandom {
  /** In `[0, 1)`. */
  next: () => number;
  /** Whole, in `[from, to]`. */
  between: (from: number, to: number) => number;
  chance: (probability: number) => boolean;
  /** One of the items, each as likely; throws on an empty list. */
  pick: <T>(items: readonly T[]) => T;
  /** One of the items, by weight. */
  weighted: <T>(items: readonly Weighted<T>[]) => T;
}

/** Mulberry32: 32 bits of state, plenty for a scenario. */
export function createSeededRandom(seed: number): SeededRandom {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const pick = <T>(items: readonly T[]): T => {
    const item = items[Math.floor(next() * items.length)];
    if (item === undefined) throw new Error('nothing to pick from');
    return item;
  };
  return {
    next,
    pick,
    between: (from, to) => from + Math.floor(next() * (to - from + 1)),
    chance: (probability) => next() < probability,
    weighted: (items) => {
      let left = next() * items.reduce((sum, { weight }) => sum + weight, 0);
      const found = items.find(({ weight }) => (left -= weight) < 0) ?? items.at(-1);
      if (found === undefined) throw new Error('nothing to pick from');
      return found.item;
    },
  };
}
