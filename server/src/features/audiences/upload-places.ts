import { createTurns } from '../../platform/turns';

/** Writes down a file that was received: from then on it counts by its record. */
export type Recorder = <R>(record: () => Promise<R>) => Promise<R>;

/**
 * How many files of a tenant may wait. Those on their way in count, too, or of many that come at once each would find
 * room; and it is counted and written down in turn, so that none counts twice or not at all.
 */
export function createUploadPlaces(most: number) {
  const coming = new Map<string, number>();
  const inTurn = createTurns(1);
  const add = (tenantId: string, by: 1 | -1): void => {
    const left = (coming.get(tenantId) ?? 0) + by;
    if (left === 0) coming.delete(tenantId);
    else coming.set(tenantId, left);
  };

  /** @param countWaiting records of files that wait */
  async function take(tenantId: string, countWaiting: () => Promise<number>): Promise<boolean> {
    return inTurn(async () => {
      if ((await countWaiting()) + (coming.get(tenantId) ?? 0) >= most) return false;
      add(tenantId, 1);
      return true;
    });
  }

  return {
    /** Receives a file in a place of the tenant; null where there is none. Rejects with what `receive` rejects with. */
    async within<T>(
      tenantId: string,
      countWaiting: () => Promise<number>,
      receive: (recorded: Recorder) => Promise<T>,
    ): Promise<T | null> {
      if (!(await take(tenantId, countWaiting))) return null;
      let isHeld = true;
      const leave = (): void => {
        if (isHeld) add(tenantId, -1);
        isHeld = false;
      };
      try {
        return await receive((record) =>
          inTurn(async () => {
            const made = await record();
            leave();
            return made;
          }),
        );
      } finally {
        leave();
      }
    },
  };
}
