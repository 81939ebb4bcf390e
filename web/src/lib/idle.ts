/** At the latest after so many milliseconds it is its turn, however busy the page is. */
const MOST_MS = 1_000;

/** Resolves when the page has nothing more urgent to do: what somebody waits for comes first. */
export function idle(): Promise<void> {
  return new Promise((resolve) => {
    // Not every browser tells; a pause of two frames is the next best thing.
    if (typeof requestIdleCallback === 'undefined') setTimeout(resolve, 34);
    else
      requestIdleCallback(
        () => {
          resolve();
        },
        { timeout: MOST_MS },
      );
  });
}
