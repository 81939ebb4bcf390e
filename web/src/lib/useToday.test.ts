import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { effectScope } from 'vue';
import { useToday } from './useToday';

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-11-21T15:59:00.000Z') });
});
afterEach(() => {
  vi.useRealTimers();
});

it('goes on to the next day when it begins in Shanghai, day after day', () => {
  const scope = effectScope();
  const today = scope.run(useToday);
  expect(today?.value).toBe('2026-11-21');
  vi.advanceTimersByTime(59_999);
  expect(today?.value).toBe('2026-11-21');
  vi.advanceTimersByTime(1);
  expect(today?.value).toBe('2026-11-22');
  vi.advanceTimersByTime(86_400_000);
  expect(today?.value).toBe('2026-11-23');
  scope.stop();
});

it.each([
  ['is seen again', () => document.dispatchEvent(new Event('visibilitychange'))],
  ['is come back to', () => window.dispatchEvent(new Event('focus'))],
])('is read again when the page %s, as of a machine that slept', (_, comeBack) => {
  const scope = effectScope();
  const today = scope.run(useToday);
  vi.setSystemTime(new Date('2026-11-23T01:00:00.000Z'));
  expect(today?.value).toBe('2026-11-21');
  comeBack();
  expect(today?.value).toBe('2026-11-23');
  expect(vi.getTimerCount()).toBe(1);
  scope.stop();
});

it('leaves no timer and listens no longer when its page is gone', () => {
  const scope = effectScope();
  const today = scope.run(useToday);
  expect(vi.getTimerCount()).toBe(1);
  scope.stop();
  expect(vi.getTimerCount()).toBe(0);
  vi.setSystemTime(new Date('2026-11-23T01:00:00.000Z'));
  window.dispatchEvent(new Event('focus'));
  document.dispatchEvent(new Event('visibilitychange'));
  expect(today?.value).toBe('2026-11-21');
});
