import type { CampaignDetail, CampaignPage } from '@xietong/shared/campaigns';
import type { ContentField } from '@xietong/shared/content';
import { flushPromises } from '@vue/test-utils';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { VueWrapper } from '@vue/test-utils';
import { DeadNetwork, mountPage, PERSON, Refusal } from '../../../testing/mount-app';
import { campaignRoutes } from '../campaign-routes';
import CampaignEditorPage from './CampaignEditorPage.vue';
import CampaignListPage from './CampaignListPage.vue';

const ID = '00000000-0000-4000-8000-000000000001';
const VERSION = '00000000-0000-4000-8000-000000000002';

const headline: ContentField = {
  id: '00000000-0000-4000-8000-00000000000a',
  role: 'headline',
  labels: { zh: '主标题', en: 'Main headline' },
  value: '手机报',
  policy: { kind: 'EDITABLE', constraint: { maxLength: 10 } },
};

function detailOf(fields: ContentField[]): CampaignDetail {
  return {
    id: ID,
    number: 'JS-2026-0001',
    kind: 'VALUE_ADDED',
    createdAt: '2026-11-22T02:00:00.000Z',
    archivedAt: null,
    retirement: null,
    localCount: 0,
    cityCount: 0,
    smsSignature: '演示',
    may: { edit: true, submit: true, withdraw: false, publish: false, retire: false, archive: true },
    versions: [
      {
        id: VERSION,
        version: 1,
        state: 'DRAFT',
        title: '手机报推广',
        cityDefault: 'NONE',
        fields,
        rowVersion: 3,
        updatedByName: 'JS-OPS-01',
        updatedAt: '2026-11-22T02:00:00.000Z',
        publishedAt: null,
        push: { mode: 'OPTIONAL', pilot: null },
        restoredFrom: null,
        release: null,
      },
    ],
  };
}

interface SavedInput {
  rowVersion: number;
  title: string;
  fields: ContentField[];
}

let page: VueWrapper | undefined;
afterEach(() => {
  page?.unmount();
  vi.useRealTimers();
});

async function openEditor(
  fields: ContentField[],
  save: (input: SavedInput) => unknown,
  stored: () => CampaignDetail = () => detailOf(fields),
) {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const { wrapper } = await mountPage(CampaignEditorPage, {
    answers: {
      'campaigns.get': () => stored(),
      'campaigns.channels': () => [{ code: 'web', nameZh: '网厅', nameEn: 'Web hall' }],
      'campaigns.saveDraft': (input) => save(input as SavedInput),
    },
    props: { id: ID },
    routes: campaignRoutes,
    session: PERSON,
  });
  page = wrapper;
  await vi.waitFor(() => {
    expect(wrapper.find('form').exists()).toBe(true);
  });
  return wrapper;
}

async function afterAutosave(): Promise<void> {
  await vi.advanceTimersByTimeAsync(900);
  await flushPromises();
}

const byLabel = (wrapper: VueWrapper, label: string) => wrapper.get(`button[aria-label="${label}"]`);

