import { flushPromises } from '@vue/test-utils';
import type { FilePreview, ListDetail, ListImportDetail } from '@xietong/shared/audiences';
import { describe, expect, it, vi } from 'vitest';
import { FILE_SENDER, type FileSender } from '../../api/upload-file';
import { answerLeaveQuestion } from '../../testing/leave-question';
import { mountPage, Refusal } from '../../testing/mount-app';
import { withMenu } from '../../testing/with-menu';
import FileDrop from '../../ui/FileDrop.vue';
import { audienceRoutes as routes } from './audience-routes';
import ImportPage from './pages/ImportPage.vue';
import ImportsPage from './pages/ImportsPage.vue';
import ListImportPage from './pages/ListImportPage.vue';
import ListPage from './pages/ListPage.vue';
import ListsPage from './pages/ListsPage.vue';

const importId = '0192f0c1-0000-7000-8000-000000000003';
const listId = '0192f0c1-0000-7000-8000-000000000001';
const rejected = {
  total: 1,
  byReason: { NOT_MOBILE: 1 },
  first: [{ line: 7, reason: 'NOT_MOBILE' as const, value: '120******00' }],
};
const preview: FilePreview = {
  fileName: 'vip.csv',
  format: { kind: 'TEXT', encoding: 'gb18030', delimiter: ',' },
  header: true,
  columns: [
    { index: 0, name: '姓名' },
    { index: 1, name: '号码' },
  ],
  numberColumn: 1,
  rows: [{ line: 2, cells: ['甲', '154****0001'] }],
  check: { rows: 5, accepted: 3, duplicates: 1, rejected, complete: true },
};
const running: ListImportDetail = {
  id: importId,
  tenant: { id: 't', code: '320100', nameZh: '南京', nameEn: 'Nanjing' },
  state: 'READING',
  fileName: 'vip.csv',
  bytes: 12_000_000,
  listName: '老客户',
  listId: null,
  version: null,
  rows: 400_000,
  accepted: 399_000,
  duplicates: 0,
  rejected: 1_000,
  progress: { done: 4_800_000, total: 12_000_000 },
  pace: { rowsPerSecond: 200_000, secondsLeft: 3 },
  failure: null,
  createdByName: 'NJ-OPS-01',
  createdAt: new Date('2026-11-22T02:00:00.000Z'),
  startedAt: new Date('2026-11-22T02:00:01.000Z'),
  endedAt: null,
  mayChange: true,
  report: null,
};

const blocklist: ListDetail = {
  ...{ id: listId, name: '拒收', purpose: 'BLOCKLIST', tenant: running.tenant, version: 1, size: 3 },
  ...{ updatedAt: new Date('2026-11-22T03:04:05.678Z'), updatedBy: 'NJ-OPS-01', archivedAt: null },
  ...{ createdAt: new Date('2026-11-22T03:04:05.678Z'), mayChange: true },
  versions: [
    {
      ...{ id: importId, version: 1, size: 3, digest: 'a'.repeat(64), fileName: 'b.csv', importId: null },
      report: { rows: 3, accepted: 3, duplicates: 0, rejected: { ...rejected, total: 0 }, difference: null },
      ...{ createdByName: 'NJ-OPS-01', createdAt: new Date('2026-11-22T03:04:05.678Z') },
      releasedAt: new Date('2026-11-22T03:05:00.000Z'),
    },
  ],
};

/** Where a city's placement waits for its list. */
const PLACING = '/localisation/0190a000-0000-7000-8000-000000000003/edit?step=placements';

