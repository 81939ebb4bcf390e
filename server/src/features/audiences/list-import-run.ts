import { asCaller } from '../../access/as-caller';
import type { FailurePort } from '../../access/audit-port';
import type { Call } from '../../access/call';
import { requireCan } from '../../access/require-can';
import { AppError } from '../../platform/app-error';
import { codedError } from '../../platform/coded-error';
import type { Clock } from '../../platform/clock';
import { withTenant } from '../../platform/database';
import type { Database, Tx } from '../../platform/database';
import type { Logger } from '../../platform/logger';
import { createListImportStore } from './list-import-store';
import type { HeldImport, ImportCounts, ListImportRecord } from './list-import-store';
import type { ListReader } from './list-reader';
import type { ListVersionWriter } from './list-version-writer';
import type { ReadList } from './list-worker-messages';
import type { UploadFolder } from './upload-folder';

/** Milliseconds between two signs of life, each with how far it is. */
const BEAT_MS = 1_000;
/** Times that an import is taken up before it counts as one that cannot end well. */
const MAX_ATTEMPTS = 5;

/** Somebody cancelled the import, or another process took it up: nothing more may be written. */
class LostImport extends Error {}
/** The process ends in order: whoever serves next goes on. */
export class Stopping extends Error {}

/** Who tells the person that started an import how it ended; called inside the transaction in which it ends. */
export interface ListImportNews {
  importEnded(
    tx: Tx,
    call: Call,
    news: { tenantId: string; importId: string; title: string; outcome: 'DONE' | 'FAILED' },
  ): Promise<void>;
}

export interface ListImportRunDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly failures: FailurePort;
  readonly news: ListImportNews;
  readonly reader: ListReader;
  readonly writer: ListVersionWriter;
  readonly uploads: UploadFolder;
}

