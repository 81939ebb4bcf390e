import { Lock, Select } from '@element-plus/icons-vue';
import { flushPromises, mount } from '@vue/test-utils';
import { expect, it, vi } from 'vitest';
import { FIRST_PAGE } from '../lib/first-page';
import DropMenu from './DropMenu.vue';
import './DropMenuPanel.vue'; // loaded beforehand, so that no test waits for it

const items = [
  { command: 'a', label: '甲', icon: Select },
  { command: 'b', label: '乙', icon: Lock, divided: true },
];

function openMenu(firstPage: Promise<void>) {
  return mount(DropMenu, {
    attachTo: document.body,
    props: { items, heading: '谁' },
    slots: { default: '<button>打开</button>' },
    global: { provide: { [FIRST_PAGE as symbol]: firstPage } },
  });
}
const lines = (): HTMLElement[] => [...document.body.querySelectorAll<HTMLElement>('[role=menuitem]')];

it('shows its button at once, and opens by a click that came before the menu', async () => {
  let stand = (): void => undefined;
  const wrapper = openMenu(new Promise<void>((resolve) => (stand = resolve)));
  await wrapper.get('button').trigger('click');
  expect(lines()).toEqual([]);
  stand();
  await vi.waitFor(() => {
    expect(lines().map((line) => line.textContent.trim())).toEqual(['甲', '乙']);
  });
  expect(document.body.textContent).toContain('谁');
  lines()[1]?.click();
  await flushPromises();
  expect(wrapper.emitted('choose')).toEqual([['b']]);
});

it('opens by a click once the menu is there', async () => {
  const wrapper = openMenu(Promise.resolve());
  await vi.dynamicImportSettled();
  await flushPromises();
  await wrapper.get('button').trigger('click');
  await vi.waitFor(() => {
    expect(lines()).toHaveLength(2);
  });
});
