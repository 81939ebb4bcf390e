import { Worker } from 'node:worker_threads';
import type { FilePreview, RejectedRow } from '@xietong/shared/audiences';
import type { Secrets } from '../../config/secrets';
import { AppError } from '../../platform/app-error';
import { createTurns } from '../../platform/turns';
import type { FileChoices } from './list-file';
import type { ListWork, ListWorkMessage, ReadList, ReadProgress, UploadedFile } from './list-worker-messages';

/**
 * A thread that wants more is ended, and the server goes on. What it makes of a row is garbage at once: a larger young
 * generation costs memory, and is no faster.
 */
const LIMITS = { maxOldGenerationSizeMb: 160, maxYoungGenerationSizeMb: 8 };
/** Previews at once; each may have to unpack a workbook. */
const PREVIEWS_AT_ONCE = 2;

export interface ReadListeners {
  /** Ends the thread at once; the reading then rejects. */
  readonly signal: AbortSignal;
  progress(progress: ReadProgress): void;
  rejected(rows: readonly RejectedRow[]): Promise<void>;
}

export interface ListReaderDeps {
  /** The program of the thread, built of `list-worker.ts`. */
  readonly worker: URL;
  readonly secrets: Secrets;
}

/** Reads files of numbers in threads of their own: numbers never leave them, only hashes do. */
export function createListReader({ worker: program, secrets }: ListReaderDeps) {
  const inTurn = createTurns(PREVIEWS_AT_ONCE);

  /** Rejects with AppError for what is wrong with the file, and with the signal's reason. */
  function run(
    task: Pick<ListWork, 'task' | 'file' | 'choices'>,
    hear: (message: ListWorkMessage, worker: Worker) => Promise<void> | void,
    signal?: AbortSignal,
  ): Promise<void> {
    const keys = { sealKey: secrets.key('upload-sealing'), hashKey: secrets.key('phone-hmac') };
    const workerData: ListWork = { ...task, ...keys };
    const worker = new Worker(program, { workerData, resourceLimits: LIMITS });
    return new Promise<void>((resolve, reject) => {
      const fail = (error: unknown): void => {
        reject(error instanceof Error ? error : new Error(String(error)));
        void worker.terminate();
      };
      const abort = (): void => {
        fail(signal?.reason);
      };
      signal?.addEventListener('abort', abort);
      if (signal?.aborted) abort();
      worker.on('message', (message: ListWorkMessage) => {
        if (message.kind === 'failed') fail(new AppError(message.code, message.params));
        else void Promise.resolve(hear(message, worker)).catch(fail);
      });
      worker.once('error', (error) => {
        fail(isOutOfMemory(error) ? new AppError('FILE_UNPACKS_TOO_LARGE', { maxBytes: 0 }) : error);
      });
      worker.once('exit', () => {
        signal?.removeEventListener('abort', abort);
        resolve();
      });
    });
  }

  return {
    /** @throws AppError as `previewList` */
    preview: (file: UploadedFile, choices: FileChoices): Promise<FilePreview> =>
      inTurn(async () => {
        let found: FilePreview | undefined;
        await run({ task: 'preview', file, choices }, (message) => {
          if (message.kind === 'preview') found = message.preview;
        });
        if (!found) throw new Error('the preview ended without an answer');
        return found;
      }),

    /** @throws AppError as `readList`; LIST_EMPTY {rows, rejected} */
    async read(file: UploadedFile, choices: FileChoices, listeners: ReadListeners): Promise<ReadList> {
      let found: ReadList | undefined;
      const hear = async (message: ListWorkMessage, worker: Worker): Promise<void> => {
        if (message.kind === 'progress') listeners.progress(message.progress);
        else if (message.kind === 'read') found = message.list;
        else if (message.kind === 'rejected') {
          await listeners.rejected(message.rows);
          worker.postMessage('taken');
        }
      };
      await run({ task: 'read', file, choices }, hear, listeners.signal);
      if (!found) throw new Error('the reading ended without an answer');
      return found;
    },
  };
}
export type ListReader = ReturnType<typeof createListReader>;

function isOutOfMemory(error: Error): boolean {
  return 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}
