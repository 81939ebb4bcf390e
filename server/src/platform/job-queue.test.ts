import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestQueue } from '../testing/test-queue';
import type { JobQueue } from './job-queue';

describe('the job queue', () => {
  let jobs: JobQueue;
  let close: () => Promise<void>;
  beforeAll(async () => {
    ({ jobs, close } = await createTestQueue());
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

  it('takes a schedule', async () => {
    await expect(jobs.schedule('nightly', '30 2 * * *')).resolves.toBeUndefined();
    await expect(jobs.schedule('nightly', 'sometimes')).rejects.toThrow();
  });
});
