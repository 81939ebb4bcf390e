import type { Call } from '../../access/call';
import type { JobQueue } from '../../platform/job-queue';
import type { ApprovalService } from './approval-service';

/** Looks every minute for steps whose holder is gone, and for those whose time is nearly or wholly up. `call` is the job runner's own. */
export async function registerApprovalJobs(
  jobs: JobQueue,
  {
    approvals,
    call,
  }: { approvals: Pick<ApprovalService, 'runDeadlines' | 'runFallBacks'>; call: () => Promise<Call> },
): Promise<void> {
  await jobs.work('approvals.deadlines', async () => {
    const by = await call();
    await approvals.runFallBacks(by);
    await approvals.runDeadlines(by);
  });
  await jobs.schedule('approvals.deadlines', '* * * * *');
}
