import type { Call } from '../../access/call';
import type { JobQueue } from '../../platform/job-queue';
import type { ReleaseRecorder } from './release-recorder';
import type { TakedownReminderService } from './takedown-reminder-service';

const WINDOWS = 'releases.windows';

/**
 * Looks every minute for windows that opened or closed, and every ten for reviews of stops whose time is nearly or
 * wholly up. `call` is the job runner's own. The function it returns looks for windows at once, on whichever process:
 * what is approved into an open window runs from this moment, and its history shall say so.
 */
export async function registerReleaseJobs(
  jobs: JobQueue,
  {
    recorder,
    reviews,
    call,
  }: { recorder: ReleaseRecorder; reviews: TakedownReminderService; call: () => Promise<Call> },
): Promise<() => Promise<void>> {
  await jobs.work(WINDOWS, async () => {
    await recorder.run(await call());
  });
  await jobs.schedule(WINDOWS, '* * * * *');
  await jobs.work('takedownReviews.reminders', async () => {
    await reviews.runReminders(await call());
  });
  await jobs.schedule('takedownReviews.reminders', '*/10 * * * *');
  return async () => {
    await jobs.send(WINDOWS, {}, { singletonKey: 'changed' });
  };
}
