import { afterEach, expect, it, vi } from 'vitest';
import { createConnection } from './connection';

afterEach(() => {
  vi.useRealTimers();
});

it('says that the line is cut although an answer comes that was on its way, until one does that was not', async () => {
  vi.useFakeTimers();
  const waiting: ((response: Response) => void)[] = [];
  let isCut = false;
  const connection = createConnection({ idleMs: () => 0, actingAs: () => undefined }, () =>
    isCut ? Promise.reject(new TypeError('cut')) : new Promise((resolve) => void waiting.push(resolve)),
  );
  const early = connection.fetch('/trpc/x');
  isCut = true;
  window.dispatchEvent(new Event('offline'));
  expect(connection.isReachable.value).toBe(false);
  waiting.shift()?.(new Response());
  await early;
  await vi.advanceTimersByTimeAsync(5_000);
  expect(connection.isReachable.value).toBe(false);
  isCut = false;
  await vi.advanceTimersByTimeAsync(5_000);
  waiting.shift()?.(new Response());
  await vi.advanceTimersByTimeAsync(0);
  expect(connection.isReachable.value).toBe(true);
});
