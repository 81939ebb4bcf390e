import type { Call } from '../../access/call';
import type { JobQueue } from '../../platform/job-queue';
import type { ReleaseRecorder } from './release-recorder';
import type { TakedownReminderService } from './takedown-reminder-service';

/**
 * Looks every minute for windows that opened or closed, and every ten for reviews of stops whose time is nearly or
 * wholly up. `call` is the job runner's own.
 */
export async function registerReleaseJobs(
  jobs: JobQueue,
  {
    recorder,
    reviews,
    call,
  }: { recorder: ReleaseRecorder; reviews: TakedownReminderService; call: () => Promise<Call> },
): Promise<void> {
  await jobs.work('releases.windows', async () => {
    await recorder.run(await call());
  });
  await jobs.schedule('releases.windows', '* * * * *');
  await jobs.work('takedownReviews.reminders', async () => {
    await reviews.runReminders(await call());
  });
  await jobs.schedule('takedownReviews.reminders', '*/10 * * * *');
}
