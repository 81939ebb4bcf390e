import type { Clock } from '../platform/clock';
import type { Database } from '../platform/database';
import type { JobQueue } from '../platform/job-queue';
import { forgetOldAttempts } from './lockout-store';
import { forgetEndedSessions } from './session-store';

/** Longer than anything that still counts, in milliseconds. */
const DAY_MS = 86_400_000;

/** Daily upkeep, at a quiet hour in Shanghai: what is left of sign-ins that are over would grow for ever. */
export async function registerSignInJobs(
  jobs: Pick<JobQueue, 'work' | 'schedule'>,
  { db, clock }: { readonly db: Database; readonly clock: Clock },
): Promise<void> {
  await jobs.work('signIns.forgotten', async () => {
    const until = new Date(clock.now().getTime() - DAY_MS);
    await forgetOldAttempts(db, until);
    await forgetEndedSessions(db, until);
  });
  await jobs.schedule('signIns.forgotten', '30 3 * * *');
}
