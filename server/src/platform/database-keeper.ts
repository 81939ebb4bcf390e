import { setTimeout as after } from 'node:timers/promises';
import type { Room } from './free-space';
import type { Logger } from './logger';

/** Milliseconds between two looks. */
const LOOK_MS = 1_000;
/** After a start that failed: each takes a while, and the next is hardly better. */
const AGAIN_MS = 10_000;

export interface DatabaseKeeperDeps {
  readonly room: Room;
  readonly revive: () => Promise<boolean>;
  readonly logger: Logger;
}

/**
 * Keeps the embedded database running as long as the process serves: it ends by itself where the log on its disk finds no
 * room, and whoever runs the machine may kill it. Begun again only with room, which a start takes.
 */
export function createDatabaseKeeper({ room, revive, logger }: DatabaseKeeperDeps) {
  const stopping = new AbortController();
  let hadRoom = true;
  let loop: Promise<void> | null = null;

  /** Resolves to how long to wait for the next look. */
  async function look(): Promise<number> {
    const hasRoom = room.has();
    if (hasRoom !== hadRoom)
      if (hasRoom) logger.info('the disk has room again: requests that write are taken');
      else logger.error('the disk is full: requests that write are refused until there is room');
    hadRoom = hasRoom;
    if (!hasRoom) return LOOK_MS;
    try {
      if (await revive()) logger.error('the database had ended and was started again');
      return LOOK_MS;
    } catch (error) {
      logger.error({ err: error }, 'the database has ended and does not start');
      return AGAIN_MS;
    }
  }

  async function run(): Promise<void> {
    const { signal } = stopping;
    let waitMs = LOOK_MS;
    for (;;) {
      await after(waitMs, undefined, { signal, ref: false }).catch(() => undefined);
      if (signal.aborted) return;
      waitMs = await look();
    }
  }

  return {
    start(): void {
      loop ??= run();
    },
    /** Resolves when no look runs any more. */
    async stop(): Promise<void> {
      stopping.abort();
      await loop;
    },
  };
}
