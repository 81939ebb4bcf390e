import type { Call } from '../../access/call';
import type { JobQueue } from '../../platform/job-queue';
import type { AuditArchiveService } from './audit-archive-service';

/** On Sunday nights, archives what was kept for `days`. `call` is the job runner's own. */
export async function registerAuditJobs(
  jobs: JobQueue,
  { archive, days, call }: { archive: AuditArchiveService; days: number; call: () => Promise<Call> },
): Promise<void> {
  await jobs.work('audit.archive', async () => {
    await archive.archive(await call(), { days });
  });
  await jobs.schedule('audit.archive', '20 3 * * 0');
}
