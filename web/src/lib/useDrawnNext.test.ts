import { expect, it, vi } from 'vitest';
import { effectScope, nextTick, ref } from 'vue';
import { useDrawnNext } from './useDrawnNext';

it('draws what is below once what is above has been seen, and never takes it away again', async () => {
  const data = ref<string>();
  const scope = effectScope();
  const isDrawn = scope.run(() => useDrawnNext(() => data.value !== undefined));
  expect(isDrawn?.value).toBe(false);
  data.value = 'known';
  await nextTick();
  expect(isDrawn?.value).toBe(false);
  await vi.waitFor(() => {
    expect(isDrawn?.value).toBe(true);
  });
  data.value = undefined;
  await nextTick();
  expect(isDrawn?.value).toBe(true);
  scope.stop();
});

it('draws at once what is known from the beginning', () => {
  const scope = effectScope();
  expect(scope.run(() => useDrawnNext(() => true))?.value).toBe(true);
  scope.stop();
});
