import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { effectScope } from 'vue';
import { useAutosave } from './useAutosave';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const inScope = (save: () => Promise<void>, isPassing = () => false) => {
  const scope = effectScope();
  const autosave = scope.run(() => useAutosave(save, { isPassing }));
  if (!autosave) throw new Error('no scope');
  return { scope, autosave };
};

it('saves once after a pause in typing', async () => {
  const save = vi.fn(() => Promise.resolve());
  const { autosave } = inScope(save);
  autosave.touch();
  await vi.advanceTimersByTimeAsync(500);
  autosave.touch();
  expect(autosave.state.value).toBe('dirty');
  await vi.advanceTimersByTimeAsync(800);
  expect(save).toHaveBeenCalledTimes(1);
  expect(autosave.state.value).toBe('saved');
});

it('keeps what was not saved and tries again', async () => {
  const save = vi.fn(() => Promise.resolve()).mockRejectedValueOnce(new Error('offline'));
  const { autosave } = inScope(save);
  autosave.touch();
  await expect(autosave.flush()).resolves.toBe(false);
  expect(autosave.state.value).toBe('failed');
  await expect(autosave.flush()).resolves.toBe(true);
});

it('saves what is left when the page goes', () => {
  const save = vi.fn(() => Promise.resolve());
  const { scope, autosave } = inScope(save);
  autosave.touch();
  scope.stop();
  return vi.waitFor(() => expect(save).toHaveBeenCalledTimes(1));
});

it('tries again by and by while the network is dead, and at once when it is back', async () => {
  const save = vi.fn<() => Promise<void>>(() => Promise.reject(new Error('offline')));
  const { autosave } = inScope(save, () => true);
  autosave.touch();
  await vi.advanceTimersByTimeAsync(800);
  expect(autosave.state.value).toBe('offline');
  autosave.touch();
  await vi.advanceTimersByTimeAsync(1_900);
  expect(save).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(100);
  expect(save).toHaveBeenCalledTimes(2);
  await vi.advanceTimersByTimeAsync(3_900);
  expect(save).toHaveBeenCalledTimes(2);
  expect(autosave.hasUnsaved()).toBe(true);
  save.mockResolvedValueOnce();
  window.dispatchEvent(new Event('online'));
  await vi.waitFor(() => expect(autosave.state.value).toBe('saved'));
  expect(autosave.hasUnsaved()).toBe(false);
});
