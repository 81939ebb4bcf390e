import { flushPromises } from '@vue/test-utils';
import { expect, it, vi } from 'vitest';
import { defineComponent } from 'vue';
import { mountPage } from '../testing/mount-app';
import { useOpened, type Opened } from './useOpened';

async function openedAt(path: string) {
  const held: { opened?: Opened } = {};
  const page = defineComponent({
    setup: () => {
      held.opened = useOpened('event');
      return () => null;
    },
  });
  const { router } = await mountPage(page, { path });
  if (!held.opened) throw new Error('not mounted');
  const url = () => router.currentRoute.value.fullPath;
  return { opened: held.opened, router, url };
}

it('opens by a step of the history, so that Back closes it and keeps the filters', async () => {
  const { opened, router, url } = await openedAt('/x?q=abc');
  opened.open('1');
  await flushPromises();
  expect(url()).toBe('/x?q=abc&event=1');
  router.back();
  await vi.waitFor(() => {
    expect(opened.id.value).toBe('');
  });
  expect(url()).toBe('/x?q=abc');
});

it('takes the step back when it is closed, and makes none from one to the next', async () => {
  const { opened, router, url } = await openedAt('/before');
  await router.push('/x?q=abc');
  opened.open('1');
  await flushPromises();
  opened.open('2');
  await flushPromises();
  expect(opened.id.value).toBe('2');
  opened.close();
  await vi.waitFor(() => {
    expect(url()).toBe('/x?q=abc');
  });
  router.back();
  await vi.waitFor(() => {
    expect(url()).toBe('/before');
  });
});

it('that was come to by a link is closed where one is', async () => {
  const { opened, url } = await openedAt('/x?event=1&q=abc');
  opened.close();
  await flushPromises();
  expect(url()).toBe('/x?q=abc');
  opened.close();
  await flushPromises();
  expect(url()).toBe('/x?q=abc');
});