/** Runs one import from its file to a version of a list, which comes whole or not at all. */
export function createListImportRun(deps: ListImportRunDeps) {
  const { database, clock, logger, failures, news, reader, writer, uploads } = deps;

  async function inTenant<T>(tenantId: string, run: (tx: Tx) => Promise<T>): Promise<T> {
    return withTenant(database, { tenantId, actorId: null, requestId: null }, run);
  }

  /** Reads and writes while `control` lets it; says how far it is once a second. */
  async function work(record: ListImportRecord, held: HeldImport, control: AbortController): Promise<void> {
    let counts: Partial<ImportCounts> = {};
    let beating: Promise<unknown> = Promise.resolve();
    const beat = (values: Partial<ListImportRecord> = {}): Promise<unknown> =>
      (beating = inTenant(record.tenantId, async (tx) => {
        const isOurs = await createListImportStore(tx).write(held, {
          ...counts,
          ...values,
          heartbeatAt: clock.now(),
        });
        if (!isOurs) control.abort(new LostImport());
      }).catch((error: unknown) => {
        logger.warn({ importId: record.id, err: error }, 'a list import could not say how far it is');
      }));
    const timer = setInterval(() => void beat(), BEAT_MS);
    try {
      const list = await read(record, control.signal, (found) => {
        counts = { ...counts, ...found };
      });
      const { accepted, duplicates, rows, rejected } = list.report;
      counts = { accepted, duplicates, rows, rejected: rejected.total, stepDone: 0, stepTotal: accepted };
      await beat({ state: 'WRITING', stepStartedAt: clock.now() });
      await write(record, held, { list, signal: control.signal }, (stepDone) => {
        counts = { ...counts, stepDone };
      });
    } catch (error) {
      // What was found until then is part of why it failed.
      if (!control.signal.aborted) await beat();
      throw error;
    } finally {
      clearInterval(timer);
      await beating;
    }
  }

  async function read(
    record: ListImportRecord,
    signal: AbortSignal,
    found: (counts: Partial<ImportCounts>) => void,
  ): Promise<ReadList> {
    let stored = 0;
    const file = { path: uploads.pathOf(record.id), fileName: record.fileName, utf8: record.isUtf8 };
    const choices = { column: record.numberColumn ?? undefined, header: record.hasHeader ?? undefined };
    return reader.read(file, choices, {
      signal,
      progress: ({ done, total, ...counts }) => {
        found({ ...counts, stepDone: done, stepTotal: total });
      },
      rejected: async (rows) => {
        await inTenant(record.tenantId, (tx) =>
          createListImportStore(tx).addRejections(record, stored, rows),
        );
        stored += rows.length;
      },
    });
  }

  async function write(
    record: ListImportRecord,
    held: HeldImport,
    { list, signal }: { list: ReadList; signal: AbortSignal },
    written: (members: number) => void,
  ): Promise<void> {
    const call = callOf(record);
    requireCan(call.actor, 'create', 'CustomerList', { tenantId: record.tenantId });
    const { fileName, listName: name, listId: known, purpose } = record;
    const target = { fileName, name, listId: known, purpose };
    await asCaller(database, call, async (tx) => {
      const { versionId, listId, report } = await writer.write(
        tx,
        call,
        { target, list },
        { signal, written },
      );
      const { accepted, duplicates, rows, rejected } = report;
      const isOurs = await createListImportStore(tx).write(held, {
        ...{ state: 'DONE', versionId, listId, endedAt: clock.now() },
        ...{ accepted, duplicates, rows, rejected: rejected.total, stepDone: accepted, stepTotal: accepted },
      });
      if (!isOurs) throw new LostImport();
      await news.importEnded(tx, call, { ...newsOf(record), outcome: 'DONE' });
    });
  }

  /** Notes how a run ended that did not end well. */
  async function settle(record: ListImportRecord, held: HeldImport, error: unknown): Promise<void> {
    if (error instanceof LostImport) return;
    const isLast = held.attempt >= MAX_ATTEMPTS;
    const known = codedError(error) ?? (isLast ? new AppError('INTERNAL') : null);
    if (!(error instanceof AppError) && !(error instanceof Stopping))
      logger.error({ importId: record.id, attempt: held.attempt, err: error }, 'a list import broke off');
    const values: Partial<ListImportRecord> =
      known && !(error instanceof Stopping)
        ? { state: 'FAILED', errorCode: known.code, errorParams: known.params, endedAt: clock.now() }
        : { state: 'QUEUED' };
    const hasFailed = values.state === 'FAILED';
    const call = callOf(record);
    const isOurs = await inTenant(record.tenantId, async (tx) => {
      const isWritten = await createListImportStore(tx).write(held, values);
      if (isWritten && hasFailed) await news.importEnded(tx, call, { ...newsOf(record), outcome: 'FAILED' });
      return isWritten;
    });
    if (!isOurs || !known || !hasFailed) return;
    await failures.failure({
      ...call,
      ...{ act: 'lists.import', code: known.code },
      ...{ subject: { type: 'CustomerList', id: record.listId }, result: 'FAILED' },
    });
  }

  /** Takes away what only a run needs; refused rows stay where they say why nothing came of it. */
  async function tidy(record: ListImportRecord): Promise<void> {
    const keepsRows = await inTenant(record.tenantId, async (tx) => {
      const store = createListImportStore(tx);
      const left = await store.findById(record.id);
      if (!left || left.state === 'QUEUED' || left.state === 'READING' || left.state === 'WRITING')
        return null;
      const keeps = left.state === 'DONE' || left.errorCode === 'LIST_EMPTY';
      if (!keeps) await store.removeRejections(record.id);
      return keeps;
    });
    if (keepsRows !== null) await uploads.remove(record.id);
  }

  return {
    /**
     * Takes an import up and runs it, unless another process was faster. Resolves when it is over or
     * given back; what went wrong stands in its row.
     */
    async run(seen: ListImportRecord, control: AbortController): Promise<void> {
      const held = await inTenant(seen.tenantId, (tx) => createListImportStore(tx).takeUp(seen, clock.now()));
      if (!held) return;
      try {
        if (held.attempt > MAX_ATTEMPTS) throw new AppError('LIST_IMPORT_INTERRUPTED');
        await work(seen, held, control);
      } catch (error) {
        await settle(seen, held, error);
      }
      await tidy(seen);
    },
    tidy,
  };
}
export type ListImportRun = ReturnType<typeof createListImportRun>;

/** In whose name an import runs: as it was when it was started. */
function callOf({ call }: ListImportRecord): Call {
  if (!call) throw new Error('an import runs that nobody started');
  return call;
}

function newsOf({ id, tenantId, listName, fileName }: ListImportRecord) {
  return { tenantId, importId: id, title: listName ?? fileName };
}

/** What is kept of a call for an import that may go on in another process; no session. */
export function storedCall({ actor, requestId, address }: Call): Call {
  return { actor: actor.kind === 'PERSON' ? { ...actor, sessionId: '' } : actor, requestId, address };
}
