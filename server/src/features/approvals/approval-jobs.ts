import type { Call } from '../../access/call';
import type { JobQueue } from '../../platform/job-queue';
import type { ApprovalService } from './approval-service';

/** Looks every minute for steps whose time is nearly or wholly up. `call` is the job runner's own. */
export async function registerApprovalJobs(
  jobs: JobQueue,
  { approvals, call }: { approvals: Pick<ApprovalService, 'runDeadlines'>; call: () => Promise<Call> },
): Promise<void> {
  await jobs.work('approvals.deadlines', async () => {
    await approvals.runDeadlines(await call());
  });
  await jobs.schedule('approvals.deadlines', '* * * * *');
}
