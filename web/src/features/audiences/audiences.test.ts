import { flushPromises } from '@vue/test-utils';
import type { FilePreview, ImportedList } from '@xietong/shared/audiences';
import { describe, expect, it, vi } from 'vitest';
import { mountPage } from '../../testing/mount-app';
import FileDrop from '../../ui/FileDrop.vue';
import { audienceRoutes as routes } from './audience-routes';
import ListImportPage from './pages/ListImportPage.vue';
import ListsPage from './pages/ListsPage.vue';

const rejected = {
  total: 1,
  byReason: { NOT_MOBILE: 1 },
  first: [{ line: 7, reason: 'NOT_MOBILE' as const, value: '120******00' }],
};
const preview: FilePreview = {
  fileName: 'vip.csv',
  encoding: 'gb18030',
  delimiter: ',',
  header: true,
  columns: [
    { index: 0, name: '姓名' },
    { index: 1, name: '号码' },
  ],
  numberColumn: 1,
  rows: [{ line: 2, cells: ['甲', '154****0001'] }],
  check: { rows: 5, accepted: 3, duplicates: 1, rejected },
};
const imported: ImportedList = {
  listId: '0192f0c1-0000-7000-8000-000000000001',
  versionId: '0192f0c1-0000-7000-8000-000000000002',
  version: 1,
  size: 3,
  report: { ...preview.check, rows: 5, accepted: 3, duplicates: 1, rejected, difference: null },
};

describe('importing a list', () => {
  it('shows what was found, asks for a name, and reports', async () => {
    const sent: { path: string; fields: Record<string, unknown> }[] = [];
    const fetcher = vi.fn((path: string, init: { body: FormData }) => {
      sent.push({ path, fields: Object.fromEntries(init.body) });
      return Promise.resolve(Response.json(path.endsWith('/preview') ? preview : imported));
    });
    vi.stubGlobal('fetch', fetcher);
    const { wrapper } = await mountPage(ListImportPage, { routes });
    wrapper.findComponent(FileDrop).vm.$emit('file', new File(['x'], 'vip.csv'));
    await flushPromises();
    expect(wrapper.text()).toContain('120******00');
    expect(wrapper.findAll('input[type="radio"]')).toHaveLength(2);
    expect(
      wrapper.find<HTMLInputElement>('input[type="radio"][value="1"], input[type="radio"]:checked').exists(),
    ).toBe(true);
    const name = wrapper.find<HTMLInputElement>('#field-list-name');
    expect(name.element.value).toBe('vip');
    await name.setValue('');
    await wrapper.find('form').trigger('submit');
    expect(name.attributes('aria-invalid')).toBe('true');
    await name.setValue('老客户');
    await wrapper.find('form').trigger('submit');
    await flushPromises();
    expect(sent.at(-1)).toMatchObject({
      path: '/files/lists/import',
      fields: { name: '老客户', column: '1', header: 'true' },
    });
    expect(wrapper.find('[role="status"]').text()).toContain('老客户');
    wrapper.unmount();
    vi.unstubAllGlobals();
  });

  it('says why a file was refused', async () => {
    const refusal = { code: 'FILE_BROKEN', params: { line: 12 }, fields: [], requestId: 'r-9' };
    vi.stubGlobal('fetch', () => Promise.resolve(Response.json(refusal, { status: 400 })));
    const { wrapper } = await mountPage(ListImportPage, { routes });
    wrapper.findComponent(FileDrop).vm.$emit('file', new File(['x'], 'vip.csv'));
    await flushPromises();
    expect(wrapper.find('[role="alert"].error, .error[role="alert"]').text()).toContain('12');
    wrapper.unmount();
    vi.unstubAllGlobals();
  });
});

describe('the lists', () => {
  it('lead to their pages', async () => {
    const row = {
      id: imported.listId,
      name: '老客户',
      tenant: { id: 't', code: '320100', nameZh: '南京', nameEn: 'Nanjing' },
      version: 2,
      size: 1200,
      updatedAt: '2026-11-22T03:04:05.678Z',
      updatedBy: 'NJ-OPS-01',
      archivedAt: null,
    };
    const { wrapper } = await mountPage(ListsPage, {
      routes,
      answers: { 'lists.list': () => ({ rows: [row], total: 1 }) },
    });
    await vi.waitFor(() => {
      expect(wrapper.find(`a[href="/audiences/${imported.listId}"]`).text()).toBe('老客户');
    });
    expect(wrapper.text()).toContain('1,200');
    wrapper.unmount();
  });
});
