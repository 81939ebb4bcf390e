/** Milliseconds. A terminal and npm may both pass on one Ctrl-C; only a later one is a new wish. */
const impatienceMs = 2_000;

/**
 * Ends the process in order on Ctrl-C or a request to terminate. Asked again
 * later than two seconds, it ends at once; the next start then tidies up.
 * @param code exit status of the orderly end: 0 for a service, another for work that was cut off
 */
export function endOnSignal(stop: () => Promise<void>, code = 0): void {
  let askedAt: number | null = null;
  const onSignal = (): void => {
    if (askedAt !== null) {
      if (performance.now() - askedAt > impatienceMs) process.exit(1);
      return;
    }
    askedAt = performance.now();
    void stop().finally(() => process.exit(code));
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
}