describe('importing a list', () => {
  it('sends the file, shows what was found, asks for a name, and leads to the import', async () => {
    const sent: string[] = [];
    const send: FileSender = (path) => {
      sent.push(path);
      return Promise.resolve({ status: 200, body: { importId } });
    };
    const asked = { preview: vi.fn(() => preview), start: vi.fn(() => null) };
    const { wrapper, router } = await mountPage(ListImportPage, {
      routes,
      path: `/audiences/import?back=${encodeURIComponent(PLACING)}`,
      answers: {
        'listImports.preview': asked.preview,
        'listImports.start': asked.start,
        'lists.options': () => [{ listId: importId, name: '新客户', versions: [] }],
      },
      provide: { [FILE_SENDER as symbol]: send },
    });
    wrapper.findComponent(FileDrop).vm.$emit('file', new File(['x'], 'vip 客户.csv'));
    await vi.waitFor(() => {
      expect(wrapper.text()).toContain('120******00');
    });
    const uploads = sent.map((path) => new URL(path, 'http://console'));
    expect(uploads.map(({ searchParams }) => searchParams.get('fileName'))).toEqual(['vip 客户.csv']);
    expect(router.currentRoute.value.query['import']).toBe(importId);
    expect(wrapper.findAll('table input[type="radio"]')).toHaveLength(2);
    // What a placement waits for is no blocklist.
    expect(wrapper.text()).not.toContain('黑名单');
    const name = wrapper.find<HTMLInputElement>('#field-list-name');
    expect(name.element.value).toBe('vip 客户');
    await name.setValue('');
    await wrapper.find('form').trigger('submit');
    expect(name.attributes('aria-invalid')).toBe('true');
    expect(asked.start).not.toHaveBeenCalled();
    await name.setValue('新客户');
    await vi.waitFor(() => {
      expect(wrapper.text()).toContain('本单位已有同名的名单');
    });
    await wrapper.find('form').trigger('submit');
    expect(asked.start).not.toHaveBeenCalled();
    await name.setValue('老客户');
    await wrapper.find('form').trigger('submit');
    await vi.waitFor(() => {
      expect(router.currentRoute.value.path).toBe(`/audiences/imports/${importId}`);
    });
    expect(router.currentRoute.value.query).toEqual({ back: PLACING });
    expect(asked.start).toHaveBeenCalledWith({
      ...{ id: importId, name: '老客户', purpose: 'MARKETING', column: 1, header: true },
    });
    wrapper.unmount();
  });

  it('says on its button how many come in and how many rows are left out', async () => {
    const label = async (check: FilePreview['check']) => {
      const { wrapper } = await mountPage(ListImportPage, {
        routes,
        path: `/audiences/import?import=${importId}`,
        answers: { 'listImports.preview': () => ({ ...preview, check }), 'lists.options': () => [] },
      });
      await vi.waitFor(() => {
        expect(wrapper.text()).toContain('检查结果');
      });
      const text = wrapper.get('button[type=submit]').text();
      wrapper.unmount();
      return text;
    };
    const clean = { ...rejected, total: 0, byReason: {}, first: [] };
    const found = { rows: 5, accepted: 3, duplicates: 1, rejected, complete: true };
    expect(await label(found)).toBe('导入 3 个号码（跳过 2 行）');
    expect(await label({ ...found, rows: 3, duplicates: 0, rejected: clean })).toBe('导入 3 个号码');
    expect(await label({ ...found, complete: false })).toBe('开始导入');
  });

  it('makes a blocklist of it where that is chosen, and says so on its button', async () => {
    const start = vi.fn(() => null);
    const counts = vi.fn(() => ({ toApprove: 0 }));
    const { wrapper, router } = await mountPage(withMenu(ListImportPage), {
      routes,
      path: `/audiences/import?import=${importId}`,
      answers: {
        'listImports.preview': () => preview,
        'listImports.start': start,
        'lists.options': () => [],
        'workbench.counts': counts,
      },
    });
    await vi.waitFor(() => {
      expect(wrapper.get('button[type=submit]').text()).toBe('导入 3 个号码（跳过 2 行）');
    });
    expect(counts).toHaveBeenCalledTimes(1);
    expect(wrapper.get<HTMLInputElement>('input[value=MARKETING]').element.checked).toBe(true);
    await wrapper.get('#field-list-name').setValue('拒收');
    await wrapper.get('input[value=BLOCKLIST]').setValue();
    expect(wrapper.text()).toContain('不再看到营销内容，强制告知除外');
    expect(wrapper.get('button[type=submit]').text()).toBe('把 3 个号码列入黑名单（跳过 2 行）');
    await wrapper.find('form').trigger('submit');
    await vi.waitFor(() => {
      expect(router.currentRoute.value.path).toBe(`/audiences/imports/${importId}`);
    });
    expect(start).toHaveBeenCalledWith({
      ...{ id: importId, name: '拒收', purpose: 'BLOCKLIST', column: 1, header: true },
    });
    await vi.waitFor(() => expect(counts).toHaveBeenCalledTimes(2));
    wrapper.unmount();
  });

  it('adds a version to a blocklist as what it is', async () => {
    const start = vi.fn(() => null);
    const { wrapper } = await mountPage(ListImportPage, {
      routes,
      path: `/audiences/import?import=${importId}&list=${listId}`,
      answers: {
        'listImports.preview': () => preview,
        'listImports.start': start,
        'lists.get': () => blocklist,
      },
    });
    await vi.waitFor(() => {
      expect(wrapper.get('button[type=submit]').text()).toBe('把 3 个号码列入黑名单（跳过 2 行）');
    });
    expect(wrapper.find('input[value=BLOCKLIST]').exists()).toBe(false);
    await wrapper.find('form').trigger('submit');
    await vi.waitFor(() => {
      expect(start).toHaveBeenCalledWith({ id: importId, listId, column: 1, header: true });
    });
    wrapper.unmount();
  });

  it('says beside its button why nothing can be imported', async () => {
    const { wrapper } = await mountPage(ListImportPage, {
      routes,
      path: `/audiences/import?import=${importId}`,
      answers: {
        'listImports.preview': () => ({ ...preview, check: { ...preview.check, accepted: 0 } }),
        'lists.options': () => [],
      },
    });
    await vi.waitFor(() => {
      expect(wrapper.text()).toContain('这一列里没有可用的号码');
    });
    expect(wrapper.get('button[type=submit]').attributes('disabled')).toBeDefined();
    wrapper.unmount();
  });

  it('asks before a file on its way or what was chosen about it is left, and not once it was started', async () => {
    let arrive: (() => void) | undefined;
    const send: FileSender = () =>
      new Promise((resolve) => {
        arrive = () => {
          resolve({ status: 200, body: { importId } });
        };
      });
    const { wrapper, router } = await mountPage(ListImportPage, {
      routes,
      path: '/audiences/import',
      answers: { 'listImports.preview': () => preview, 'listImports.start': () => null },
      provide: { [FILE_SENDER as symbol]: send },
    });
    const leave = async (answer: 'stay' | 'leave') => {
      const left = router.push('/audiences');
      await answerLeaveQuestion(answer);
      await left;
    };
    wrapper.findComponent(FileDrop).vm.$emit('file', new File(['x'], 'vip.csv'));
    await leave('stay');
    expect(router.currentRoute.value.path).toBe('/audiences/import');
    arrive?.();
    await vi.waitFor(() => {
      expect(wrapper.text()).toContain('120******00');
    });
    // It is found again under the imports.
    await router.push('/audiences/imports');
    expect(router.currentRoute.value.path).toBe('/audiences/imports');
    await router.push(`/audiences/import?import=${importId}`);
    await wrapper.find('#field-list-name').setValue('老客户');
    await leave('stay');
    expect(router.currentRoute.value.path).toBe('/audiences/import');
    await wrapper.find('form').trigger('submit');
    await vi.waitFor(() => {
      expect(router.currentRoute.value.fullPath).toBe(`/audiences/imports/${importId}`);
    });
    wrapper.unmount();
  });

  it('says why a file did not arrive, keeps it, sends it again as the same one, and takes another one', async () => {
    const refusal = { code: 'LIST_IMPORTS_WAITING', params: { limit: 10 }, fields: [], requestId: 'r-9' };
    const answers = [
      { status: 429, body: refusal },
      { status: 502, body: undefined },
    ];
    const keys: (string | null)[] = [];
    const send: FileSender = (path) => {
      keys.push(new URL(path, 'http://console').searchParams.get('idempotencyKey'));
      return Promise.resolve(answers[keys.length - 1] ?? { status: 200, body: { importId } });
    };
    const { wrapper, router } = await mountPage(ListImportPage, {
      routes,
      path: '/audiences/import',
      answers: { 'listImports.preview': () => preview },
      provide: { [FILE_SENDER as symbol]: send },
    });
    const press = async (label: string) => {
      await wrapper
        .findAll('button')
        .find((button) => button.text() === label)
        ?.trigger('click');
      await flushPromises();
    };
    const failure = () => wrapper.find('.error[role="alert"]').text();
    wrapper.findComponent(FileDrop).vm.$emit('file', new File(['x'], 'vip.csv'));
    await flushPromises();
    expect(failure()).toContain('10');
    expect(wrapper.text()).toContain('vip.csv');
    await press('重新上传');
    expect(failure()).toContain('连接不上服务器');
    await press('换一个文件');
    wrapper.findComponent(FileDrop).vm.$emit('file', new File(['xyz'], 'other.csv'));
    await vi.waitFor(() => {
      expect(router.currentRoute.value.query['import']).toBe(importId);
    });
    expect(keys[1]).toBe(keys[0]);
    expect(keys[2]).not.toBe(keys[0]);
    wrapper.unmount();
  });

  it('says why a file could not be read', async () => {
    const { wrapper } = await mountPage(ListImportPage, {
      routes,
      path: `/audiences/import?import=${importId}`,
      answers: {
        'listImports.preview': () => {
          throw new Refusal('FILE_WORKBOOK_BROKEN');
        },
      },
    });
    await vi.waitFor(() => {
      expect(wrapper.find('.error[role="alert"]').text()).toContain('工作簿');
    });
    wrapper.unmount();
  });
});

