import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Call } from '../../access/call';
import type { JobQueue } from '../../platform/job-queue';
import { createTestQueue } from '../../testing/test-queue';
import { registerReleaseJobs } from './release-jobs';

let jobs: JobQueue;
let close: () => Promise<void>;
beforeAll(async () => {
  ({ jobs, close } = await createTestQueue());
});
afterAll(() => close());

it('looks for windows as soon as it is asked to, and once for many that ask', async () => {
  let looked = 0;
  const look = await registerReleaseJobs(jobs, {
    recorder: { run: () => Promise.resolve((looked += 1)) },
    reviews: { runReminders: () => Promise.resolve(0) },
    call: () => Promise.resolve({} as Call),
  });
  await Promise.all(Array.from({ length: 20 }, look));
  await expect.poll(() => looked, { timeout: 10_000 }).toBeGreaterThan(0);
  // one that ran meanwhile, one that waited, and the minute's own
  expect(looked).toBeLessThanOrEqual(3);
});
