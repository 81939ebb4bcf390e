import { expect, it, vi } from 'vitest';
import { createLeaveGuards } from './leave-guards';

it('asks only forms that hold something unsaved, and stops at the first that objects', async () => {
  const guards = createLeaveGuards();
  const quiet = vi.fn(() => Promise.resolve(false));
  guards.add({ hasUnsaved: () => false, mayLeave: quiet });
  await expect(guards.mayLeave()).resolves.toBe(true);
  const remove = guards.add({ hasUnsaved: () => true, mayLeave: () => Promise.resolve(false) });
  expect(guards.hasUnsaved()).toBe(true);
  await expect(guards.mayLeave()).resolves.toBe(false);
  remove();
  await expect(guards.mayLeave()).resolves.toBe(true);
  expect(quiet).not.toHaveBeenCalled();
});

it('holds the tab only while something is unsaved', () => {
  const guards = createLeaveGuards();
  const leave = (): boolean => !window.dispatchEvent(new Event('beforeunload', { cancelable: true }));
  expect(leave()).toBe(false);
  guards.add({ hasUnsaved: () => true, mayLeave: () => Promise.resolve(true) });
  expect(leave()).toBe(true);
  guards.release();
  expect(leave()).toBe(false);
});