describe('an import', () => {
  it('shows how far it is, how fast, and how long it takes, and can be cancelled', async () => {
    const { wrapper } = await mountPage(ImportPage, {
      routes,
      path: `/audiences/imports/${importId}`,
      answers: { 'listImports.get': () => running },
    });
    await vi.waitFor(() => {
      expect(wrapper.find('[role="progressbar"]').attributes('aria-valuenow')).toBe('4800000');
    });
    for (const text of [
      '正在读取文件',
      '4.6 MB / 11.4 MB · 40.00%',
      '400,000',
      '200,000 行/秒',
      '约 3 秒',
      '取消导入',
    ])
      expect(wrapper.text()).toContain(text);
    wrapper.unmount();
  });

  it('leads back to the placement that the list was imported for, and to no other host', async () => {
    const done = { ...running, state: 'DONE', listId: importId, version: 1, mayChange: false };
    const open = async (back: string) => {
      const { wrapper, router } = await mountPage(ImportPage, {
        routes,
        path: `/audiences/imports/${importId}?back=${encodeURIComponent(back)}`,
        answers: {
          'listImports.get': () => done,
          'listImports.rejected': () => ({ rows: [], total: 0, nextCursor: null }),
        },
      });
      await vi.waitFor(() => {
        expect(wrapper.text()).toContain('查看名单');
      });
      const link = wrapper.findAll('button').find((button) => button.text() === '返回继续投放');
      await link?.trigger('click');
      await flushPromises();
      const { path, query } = router.currentRoute.value;
      wrapper.unmount();
      return link ? { path, query } : null;
    };
    expect(await open(PLACING)).toEqual({
      path: '/localisation/0190a000-0000-7000-8000-000000000003/edit',
      query: { step: 'placements', imported: importId },
    });
    expect(await open('//elsewhere.example/')).toBeNull();
  });

  it('shows the refused rows and asks for more of them, and gives all of them as a file', async () => {
    const done = { ...running, state: 'FAILED', failure: { code: 'LIST_EMPTY', params: { rows: 40 } } };
    const rows = vi.fn((input: unknown) => {
      const isFirst = !(typeof input === 'object' && input !== null && 'cursor' in input);
      return isFirst
        ? { rows: rejected.first, total: 40, nextCursor: '20' }
        : { rows: [], total: 40, nextCursor: null };
    });
    const { wrapper } = await mountPage(ImportPage, {
      routes,
      path: `/audiences/imports/${importId}`,
      answers: { 'listImports.get': () => ({ ...done, mayChange: false }), 'listImports.rejected': rows },
    });
    await vi.waitFor(() => {
      expect(wrapper.text()).toContain('120******00');
    });
    expect(
      wrapper.find(`a[href="/files/lists/imports/${importId}/rejected.csv?language=zh-CN"]`).exists(),
    ).toBe(true);
    await vi.waitFor(() => {
      expect(rows).toHaveBeenLastCalledWith({ id: importId, cursor: '20', limit: 100 });
    });
    expect(wrapper.text()).not.toContain('取消导入');
    wrapper.unmount();
  });
});

