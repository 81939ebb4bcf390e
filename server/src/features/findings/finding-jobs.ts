import type { Call } from '../../access/call';
import type { JobQueue } from '../../platform/job-queue';
import type { FindingService } from './finding-service';

/** Looks every ten minutes for findings whose time is nearly or wholly up. `call` is the job runner's own. */
export async function registerFindingJobs(
  jobs: JobQueue,
  { findings, call }: { findings: Pick<FindingService, 'runReminders'>; call: () => Promise<Call> },
): Promise<void> {
  await jobs.work('findings.reminders', async () => {
    await findings.runReminders(await call());
  });
  await jobs.schedule('findings.reminders', '*/10 * * * *');
}
