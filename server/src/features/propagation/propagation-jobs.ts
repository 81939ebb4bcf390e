import type { Call } from '../../access/call';
import type { JobQueue } from '../../platform/job-queue';
import type { PropagationMisses } from './propagation-misses';

/** Looks every minute for campaigns whose time to move is up. `call` is the job runner's own. */
export async function registerPropagationJobs(
  jobs: JobQueue,
  { misses, call }: { misses: PropagationMisses; call: () => Promise<Call> },
): Promise<void> {
  await jobs.work('propagation.misses', async () => {
    await misses.run(await call());
  });
  await jobs.schedule('propagation.misses', '* * * * *');
}
