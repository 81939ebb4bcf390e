import type { Call } from '../../access/call';
import type { JobQueue } from '../../platform/job-queue';
import type { ReleaseRecorder } from './release-recorder';

/** Looks every minute for windows that opened or closed. `call` is the job runner's own. */
export async function registerReleaseJobs(
  jobs: JobQueue,
  { recorder, call }: { recorder: ReleaseRecorder; call: () => Promise<Call> },
): Promise<void> {
  await jobs.work('releases.windows', async () => {
    await recorder.run(await call());
  });
  await jobs.schedule('releases.windows', '* * * * *');
}
