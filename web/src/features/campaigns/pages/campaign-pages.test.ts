import type { CampaignDetail, CampaignPage } from '@xietong/shared/campaigns';
import type { ContentField } from '@xietong/shared/content';
import { flushPromises } from '@vue/test-utils';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { VueWrapper } from '@vue/test-utils';
import { DeadNetwork, mountPage, PERSON, Refusal, type Answers } from '../../../testing/mount-app';
import { campaignRoutes } from '../campaign-routes';
import CampaignTable from '../components/CampaignTable.vue';
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
  more: Answers = {},
) {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const { wrapper } = await mountPage(CampaignEditorPage, {
    answers: {
      'campaigns.get': () => stored(),
      'campaigns.channels': () => [{ code: 'web', nameZh: '网厅', nameEn: 'Web hall' }],
      'campaigns.saveDraft': (input) => save(input as SavedInput),
      ...more,
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

  it('says nothing of a field that was added after that before it was left', async () => {
    const wrapper = await openEditor([{ ...headline, value: null }], () => undefined);
    const submit = () => wrapper.findAll('button').find((button) => button.text() === '提交审批');
    await submit()?.trigger('click');
    await byLabel(wrapper, '添加正文').trigger('click');
    await flushPromises();
    const card = () => wrapper.findAll('.card')[1];
    expect(card()?.text()).not.toContain('此项必填');
    expect(wrapper.get('.summary').text()).not.toContain('正文');
    await card()?.trigger('focusin');
    await card()?.trigger('focusout');
    expect(card()?.text()).toContain('此项必填');
    expect(wrapper.get('.summary').text()).not.toContain('正文');
    await submit()?.trigger('click');
    expect(wrapper.get('.summary').text()).toContain('正文');
  });

  it('marks the part of a field that is at fault, and nothing else in it', async () => {
    const offer = {
      ...headline,
      id: '00000000-0000-4000-8000-00000000000c',
      role: 'offer',
      labels: { zh: '资费产品', en: 'Offer' },
      value: { name: '手机报（演示）', code: 'MMS-3', tariffNumber: '', priceFen: 300 },
      policy: { kind: 'LOCKED', constraint: {} },
    } as ContentField;
    const wrapper = await openEditor([headline, offer], () => undefined);
    await byLabel(wrapper, '资费产品：名称与护栏').trigger('click');
    expect(wrapper.text()).toContain('请填写资费方案编号');
    const card = wrapper.findAll('.card')[1];
    const isSound = (label: string) =>
      card?.get(`input[aria-label="${label}"]`).element.closest('[data-sound]') !== null;
    expect(isSound('资费方案编号')).toBe(false);
    const others = ['产品名称', '产品编码', '价格（元）', '中文名称', '英文名称', '最低价', '最高价'];
    expect(others.filter((label) => !isSound(label))).toEqual([]);
    await card?.get('input[aria-label="英文名称"]').setValue('');
    await card?.get('input[aria-label="资费方案编号"]').setValue('演示-2026-001');
    expect(wrapper.text()).toContain('中英文名称都要填写');
    expect(isSound('英文名称')).toBe(false);
    expect(['资费方案编号', '中文名称', '最低价'].filter((label) => !isSound(label))).toEqual([]);
    await card?.get('input[aria-label="英文名称"]').setValue('Offer');
    await card?.get('input[aria-label="价格（元）"]').setValue('39.999');
    const submit = wrapper.findAll('button').find((button) => button.text() === '提交审批');
    expect(submit?.attributes('disabled')).toBeDefined();
    expect(wrapper.text()).toContain('有内容填得不对');
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

  it.each([
    ['a dead network', new DeadNetwork()],
    ['a database that is away', new Refusal('DATABASE_UNAVAILABLE')],
  ])('keeps what %s did not let through, and offers it at the next visit', async (_name, failure) => {
    const first = await openEditor([headline], () => {
      throw failure;
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

/** What the server keeps of the draft, and refuses as stale. */
function draftServer() {
  const server = {
    stored: detailOf([headline]),
    isDead: false,
    saved: [] as SavedInput[],
    /** Somebody saves, as `by`. */
    saveAs: (by: string, title: string): void => {
      server.stored = {
        ...server.stored,
        versions: server.stored.versions.map((each) => ({
          ...each,
          title,
          rowVersion: each.rowVersion + 1,
          updatedByName: by,
        })),
      };
    },
    save: (input: SavedInput) => {
      if (server.isDead) throw new DeadNetwork();
      if (input.rowVersion !== server.stored.versions[0]?.rowVersion) throw new Refusal('STALE_VERSION');
      server.saved.push(input);
      server.saveAs('JS-OPS-01', input.title);
      return { versionId: VERSION, rowVersion: input.rowVersion + 1, savedAt: '', problems: [] };
    },
  };
  return server;
}

describe('the draft of a standard between two visits', { timeout: 30_000 }, () => {
  const titleOf = (wrapper: VueWrapper) => wrapper.get<HTMLInputElement>('#field-title').element.value;
  const submitOf = (wrapper: VueWrapper) =>
    wrapper.findAll('button').find((button) => button.text() === '提交审批');
  const notice = (wrapper: VueWrapper) => wrapper.get('.notice');

  /** A visit in which a title is typed that does not reach the server. */
  async function leaveUnsaved(server: ReturnType<typeof draftServer>, title: string): Promise<void> {
    server.isDead = true;
    const wrapper = await openEditor([headline], server.save, () => server.stored);
    await wrapper.get('#field-title').setValue(title);
    await afterAutosave();
    wrapper.unmount();
    await flushPromises();
    server.isDead = false;
  }

  it('puts restored input onto the form although somebody else saved, and waits for the choice', async () => {
    const server = draftServer();
    await leaveUnsaved(server, '我没有保存的名称');
    server.saveAs('JS-OPS-02', '他人名称');
    const wrapper = await openEditor([headline], server.save, () => server.stored);
    expect(titleOf(wrapper)).toBe('他人名称');
    await notice(wrapper).get('button').trigger('click');
    await afterAutosave();
    expect(titleOf(wrapper)).toBe('我没有保存的名称');
    expect(notice(wrapper).text()).toContain('JS-OPS-02 在 2026-11-22 10:00 保存了新的内容');
    expect(submitOf(wrapper)?.attributes('disabled')).toBeDefined();
    expect(wrapper.text()).toContain('请先对比并选择要保留的内容');
    expect(wrapper.text()).not.toContain('已检查通过');
    expect(server.saved).toEqual([]);
    await notice(wrapper).get('button').trigger('click');
    await flushPromises();
    const dialog = document.querySelector('.el-dialog');
    expect(dialog?.textContent).toContain('他人名称');
    dialog?.querySelector<HTMLInputElement>('input[value="mine"]')?.click();
    await flushPromises();
    const buttons = [...(dialog?.querySelectorAll<HTMLButtonElement>('button') ?? [])];
    buttons.find((button) => button.textContent.includes('按选择保存'))?.click();
    await afterAutosave();
    expect(server.saved).toMatchObject([{ rowVersion: 4, title: '我没有保存的名称' }]);
    expect(submitOf(wrapper)?.attributes('disabled')).toBeUndefined();
    expect(Object.keys(localStorage).filter((key) => key.startsWith('xietong.kept'))).toEqual([]);
  });

  it('offers the newest of what was not saved first, and the older after it', async () => {
    const server = draftServer();
    await leaveUnsaved(server, '名称甲');
    await leaveUnsaved(server, '名称乙');
    const wrapper = await openEditor([headline], server.save, () => server.stored);
    expect(notice(wrapper).text()).toContain('另有 1 份更早的');
    await notice(wrapper).get('button').trigger('click');
    await afterAutosave();
    expect(titleOf(wrapper)).toBe('名称乙');
    expect(server.saved).toMatchObject([{ title: '名称乙' }]);
    expect(notice(wrapper).text()).not.toContain('更早的');
    await notice(wrapper).findAll('button')[1]?.trigger('click');
    expect(wrapper.find('.notice').exists()).toBe(false);
    expect(Object.keys(localStorage).filter((key) => key.startsWith('xietong.kept'))).toEqual([]);
  });

  it('keeps what is typed beside what an earlier visit left, when that is taken back', async () => {
    const server = draftServer();
    await leaveUnsaved(server, '名称甲');
    server.isDead = true;
    const wrapper = await openEditor([headline], server.save, () => server.stored);
    await wrapper.get('#field-title').setValue('名称乙');
    await notice(wrapper).get('button').trigger('click');
    await afterAutosave();
    expect(titleOf(wrapper)).toBe('名称甲');
    expect(notice(wrapper).text()).toContain('上次有改动没有保存');
    await notice(wrapper).get('button').trigger('click');
    await afterAutosave();
    expect(titleOf(wrapper)).toBe('名称乙');
  });

  it('is not handed in while it is not saved', async () => {
    const server = draftServer();
    const wrapper = await openEditor([headline], server.save, () => server.stored);
    expect(submitOf(wrapper)?.attributes('disabled')).toBeUndefined();
    server.isDead = true;
    await wrapper.get('#field-title').setValue('断网时写的');
    await afterAutosave();
    expect(submitOf(wrapper)?.attributes('disabled')).toBeDefined();
    expect(wrapper.text()).toContain('改动没有保存到服务器');
    expect(wrapper.text()).not.toContain('已检查通过');
  });

  it('calls what the same person saved elsewhere their own', async () => {
    const server = draftServer();
    const wrapper = await openEditor([headline], server.save, () => server.stored);
    server.saveAs('JS-OPS-01', '另一个窗口的名称');
    await wrapper.get('#field-title').setValue('这个窗口的名称');
    await afterAutosave();
    expect(notice(wrapper).text()).toContain('你在另一个窗口于 2026-11-22 10:00 保存了新的内容');
    expect(notice(wrapper).text()).not.toContain('对方');
    await notice(wrapper).get('button').trigger('click');
    await flushPromises();
    expect(document.querySelector('.el-dialog')?.textContent).toContain('两个窗口都改过，请选择');
    expect(document.querySelector('.el-dialog')?.textContent).not.toContain('对方');
  });
});

describe('handing in a standard', { timeout: 30_000 }, () => {
  it('says that it was refused until something of it is changed', async () => {
    let refusals = 0;
    const wrapper = await openEditor(
      [headline],
      () => undefined,
      () => ({ ...detailOf([headline]), localCount: 3 }),
      {
        'campaigns.submit': () => {
          refusals += 1;
          throw new Refusal('STANDARD_WRONG_STATE');
        },
        'tenants.list': () => [],
      },
    );
    const submit = wrapper.findAll('button').find((button) => button.text() === '提交审批');
    await submit?.trigger('click');
    await flushPromises();
    const dialog = document.querySelector<HTMLElement>('.el-dialog');
    const shown = () => dialog?.querySelector('[role="alert"]')?.textContent ?? '';
    const press = async () => {
      dialog?.querySelector<HTMLElement>('.el-dialog__footer .el-button--primary')?.click();
      await flushPromises();
    };
    await press();
    await vi.waitFor(() => expect(shown()).toContain('没有提交成功'));
    expect(refusals).toBe(1);
    expect(shown()).not.toContain('没有加载成功');
    const note = dialog?.querySelector('textarea');
    if (!note) throw new Error('no field for a note');
    note.value = '改了说明';
    note.dispatchEvent(new Event('input'));
    await flushPromises();
    expect(shown()).toBe('');
    dialog?.querySelector<HTMLInputElement>('input[value="DEADLINE"]')?.click();
    await flushPromises();
    await press();
    await vi.waitFor(() => expect(shown()).toContain('没有提交成功'));
    expect(dialog?.querySelector('#field-push-due-error')).not.toBeNull();
    dialog?.querySelector<HTMLInputElement>('input[value="OPTIONAL"]')?.click();
    await flushPromises();
    expect(shown()).toBe('');
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
    expect(asked).toEqual([
      { page: 2, pageSize: 20, text: '手机报', states: ['DRAFT'], kinds: [], untouched: false },
    ]);
  });

  it('leads a city from each to what it made of it', async () => {
    const rowOf = (id: string, localCount: number): CampaignPage['rows'][number] => ({
      ...{ id, number: `JS-${id}`, kind: 'VALUE_ADDED', title: id, state: 'PUBLISHED', cityDefault: 'NONE' },
      ...{ versionId: VERSION, version: 1, fieldCount: 1, publishedVersion: 1, publishedAt: null },
      ...{ updatedAt: '2026-11-22T02:00:00.000Z', updatedByName: 'JS-OPS-01' },
      ...{ localCount, cityCount: 1 },
    });
    const open = async (rules: [string, string][]) => {
      const { wrapper } = await mountPage(CampaignTable, {
        props: { rows: [rowOf('a', 2), rowOf('b', 0)], isProvince: false },
        routes: campaignRoutes,
        session: { ...PERSON, rules },
      });
      page?.unmount();
      page = wrapper;
      const at = wrapper.findAll('thead th').findIndex((each) => each.text() === '本市活动');
      return wrapper.findAll('tbody tr').map((row) => row.findAll('td')[at]);
    };
    const cells = await open([['read', 'LocalCampaign']]);
    expect(cells.map((cell) => cell?.text())).toEqual(['2 个', '还没有']);
    expect(cells[0]?.get('a').attributes('href')).toBe('/localisation?standard=a');
    const others = await open([]);
    expect(others[0]?.text()).toBe('2 个');
    expect(others[0]?.find('a').exists()).toBe(false);
  });
});
