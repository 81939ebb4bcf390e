import { mount, flushPromises } from '@vue/test-utils';
import { afterEach, expect, it, vi } from 'vitest';
import { defineComponent, h, ref } from 'vue';
import { FIRST_PAGE, FIRST_PAGE_MARK, firstPageStands, useLater } from './first-page';

afterEach(() => {
  vi.useRealTimers();
  performance.clearMarks();
});

it('stands with a title and nothing that is still loading', async () => {
  const root = document.createElement('div');
  const stands = vi.fn();
  void firstPageStands(root).then(stands);
  root.innerHTML = '<p aria-busy="true"></p><h1>页</h1>';
  await flushPromises();
  expect(stands).not.toHaveBeenCalled();
  root.querySelector('p')?.remove();
  await vi.waitFor(() => {
    expect(stands).toHaveBeenCalledOnce();
  });
  expect(performance.getEntriesByName(FIRST_PAGE_MARK)).toHaveLength(1);
});

it.each(['data-settled', 'role="alert" data-settled'])(
  'stands without a title where it says why: %s',
  async (mark) => {
    const root = document.createElement('div');
    const stands = vi.fn();
    void firstPageStands(root).then(stands);
    root.innerHTML = `<p aria-busy="true"></p><div ${mark}></div>`;
    await flushPromises();
    expect(stands).not.toHaveBeenCalled();
    root.querySelector('p')?.remove();
    await vi.waitFor(() => {
      expect(stands).toHaveBeenCalledOnce();
    });
  },
);

const later = (load: () => Promise<{ default: object }>, isWanted?: () => boolean) =>
  defineComponent(() => {
    const part = useLater(load, isWanted);
    return () => (part.value ? h(part.value) : '还没有');
  });
const part = { default: { render: () => '来了' } };

it('fetches nothing before the first page stands', async () => {
  const load = vi.fn(() => Promise.resolve(part));
  let stand = (): void => undefined;
  const firstPage = new Promise<void>((resolve) => (stand = resolve));
  const wrapper = mount(later(load), { global: { provide: { [FIRST_PAGE as symbol]: firstPage } } });
  await flushPromises();
  expect(load).not.toHaveBeenCalled();
  expect(wrapper.text()).toBe('还没有');
  stand();
  await flushPromises();
  expect(wrapper.text()).toBe('来了');
});

it('fetches at once what the person asks for, though the first page does not stand', async () => {
  const load = vi.fn(() => Promise.resolve(part));
  const isWanted = ref(false);
  const wrapper = mount(
    later(load, () => isWanted.value),
    { global: { provide: { [FIRST_PAGE as symbol]: new Promise(() => undefined) } } },
  );
  await flushPromises();
  expect(load).not.toHaveBeenCalled();
  isWanted.value = true;
  await flushPromises();
  expect(wrapper.text()).toBe('来了');
});

it('asks again for what the network lost, until nobody needs it', async () => {
  vi.useFakeTimers();
  const load = vi.fn(() => Promise.resolve(part)).mockRejectedValueOnce(new TypeError('lost'));
  const wrapper = mount(later(load));
  await vi.advanceTimersByTimeAsync(3_000);
  expect(wrapper.text()).toBe('来了');

  const never = vi.fn(() => Promise.reject(new TypeError('lost')));
  const other = mount(later(never));
  await vi.advanceTimersByTimeAsync(1_000);
  other.unmount();
  await vi.advanceTimersByTimeAsync(30_000);
  expect(never).toHaveBeenCalledOnce();
});
