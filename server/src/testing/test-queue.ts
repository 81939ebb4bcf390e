import { pino } from 'pino';
import { openJobQueue } from '../platform/job-queue';
import type { JobQueue } from '../platform/job-queue';
import { createTestDatabase } from './test-database';
import type { TestDatabase } from './test-database';

/** A job queue on a database of its own; `close` ends both. */
export async function createTestQueue(): Promise<{
  jobs: JobQueue;
  owner: TestDatabase['owner'];
  close: () => Promise<void>;
}> {
  const database = await createTestDatabase();
  const jobs = await openJobQueue(database.urls.owner, pino({ level: 'silent' }));
  return {
    jobs,
    owner: database.owner,
    close: async () => {
      await jobs.stop();
      await database.close();
    },
  };
}
