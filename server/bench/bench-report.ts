/** Median of samples. */
function median(samples: readonly number[]): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** Nanoseconds a call, the median of several rounds after a warm-up. */
export function nanosecondsPerCall(run: () => void, { calls = 2_000, rounds = 9 } = {}): number {
  for (let call = 0; call < calls; call += 1) run();
  const samples = Array.from({ length: rounds }, () => {
    const start = process.hrtime.bigint();
    for (let call = 0; call < calls; call += 1) run();
    return Number(process.hrtime.bigint() - start) / calls;
  });
  return median(samples);
}

/**
 * Milliseconds of calls that are compared: the fastest of `rounds` each, taken in turns after a
 * warm-up, so that what else the machine does falls on all of them.
 */
export async function fastestInTurns(
  runs: readonly (() => Promise<unknown>)[],
  rounds: number,
): Promise<number[]> {
  const fastest = runs.map(() => Number.POSITIVE_INFINITY);
  for (let round = -2; round < rounds; round += 1)
    for (const [index, run] of runs.entries()) {
      const start = performance.now();
      await run();
      const time = performance.now() - start;
      if (round >= 0) fastest[index] = Math.min(fastest[index] ?? time, time);
    }
  return fastest;
}

/** The same by the median, for calls of some milliseconds that do nothing in vain. */
export async function mediansInTurns(
  runs: readonly (() => Promise<unknown>)[],
  rounds: number,
): Promise<number[]> {
  const samples = runs.map((): number[] => []);
  for (let round = -2; round < rounds; round += 1)
    for (const [index, run] of runs.entries()) {
      const start = performance.now();
      await run();
      if (round >= 0) samples[index]?.push(performance.now() - start);
    }
  return samples.map(median);
}

/** One row of a report: what, how much, in which unit. */
export function row(what: string, value: number, unit: string): void {
  const digits = value >= 100 ? 0 : value >= 1 ? 2 : 4;
  console.log(`${what.padEnd(64)} ${value.toFixed(digits).padStart(12)} ${unit}`);
}
