/** The thread that reads one file of numbers, so that the others go on answering meanwhile. */
import { once } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';
import { AppError } from '../../platform/app-error';
import { numberHash } from '../../platform/number-vault';
import { openSealedFile } from '../../platform/sealed-file';
import { previewList, readList } from './list-file';
import { openListSource } from './list-source';
import type { ListSource } from './list-source';
import type { ListWork, ListWorkMessage, ReadList } from './list-worker-messages';
import { digestOf, hashMembers } from './member-set';

/** Milliseconds between two words about how far it is. */
const TELL_MS = 250;

function tell(message: ListWorkMessage, transfer: ArrayBuffer[] = []): void {
  parentPort?.postMessage(message, transfer);
}

async function read(source: ListSource, { choices, hashKey }: ListWork): Promise<ReadList> {
  let toldAt = 0;
  const { numbers, report } = await readList(source, choices, {
    rejected: async (rows) => {
      tell({ kind: 'rejected', rows });
      if (parentPort) await once(parentPort, 'message');
    },
    progress: (found) => {
      if (performance.now() - toldAt < TELL_MS) return;
      toldAt = performance.now();
      tell({ kind: 'progress', progress: { ...found, done: source.done, total: source.total } });
    },
  });
  const found = numbers.size;
  const distinct = numbers.distinct();
  const { rows, rejected } = report;
  const progress = { rows, accepted: distinct.length, rejected: rejected.total };
  tell({ kind: 'progress', progress: { ...progress, done: source.total, total: source.total } });
  if (distinct.length === 0) throw new AppError('LIST_EMPTY', { rows, rejected: rejected.total });
  const hashes = hashMembers(distinct, numberHash(Buffer.from(hashKey)));
  const accepted = distinct.length;
  return {
    hashes,
    digest: digestOf(hashes),
    report: { rows, accepted, duplicates: found - accepted, rejected },
  };
}

async function work(task: ListWork): Promise<void> {
  const file = await openSealedFile(task.file.path, Buffer.from(task.sealKey));
  const source = await openListSource(file, task.file);
  if (task.task === 'preview') {
    tell({ kind: 'preview', preview: await previewList(source, task.file.fileName, task.choices) });
  } else {
    const list = await read(source, task);
    tell({ kind: 'read', list }, [list.hashes.buffer]);
  }
  source.close();
  await file.close();
}

try {
  await work(workerData as ListWork);
} catch (error) {
  // What else goes wrong ends the thread with its error, which its owner hears of.
  if (!(error instanceof AppError)) throw error;
  tell({ kind: 'failed', code: error.code, params: error.params });
}
// Nothing keeps it: a file of which only the beginning was wanted is still open.
process.exit();
