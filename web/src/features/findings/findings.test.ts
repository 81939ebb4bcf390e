import type { PackedRules } from '@xietong/shared/access';
import type { FindingRow, FindingView } from '@xietong/shared/findings';
import type { VueWrapper } from '@vue/test-utils';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { mountPage, PERSON, Refusal } from '../../testing/mount-app';
import type { Answers } from '../../testing/mount-app';
import { findingRoutes } from './finding-routes';
import FindingListPage from './pages/FindingListPage.vue';
import FindingNotePage from './pages/FindingNotePage.vue';
import FindingPage from './pages/FindingPage.vue';

// What is due is due after today.
beforeAll(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-22T02:00:00.000Z') });
});
afterAll(() => {
  vi.useRealTimers();
});

const id = '0192f0c1-0000-7000-8000-000000000001';
const log = ['audit', 'audit-campaign', 'audit-sample'];
const routes = [
  ...findingRoutes,
  ...log.map((name) => ({ path: `/${name}/:id?`, name, component: { template: '<i />' } })),
];
const AUDITOR: PackedRules = [
  ['read,create,update', 'AuditFinding'],
  ['read', 'AuditEvent'],
];
const OWNER: PackedRules = [['read,submit', 'AuditFinding']];
const row: FindingRow = {
  ...{ id, number: 'SJ-320000-2026-0001', title: '审批理由过短', severity: 'MEDIUM', state: 'OPEN' },
  ...{ tenantNameZh: '南京', tenantNameEn: 'Nanjing', ownerName: 'NJ-OPS-01', notedByName: 'JS-AUD-01' },
  // The end of the 25th in Shanghai.
  ...{ notedAt: '2026-11-22T02:00:00.000Z', dueAt: '2026-11-25T16:00:00.000Z', overdue: true },
};
const may = { answer: false, decide: false, withdraw: false };
const view = (more: Partial<FindingView> = {}): FindingView => ({
  ...{ ...row, rowVersion: 1, text: '演示', evidence: [{ type: 'EVENT', id }], may },
  steps: [{ id, step: 'NOTED', text: '演示', byName: 'JS-AUD-01', at: row.notedAt }],
  ...more,
});
const TENANTS = [{ id, code: '320100', kind: 'CITY', nameZh: '南京', nameEn: 'Nanjing' }];

const list = (answers: Answers, rules = AUDITOR, path = '/audit/findings') =>
  mountPage(FindingListPage, {
    ...{ routes, path, session: { ...PERSON, rules } },
    answers: { 'tenants.list': () => TENANTS, ...answers },
  });
const note = async (answers: Answers, path = '/audit/findings/new') =>
  mountPage(FindingNotePage, {
    ...{ routes, path, session: { ...PERSON, rules: AUDITOR } },
    answers: {
      'tenants.list': () => TENANTS,
      'findings.owners': () => [{ id, staffId: 'NJ-OPS-01', name: '市运营' }],
      ...answers,
    },
  });
async function open(data: FindingView, rules: PackedRules, answers: Answers = {}): Promise<VueWrapper> {
  const { wrapper } = await mountPage(FindingPage, {
    ...{ routes, path: `/audit/findings/${id}`, session: { ...PERSON, rules } },
    answers: { 'findings.get': () => data, ...answers },
  });
  await vi.waitFor(() => expect(wrapper.text()).toContain(data.title));
  return wrapper;
}
const steps = ['答复', '关闭', '退回整改', '撤销'];
const offered = (wrapper: VueWrapper) =>
  wrapper
    .findAll('button')
    .map((button) => button.text())
    .filter((text) => steps.includes(text));
/** Fills a form in as an auditor would; what is chosen from lists is chosen by its value. */
async function fill(wrapper: VueWrapper): Promise<void> {
  await wrapper.get('#field-title').setValue('审批理由过短');
  await wrapper.get('#field-text').setValue('理由只有两个字');
  const selects = () => wrapper.findAllComponents({ name: 'ElSelect' });
  selects()[0]?.vm.$emit('update:modelValue', '320100');
  await wrapper.vm.$nextTick();
  selects()[1]?.vm.$emit('update:modelValue', id);
  wrapper.findComponent({ name: 'ElDatePicker' }).vm.$emit('update:modelValue', '2026-11-25');
  await wrapper.vm.$nextTick();
}

it('lists findings with the last day of their time, and says in words what is late', async () => {
  const { wrapper } = await list({ 'findings.list': () => ({ rows: [row], total: 1 }) });
  await vi.waitFor(() => expect(wrapper.findAll('tbody tr')).toHaveLength(1));
  const text = wrapper.get('tbody tr').text();
  for (const told of [row.title, row.number, '中', 'NJ-OPS-01', '2026-11-25', '已逾期', '待整改'])
    expect(text).toContain(told);
});

