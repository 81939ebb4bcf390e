import { isImportOver } from '@xietong/shared/audiences';
import { idSchema } from '@xietong/shared/kernel';
import { setTimeout as after } from 'node:timers/promises';
import type { Clock } from '../../platform/clock';
import { withTenant } from '../../platform/database';
import type { Database, Tx } from '../../platform/database';
import type { Logger } from '../../platform/logger';
import { createListImportStore } from './list-import-store';
import type { ListImportRecord } from './list-import-store';
import { Stopping } from './list-import-run';
import type { ListImportRun } from './list-import-run';
import type { UploadFolder } from './upload-folder';

/** The queue is looked at this often; a start only makes it sooner. */
const POLL_MS = 1_000;
/** A run that has been silent for so long has lost its process: it says something every second. */
const SILENT_MS = 4_000;
const SWEEP_MS = 60_000;
/** A file that nobody has made choices about for so long is taken away. */
const UPLOAD_KEPT_MS = 24 * 3_600_000;

export interface ListImportRunnerDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly uploads: UploadFolder;
  readonly run: ListImportRun;
  readonly provinceId: () => Promise<string>;
}

/**
 * Runs imports one after the other in the serving process, also those that a killed process left.
 * The command line runs its own by `runToEnd`, beside a serving process or alone.
 */
export function createListImportRunner(deps: ListImportRunnerDeps) {
  const { database, clock, logger, uploads, run: importRun, provinceId } = deps;
  const running = new Map<string, AbortController>();
  let timer: NodeJS.Timeout | null = null;
  let ticking: Promise<void> | null = null;
  let sweptAt = Number.NEGATIVE_INFINITY;

  /** The province sees all imports; each is changed in its own tenant alone. */
  async function overAll<T>(read: (tx: Tx) => Promise<T>): Promise<T> {
    return withTenant(database, { tenantId: await provinceId(), actorId: null, requestId: null }, read);
  }

  async function runOne(record: ListImportRecord): Promise<void> {
    const control = new AbortController();
    running.set(record.id, control);
    try {
      await importRun.run(record, control);
    } finally {
      running.delete(record.id);
    }
  }

  async function runOpen(): Promise<void> {
    const silentSince = new Date(clock.now().getTime() - SILENT_MS);
    const open = await overAll((tx) => createListImportStore(tx).findOpen(silentSince));
    for (const record of open) {
      if (timer === null) return;
      if (!running.has(record.id)) await runOne(record);
    }
  }

  async function sweep(): Promise<void> {
    const now = clock.now();
    const stale = new Date(now.getTime() - UPLOAD_KEPT_MS);
    for (const record of await overAll((tx) => createListImportStore(tx).findUploadedBefore(stale))) {
      await withTenant(database, { tenantId: record.tenantId, actorId: null, requestId: null }, (tx) =>
        createListImportStore(tx).update(record.id, {
          ...{ state: 'CANCELLED', errorCode: 'LIST_IMPORT_EXPIRED', endedAt: now },
        }),
      );
      await uploads.remove(record.id);
    }
    await uploads.sweep(async (importId) => {
      if (!idSchema.safeParse(importId).success) return 'UNKNOWN';
      const record = await overAll((tx) => createListImportStore(tx).findById(importId));
      if (record === undefined) return 'UNKNOWN';
      return isImportOver(record.state) ? 'OVER' : 'WAITED';
    }, now);
  }

  /** Of several callers at once, one looks. */
  function tick(): Promise<void> {
    ticking ??= (async () => {
      try {
        await runOpen();
        if (clock.now().getTime() - sweptAt < SWEEP_MS) return;
        sweptAt = clock.now().getTime();
        await sweep();
      } catch (error) {
        logger.warn({ err: error }, 'list imports could not be looked at');
      } finally {
        ticking = null;
      }
    })();
    return ticking;
  }

  return {
    start(): void {
      sweptAt = Number.NEGATIVE_INFINITY;
      timer = setInterval(() => void tick(), POLL_MS);
      timer.unref();
      void tick();
    },

    /** Gives back what runs, for the next process, and waits until it has let go. */
    async stop(): Promise<void> {
      if (timer) clearInterval(timer);
      timer = null;
      for (const control of running.values()) control.abort(new Stopping());
      await ticking;
    },

    /** Looks at the queue before its time, where this process serves. */
    wake(): void {
      if (timer) void tick();
    },

    /** Ends the run of an import that was cancelled at once, where it runs in this process. */
    letGo(importId: string): void {
      running.get(importId)?.abort(new Stopping());
    },

    /** Runs an import here, or waits for the process that does; resolves when it is over. */
    async runToEnd(importId: string): Promise<ListImportRecord> {
      for (;;) {
        const record = await overAll((tx) => createListImportStore(tx).findById(importId));
        if (!record) throw new Error(`there is no import ${importId}`);
        if (isImportOver(record.state)) return record;
        const silentFor = clock.now().getTime() - (record.heartbeatAt?.getTime() ?? 0);
        if (record.state === 'QUEUED' || silentFor > SILENT_MS) await runOne(record);
        else await after(POLL_MS);
      }
    },
  };
}
export type ListImportRunner = ReturnType<typeof createListImportRunner>;
