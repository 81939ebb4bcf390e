const MEBIBYTE = 1024 * 1024;

/** Resident memory of the process now, in MiB, with nothing in it that is not needed. */
export function memoryNow(): number {
  globalThis.gc?.();
  return process.memoryUsage.rss() / MEBIBYTE;
}

/** Highest resident memory while something runs, in MiB. */
export async function peakMemory(run: () => Promise<unknown>): Promise<number> {
  let peak = process.memoryUsage.rss();
  const timer = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, 20);
  await run();
  clearInterval(timer);
  return peak / MEBIBYTE;
}