it('says to an empty list what to do: an auditor notes one, whoever is responsible waits', async () => {
  const empty = { 'findings.list': () => ({ rows: [], total: 0 }) };
  const { wrapper: auditors } = await list(empty);
  await vi.waitFor(() => expect(auditors.text()).toContain('点「记为审计发现」'));
  expect(auditors.find('a[href="/audit/findings/new"]').exists()).toBe(true);
  const { wrapper: owners } = await list(empty, OWNER);
  await vi.waitFor(() => expect(owners.text()).toContain('审计员指定你整改问题时会出现在这里。'));
  expect(owners.find('a[href="/audit/findings/new"]').exists()).toBe(false);
  expect(owners.text()).not.toContain('全部单位');
});

it('shows why a list did not come, and asks again', async () => {
  let isDown = true;
  const { wrapper } = await list({
    'findings.list': () => {
      if (isDown) throw new Refusal('INTERNAL');
      return { rows: [row], total: 1 };
    },
  });
  await vi.waitFor(() => expect(wrapper.find('[role="alert"]').exists()).toBe(true), { timeout: 4_000 });
  isDown = false;
  await wrapper
    .findAll('[role="alert"] button')
    .find((button) => button.text() === '重试')
    ?.trigger('click');
  await vi.waitFor(() => expect(wrapper.text()).toContain(row.title));
});

it('asks the server for what the address filters by, and for nothing that it does not know', async () => {
  const asked: unknown[] = [];
  const answers = { 'findings.list': (input: unknown) => (asked.push(input), { rows: [], total: 0 }) };
  await list(answers, AUDITOR, '/audit/findings?text=SJ-32&state=OPEN&severity=odd&overdue=true');
  await vi.waitFor(() => expect(asked).toHaveLength(1));
  expect(asked).toEqual([{ text: 'SJ-32', state: 'OPEN', overdue: true, page: 1, pageSize: 20 }]);
});

it('names each field that a finding lacks, and notes it with its evidence once it has all', async () => {
  const noted: unknown[] = [];
  const { wrapper, router } = await note(
    { 'findings.note': (input) => (noted.push(input), { id }) },
    `/audit/findings/new?event=${id}`,
  );
  expect(wrapper.text()).toContain('一条审计记录');
  expect(wrapper.findAllComponents({ name: 'ElSelect' })[1]?.props('disabled')).toBe(true);
  await wrapper.get('form').trigger('submit');
  const summary = wrapper.get('[role="alert"]').text();
  for (const field of ['标题', '发现了什么', '涉及单位', '责任人', '整改期限'])
    expect(summary).toContain(field);
  expect(noted).toEqual([]);
  await fill(wrapper);
  await wrapper.get('form').trigger('submit');
  await vi.waitFor(() => expect(router.currentRoute.value.path).toBe(`/audit/findings/${id}`));
  expect(noted).toEqual([
    {
      ...{ title: '审批理由过短', text: '理由只有两个字', severity: 'MEDIUM', tenant: '320100' },
      ...{ ownerId: id, dueDay: '2026-11-25', evidence: [{ type: 'EVENT', id }] },
      idempotencyKey: expect.any(String) as string,
    },
  ]);
});

it('takes over what was said of an item of a sample and whose it was, and asks for neither again', async () => {
  const path = `/audit/findings/new?sample=${id}&position=2&event=${id}&tenant=320200`;
  const { wrapper } = await note(
    {
      'tenants.list': () => [...TENANTS, { ...TENANTS[0], id: 'wx', code: '320200', nameZh: '无锡' }],
      'audit.sample': () => ({ purpose: '季度检查', items: [{ position: 2, remark: '缺少说明' }] }),
    },
    path,
  );
  await vi.waitFor(() =>
    expect(wrapper.get<HTMLTextAreaElement>('#field-text').element.value).toBe('缺少说明'),
  );
  expect(wrapper.findAllComponents({ name: 'ElSelect' })[0]?.props('modelValue')).toBe('320200');
  expect(wrapper.text()).toContain('样本「季度检查」第 2 条');
  await wrapper.get('#field-text').setValue('改写过');
  expect(wrapper.get<HTMLTextAreaElement>('#field-text').element.value).toBe('改写过');
});

it('keeps what was typed when the day is over already, and asks anew who is responsible in another tenant', async () => {
  const { wrapper, router } = await note({
    'findings.note': () => {
      throw new Refusal('FINDING_DUE_PAST');
    },
  });
  await fill(wrapper);
  await wrapper.get('form').trigger('submit');
  await vi.waitFor(() => expect(wrapper.text()).toContain('期限'));
  await vi.waitFor(() => expect(wrapper.find('[role="alert"]').exists()).toBe(true));
  expect(router.currentRoute.value.path).toBe('/audit/findings/new');
  expect(wrapper.get<HTMLInputElement>('#field-title').element.value).toBe('审批理由过短');
  wrapper.findAllComponents({ name: 'ElSelect' })[0]?.vm.$emit('update:modelValue', '320200');
  await wrapper.vm.$nextTick();
  await wrapper.vm.$nextTick();
  expect(wrapper.findAllComponents({ name: 'ElSelect' })[1]?.props('modelValue')).toBe('');
});

