import { flushPromises } from '@vue/test-utils';
import { expect, it, vi } from 'vitest';
import { h } from 'vue';
import { mountPage, Refusal, type Answers } from '../testing/mount-app';
import SavedViewMenu from './SavedViewMenu.vue';

const view = { id: '0190a000-0000-7000-8000-000000000001', name: '草稿', query: { state: 'DRAFT' } };
const popover = () => document.querySelector<HTMLElement>('.el-popover');
const press = (text: string) =>
  [...document.querySelectorAll<HTMLButtonElement>('.el-popover button')]
    .find((button) => button.textContent.includes(text) || button.getAttribute('aria-label')?.includes(text))
    ?.click();

async function open(answers: Answers, path: string) {
  const mounted = await mountPage(
    { render: () => h(SavedViewMenu, { list: 'campaigns' }) },
    { answers: { 'savedViews.list': () => [view], ...answers }, path },
  );
  await vi.waitFor(() => expect(popover()?.textContent).toContain('草稿'));
  return mounted;
}

async function name(text: string): Promise<void> {
  const field = document.querySelector<HTMLInputElement>('.el-popover input');
  if (!field) throw new Error('no field for the name');
  field.value = text;
  field.dispatchEvent(new Event('input'));
  await flushPromises();
}

it('opens a list with the filters of a view, by one click', async () => {
  const { router, wrapper } = await open({}, '/campaigns?q=old&page=4');
  press('草稿');
  await vi.waitFor(() => expect(router.currentRoute.value.fullPath).toBe('/campaigns?state=DRAFT'));
  await vi.waitFor(() => expect(wrapper.find('button').text()).toBe('草稿'));
});

it('keeps the present filters under a name, without the page', async () => {
  const created: unknown[] = [];
  await open(
    {
      'savedViews.create': (input) => {
        created.push(input);
        return view;
      },
    },
    '/campaigns?kind=PLAN&page=4',
  );
  await name('套餐');
  press('保存视图');
  await vi.waitFor(() =>
    expect(created).toEqual([{ list: 'campaigns', name: '套餐', query: { kind: 'PLAN' } }]),
  );
});

it('says why a view is not kept, and replaces one of the same name', async () => {
  const updated: unknown[] = [];
  await open(
    {
      'savedViews.create': () => {
        throw new Refusal('VIEW_HOLDS_PHONE');
      },
      'savedViews.update': (input) => {
        updated.push(input);
        return view;
      },
    },
    '/campaigns?q=1',
  );
  await name('号码');
  press('保存视图');
  await vi.waitFor(() => expect(popover()?.textContent).toContain('筛选或名称里有手机号'));
  await name('草稿');
  press('替换视图');
  await vi.waitFor(() => expect(updated).toEqual([{ id: view.id, query: { q: '1' } }]));
});
