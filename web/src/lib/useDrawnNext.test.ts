import { expect, it, vi } from 'vitest';
import { createApp, defineComponent, effectScope, h, nextTick, ref } from 'vue';
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

it('draws at once what is known from the beginning, once the page was drawn before', async () => {
  const page = defineComponent({
    setup() {
      const isDrawn = useDrawnNext(() => true);
      return () => (isDrawn.value ? 'all' : 'above');
    },
  });
  const root = document.createElement('div');
  const first = createApp({ render: () => h(page) });
  first.mount(root);
  expect(root.textContent).toBe('above');
  await vi.waitFor(() => {
    expect(root.textContent).toBe('all');
  });
  first.unmount();
  createApp({ render: () => h(page) }).mount(root);
  expect(root.textContent).toBe('all');
});