it('offers each step to who may take it: an answer to its owner, the rest to an auditor, nothing when it is over', async () => {
  const own = await open(view({ may: { ...may, answer: true } }), OWNER);
  expect(offered(own)).toEqual(['答复']);
  expect(own.text()).toContain('在期限内整改');
  // Who may not read the log sees that there is evidence, and no way into it.
  expect(own.text()).toContain('一条审计记录');
  expect(own.find('a[href^="/audit?event="]').exists()).toBe(false);
  expect(own.text()).toContain('2026-11-25 · 已逾期');
  own.unmount();
  const noted = await open(view({ may: { ...may, withdraw: true } }), AUDITOR);
  expect(offered(noted)).toEqual(['撤销']);
  expect(noted.find(`a[href="/audit?event=${id}"]`).exists()).toBe(true);
  noted.unmount();
  const answered = view({ state: 'ANSWERED', may: { answer: false, decide: true, withdraw: true } });
  const auditors = await open(answered, AUDITOR);
  expect(offered(auditors)).toEqual(['撤销', '退回整改', '关闭']);
  auditors.unmount();
  const over = await open(view({ state: 'CLOSED', overdue: false }), AUDITOR);
  expect(offered(over)).toEqual([]);
  expect(over.text()).toContain('已关闭');
});

it('takes a step with the version that was seen, with words alone, and says when somebody was faster', async () => {
  const said: unknown[] = [];
  const wrapper = await open(view({ rowVersion: 3, may: { ...may, answer: true } }), OWNER, {
    'findings.answer': (input) => {
      said.push(input);
      throw new Refusal('STALE_VERSION');
    },
  });
  const button = () => [...document.querySelectorAll<HTMLButtonElement>('.el-dialog__footer button')].at(-1);
  await wrapper
    .findAll('button')
    .find((each) => each.text() === '答复')
    ?.trigger('click');
  await vi.waitFor(() => expect(button()).toBeDefined());
  button()?.click();
  await vi.waitFor(() => expect(document.querySelector('.el-dialog')?.textContent).toContain('必填。'));
  expect(said).toEqual([]);
  const words = document.querySelector<HTMLTextAreaElement>('.el-dialog textarea');
  if (words) words.value = '已补写理由';
  words?.dispatchEvent(new Event('input'));
  button()?.click();
  await vi.waitFor(() => expect(said).toEqual([{ id, rowVersion: 3, text: '已补写理由' }]));
  await vi.waitFor(() =>
    expect(document.querySelector('.el-dialog')?.textContent).toContain('打开之后已有他人'),
  );
});

it('refuses a day that is over beside its field, and offers none', async () => {
  const asked: unknown[] = [];
  const { wrapper } = await note({ 'findings.note': (input) => asked.push(input) });
  await vi.waitFor(() => expect(wrapper.text()).toContain('整改期限'));
  await fill(wrapper);
  const picker = wrapper.findComponent({ name: 'ElDatePicker' });
  picker.vm.$emit('update:modelValue', '2026-11-21');
  await wrapper.get('form').trigger('submit');
  expect(wrapper.get('#field-dueDay-error').text()).toBe('整改期限须晚于现在。');
  expect(asked).toEqual([]);
  const isShut = picker.props('disabledDate') as (day: Date) => boolean;
  expect([isShut(new Date(2026, 10, 21)), isShut(new Date(2026, 10, 22))]).toEqual([true, false]);
});

it('offers an auditor of a city the city alone, chosen already', async () => {
  const asked: unknown[] = [];
  const province = { id: 'p', code: '320000', kind: 'PROVINCE', nameZh: '江苏', nameEn: 'Jiangsu' };
  const rules: PackedRules = [['read,create', 'AuditFinding', { tenantId: id }]];
  const { wrapper } = await mountPage(FindingNotePage, {
    ...{ routes, path: '/audit/findings/new', session: { ...PERSON, rules } },
    answers: {
      'tenants.list': () => [province, ...TENANTS],
      'findings.owners': (input) => {
        asked.push(input);
        return [];
      },
    },
  });
  await vi.waitFor(() => {
    expect(asked).toEqual([{ tenant: '320100' }]);
  });
  await vi.waitFor(() => {
    expect(wrapper.text()).toContain('这个单位目前没有可以指定的人。');
  });
});
