import type { JobQueue } from '../../platform/job-queue';
import type { EventMaintenance } from './event-maintenance';

/** Daily upkeep, at a quiet hour in Shanghai. */
export async function registerEventJobs(jobs: JobQueue, maintenance: EventMaintenance): Promise<void> {
  await jobs.work('events.partitions', () => maintenance.ensurePartitions());
  await jobs.schedule('events.partitions', '10 3 * * *');
  await jobs.work('events.identities', async () => {
    await maintenance.forgetOldIdentities();
  });
  await jobs.schedule('events.identities', '20 3 * * *');
}