describe('the lists', () => {
  it('show no counts of files that were not read yet', async () => {
    const waiting = { ...running, state: 'UPLOADED', accepted: 0, rejected: 0 } as const;
    const { wrapper } = await mountPage(ImportsPage, {
      routes,
      answers: { 'listImports.list': () => ({ rows: [waiting], total: 1 }) },
    });
    await vi.waitFor(() => {
      expect(wrapper.findAll('tbody td').map((cell) => cell.text())).toEqual(
        expect.arrayContaining(['vip.csv', '–', '–']),
      );
    });
    wrapper.unmount();
  });

  it('lead to their pages', async () => {
    const row = {
      id: listId,
      name: '老客户',
      purpose: 'MARKETING',
      tenant: running.tenant,
      version: 2,
      size: 1200,
      updatedAt: '2026-11-22T03:04:05.678Z',
      updatedBy: 'NJ-OPS-01',
      archivedAt: null,
    };
    const { wrapper } = await mountPage(ListsPage, {
      routes,
      answers: { 'lists.list': () => ({ rows: [row, { ...blocklist, id: importId }], total: 2 }) },
    });
    await vi.waitFor(() => {
      expect(wrapper.find(`a[href="/audiences/${listId}"]`).text()).toBe('老客户');
    });
    expect(wrapper.text()).toContain('1,200');
    expect(wrapper.text()).toContain('黑名单');
    expect(wrapper.findAll('.x-tag').map((tag) => tag.text())).toEqual(['黑名单']);
    wrapper.unmount();
  });

  it('say of a blocklist since when it is in force, and that archiving ends it', async () => {
    const { wrapper } = await mountPage(ListPage, {
      routes,
      path: `/audiences/${listId}`,
      answers: { 'lists.get': () => blocklist },
    });
    await vi.waitFor(() => {
      expect(wrapper.text()).toContain('当前版本生效自');
    });
    expect(wrapper.text()).toContain('2026-11-22 11:05');
    expect(wrapper.get('.el-tag').text()).toBe('黑名单');
    expect(wrapper.text()).not.toContain('已用于投放');
    expect(wrapper.text()).not.toContain('停止生效');
    const archive = wrapper.findAll('button').find((button) => button.text() === '归档');
    await archive?.trigger('click');
    await vi.waitFor(() => {
      expect(document.body.textContent).toContain('归档后黑名单停止生效');
    });
    wrapper.unmount();
  });
});