/** A page with every editor in it takes long to mount on a busy machine. */
describe('the editor of a standard', { timeout: 30_000 }, () => {
  it('adds a field from the palette and saves by itself on the row version it was opened on', async () => {
    const saved: SavedInput[] = [];
    const wrapper = await openEditor([headline], (input) => {
      saved.push(input);
      return {
        versionId: VERSION,
        rowVersion: input.rowVersion + 1,
        savedAt: '2026-11-22T02:00:00.000Z',
        problems: [],
      };
    });
    await byLabel(wrapper, '添加正文').trigger('click');
    await afterAutosave();
    expect(saved).toHaveLength(1);
    expect(saved[0]).toMatchObject({ rowVersion: 3, title: '手机报推广' });
    expect(saved[0]?.fields.map((field) => field.role)).toEqual(['headline', 'body']);
    await wrapper.get('#field-title').setValue('新名称');
    await afterAutosave();
    expect(saved[1]).toMatchObject({ rowVersion: 4, title: '新名称' });
  });

  it('brings a removed field back to its place', async () => {
    const saved: SavedInput[] = [];
    const body: ContentField = {
      ...headline,
      id: '00000000-0000-4000-8000-00000000000b',
      role: 'body',
      labels: { zh: '正文', en: 'Body' },
      value: '文',
    };
    const wrapper = await openEditor([headline, body], (input) => {
      saved.push(input);
      return {
        versionId: VERSION,
        rowVersion: input.rowVersion + 1,
        savedAt: '2026-11-22T02:00:00.000Z',
        problems: [],
      };
    });
    await byLabel(wrapper, '删除 主标题').trigger('click');
    expect(wrapper.text()).toContain('已移除「主标题」');
    await wrapper.get('.removed button').trigger('click');
    await afterAutosave();
    expect(saved.at(-1)?.fields).toEqual([headline, body]);
    await byLabel(wrapper, '下移 主标题').trigger('click');
    await afterAutosave();
    expect(saved.at(-1)?.fields.map((field) => field.role)).toEqual(['body', 'headline']);
  });

  it('shows unfilled fields only once somebody wants to submit, with the way to each', async () => {
    const empty: ContentField = { ...headline, value: null };
    const wrapper = await openEditor([empty], () => undefined);
    expect(wrapper.text()).not.toContain('此项必填');
    const submit = wrapper.findAll('button').find((button) => button.text() === '提交审批');
    await submit?.trigger('click');
    expect(wrapper.get('.summary').text()).toContain('主标题');
    expect(wrapper.find(`#field-${empty.id}-error`).exists()).toBe(true);
  });

  it('lays both versions side by side when somebody else has saved, and saves what is chosen', async () => {
    const saved: SavedInput[] = [];
    let others = detailOf([headline]);
    const wrapper = await openEditor(
      [headline],
      (input) => {
        saved.push(input);
        if (input.rowVersion < 4) throw new Refusal('STALE_VERSION');
        return { versionId: VERSION, rowVersion: 5, savedAt: '2026-11-22T02:00:00.000Z', problems: [] };
      },
      () => others,
    );
    const theirs = { ...headline, value: '他人标题' };
    others = {
      ...others,
      versions: others.versions.map((each) => ({
        ...each,
        title: '他人名称',
        fields: [theirs],
        rowVersion: 4,
        updatedByName: 'JS-OPS-02',
      })),
    };
    await wrapper.get('#field-title').setValue('我的名称');
    await afterAutosave();
    expect(wrapper.get('.notice').text()).toContain('JS-OPS-02 在 2026-11-22 10:00 保存了新的内容');
    await wrapper.get('.notice button').trigger('click');
    await flushPromises();
    const dialog = document.querySelector('.el-dialog');
    expect(dialog?.textContent).toContain('他人名称');
    expect(dialog?.textContent).toContain('还有 1 项没有选择');
    dialog?.querySelector<HTMLInputElement>('input[value="mine"]')?.click();
    await flushPromises();
    const buttons = [...(dialog?.querySelectorAll<HTMLButtonElement>('button') ?? [])];
    buttons.find((button) => button.textContent.includes('按选择保存'))?.click();
    await afterAutosave();
    expect(saved).toHaveLength(2);
    expect(saved[1]).toMatchObject({ rowVersion: 4, title: '我的名称', fields: [theirs] });
    expect(wrapper.find('.notice').exists()).toBe(false);
  });

  it('keeps what a dead network did not let through, and offers it at the next visit', async () => {
    const first = await openEditor([headline], () => {
      throw new DeadNetwork();
    });
    await first.get('#field-title').setValue('断网时写的');
    await afterAutosave();
    expect(first.text()).toContain('网络不通，修改还在本页');
    first.unmount();
    const saved: SavedInput[] = [];
    const wrapper = await openEditor([headline], (input) => {
      saved.push(input);
      return { versionId: VERSION, rowVersion: 4, savedAt: '2026-11-22T02:00:00.000Z', problems: [] };
    });
    expect(wrapper.get('.notice').text()).toContain('上次有改动没有保存');
    const [restore] = wrapper.get('.notice').findAll('button');
    await restore?.trigger('click');
    await afterAutosave();
    expect(saved).toMatchObject([{ rowVersion: 3, title: '断网时写的' }]);
    expect(Object.keys(localStorage).filter((key) => key.startsWith('xietong.kept'))).toEqual([]);
  });
});

describe('the list of standards', () => {
  it('asks for what the address says', async () => {
    const asked: unknown[] = [];
    const empty: CampaignPage = { rows: [], total: 0, counts: {} };
    const { wrapper } = await mountPage(CampaignListPage, {
      answers: {
        'campaigns.list': (input) => {
          asked.push(input);
          return empty;
        },
      },
      path: '/campaigns?q=手机报&state=DRAFT&page=2',
      routes: campaignRoutes,
    });
    page = wrapper;
    await vi.waitFor(() => {
      expect(wrapper.text()).toContain('没有符合筛选条件的记录');
    });
    expect(asked).toEqual([{ page: 2, pageSize: 20, text: '手机报', states: ['DRAFT'], kinds: [] }]);
  });
});
