import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestQueue } from '../testing/test-queue';
import type { JobQueue } from './job-queue';

describe('the job queue', () => {
  let jobs: JobQueue;
  let owner: Awaited<ReturnType<typeof createTestQueue>>['owner'];
  let close: () => Promise<void>;
  beforeAll(async () => {
    ({ jobs, owner, close } = await createTestQueue());
  });
  afterAll(() => close());

  it('keeps jobs until somebody works and hands each over once', async () => {
    await jobs.send('greet', { to: 'first' });
    await jobs.send('greet', { to: 'second' });
    const seen: unknown[] = [];
    const bothSeen = new Promise<void>((resolve) => {
      void jobs.work('greet', ({ data }) => {
        seen.push(data);
        if (seen.length === 2) resolve();
        return Promise.resolve();
      });
    });
    await bothSeen;
    expect(seen).toEqual([{ to: 'first' }, { to: 'second' }]);
  });

  it('lets one job wait for each singleton key', async () => {
    expect(await jobs.send('sweep', {}, { singletonKey: 'a' })).not.toBeNull();
    expect(await jobs.send('sweep', {}, { singletonKey: 'a' })).toBeNull();
    expect(await jobs.send('sweep', {}, { singletonKey: 'b' })).not.toBeNull();
  });

  // What nobody waits for would be an unhandled rejection, by which the whole process ends, and this run of tests, too.
  it('goes on after the database went away in the middle of a job', async () => {
    const seen: unknown[] = [];
    await jobs.work('cut', async ({ data }) => {
      seen.push(data);
      if (seen.length === 1) await owner.execute(sql`alter table pgboss.job rename to job_away`);
    });
    await jobs.send('cut', { turn: 1 });
    await expect.poll(() => seen, { timeout: 10_000 }).toEqual([{ turn: 1 }]);
    // Long enough for what became of it to be told in vain, and for the next look.
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    await owner.execute(sql`alter table pgboss.job_away rename to job`);
    await jobs.send('cut', { turn: 2 });
    await expect.poll(() => seen, { timeout: 10_000 }).toEqual([{ turn: 1 }, { turn: 2 }]);
  });

  it('takes a schedule', async () => {
    await expect(jobs.schedule('nightly', '30 2 * * *')).resolves.toBeUndefined();
    await expect(jobs.schedule('nightly', 'sometimes')).rejects.toThrow();
  });
});
