import type { PolicyChange } from '@xietong/shared/approvals';
import { flushPromises } from '@vue/test-utils';
import { afterEach, expect, it, vi } from 'vitest';
import { useSessionStore } from '../../session/session-store';
import { mountPage, Refusal, type Answers } from '../../testing/mount-app';
import { withMenu } from '../../testing/with-menu';
import PolicyEditPage from './pages/PolicyEditPage.vue';
import PolicyListPage from './pages/PolicyListPage.vue';
import { policyRoutes } from './policy-routes';

const province = {
  id: 'p',
  code: '320000',
  kind: 'PROVINCE',
  parentId: null,
  nameZh: '江苏',
  nameEn: 'Jiangsu',
};
const nanjing = { id: 'nj', code: '320100', kind: 'CITY', parentId: 'p', nameZh: '南京', nameEn: 'Nanjing' };
const change: PolicyChange = {
  ...{ id: '01a00000-0000-7000-8000-000000000001', policyId: '01a00000-0000-7000-8000-000000000002' },
  ...{ version: 1, change: 'SET', state: 'IN_FORCE', reason: '价格须省里复核' },
  ...{ proposedByName: 'JS-SEC-01', proposedAt: '2026-11-20T02:00:00.000Z' },
  rule: {
    ...{ name: '价格两级审', priority: 10, kinds: ['LOCAL'], tenants: ['320100'], changes: ['PRICE'] },
    order: 'SERIAL',
    steps: [
      { approver: 'OWN', approvals: 1 },
      { approver: 'PROVINCE', approvals: 2 },
    ],
  },
  decision: { byName: 'JS-SEC-02', at: '2026-11-20T03:00:00.000Z', reason: null },
  may: { confirm: false, withdraw: false },
};
const waiting: PolicyChange = {
  ...change,
  ...{ id: '01a00000-0000-7000-8000-000000000003', policyId: '01a00000-0000-7000-8000-000000000004' },
  ...{ state: 'PROPOSED', decision: null, may: { confirm: true, withdraw: false } },
  rule: { ...change.rule, name: '客群两级审', changes: ['AUDIENCE'] },
};
const sent: [string, unknown][] = [];
afterEach(() => {
  document.body.innerHTML = '';
  sent.length = 0;
});

async function open(
  page: typeof PolicyListPage | typeof PolicyEditPage,
  props: object = {},
  answers: Answers = {},
) {
  const record = (name: string) => (input: unknown) => {
    sent.push([name, input]);
    return { id: change.id };
  };
  const { wrapper } = await mountPage(page, {
    routes: policyRoutes,
    props,
    answers: {
      'session.me': () => ({
        person: { id: 'me', staffId: 'JS-SEC-02', name: '安全管理员' },
        duty: { id: 'own', role: 'SECURITY_ADMIN', tenant: province },
        duties: [],
        functions: [],
        demo: false,
        mustChangePassword: false,
        rules: [['read,create,update,withdraw', 'ApprovalPolicy']],
      }),
      'tenants.list': () => [province, nanjing],
      'approvalPolicies.list': () => ({
        inForce: [change],
        proposed: [waiting],
        past: [],
        cities: [{ code: '320100', approvers: 1 }],
        confirmers: ['JS-SEC-01'],
      }),
      'approvalPolicies.confirm': record('confirm'),
      'approvalPolicies.propose': record('propose'),
      ...answers,
    },
  });
  await useSessionStore().load();
  await vi.waitFor(() =>
    expect(wrapper.text()).toContain(page === PolicyEditPage ? '按这项策略' : '价格两级审'),
  );
  await flushPromises();
  return wrapper;
}
const button = (text: string): HTMLButtonElement | undefined =>
  [...document.querySelectorAll('button')].find((each) => each.textContent?.trim() === text);

it('says in words who approves what, and has a proposal confirmed by who did not make it', async () => {
  const counts = vi.fn(() => ({ toApprove: 0 }));
  const wrapper = await open(withMenu(PolicyListPage), {}, { 'workbench.counts': counts });
  // the names of the cities come with an answer of their own
  await vi.waitFor(() => expect(wrapper.text()).toContain('适用于本地活动，南京，价格与优惠有变动时。'));
  expect(wrapper.text()).toContain('本地活动：市审批 1 位通过，然后省审批 2 位通过。');
  expect(wrapper.text()).toContain('没有策略适用时');
  expect(wrapper.text()).not.toContain('人数不够');
  button('确认生效')?.click();
  await flushPromises();
  expect(document.body.textContent).toContain('已经提交的仍按提交时的策略');
  expect(sent).toEqual([]);
  expect(counts).toHaveBeenCalledTimes(1);
  [...document.querySelectorAll<HTMLButtonElement>('.el-dialog .el-button')].at(-1)?.click();
  await vi.waitFor(() => expect(sent).toEqual([['confirm', { id: waiting.id }]]));
  await vi.waitFor(() => expect(counts).toHaveBeenCalledTimes(2));
});

it('proposes another version of what is in force, with a reason, and shows it in words meanwhile', async () => {
  const wrapper = await open(PolicyEditPage, { policyId: change.policyId });
  await vi.waitFor(() => expect(wrapper.find('input[value=PARALLEL]').exists()).toBe(true));
  await wrapper.get('input[value=PARALLEL]').setValue();
  expect(wrapper.text()).toContain('市审批 1 位通过，同时省审批 2 位通过。');
  await wrapper.get('form').trigger('submit');
  expect(wrapper.text()).toContain('必填');
  expect(sent).toEqual([]);
  await wrapper.get('textarea').setValue('两级并行');
  await wrapper.get('form').trigger('submit');
  await vi.waitFor(() => expect(sent).toHaveLength(1));
  expect(sent[0]).toEqual([
    'propose',
    {
      base: { policyId: change.policyId, version: 1 },
      rule: { ...change.rule, order: 'PARALLEL' },
      reason: '两级并行',
      idempotencyKey: expect.any(String) as string,
    },
  ]);
});

it('keeps what is typed when another version came into force, shows both, and changes that one', async () => {
  let book = { inForce: [change], proposed: [] as PolicyChange[], past: [] };
  const propose = (input: unknown) => {
    sent.push(['propose', input]);
    if (sent.length > 1) return { id: change.id };
    const theirs = { ...change, id: waiting.id, version: 2, rule: { ...change.rule, name: '对方的名称' } };
    book = { ...book, inForce: [theirs] };
    throw new Refusal('STALE_VERSION');
  };
  const wrapper = await open(
    PolicyEditPage,
    { policyId: change.policyId },
    { 'approvalPolicies.list': () => book, 'approvalPolicies.propose': propose },
  );
  await vi.waitFor(() => expect(wrapper.find('textarea').exists()).toBe(true));
  await wrapper.get('textarea').setValue('我的理由');
  await wrapper.get('form').trigger('submit');
  await vi.waitFor(() => expect(wrapper.find('table').exists()).toBe(true));
  for (const text of ['对方的名称', '我的理由', '价格须省里复核'])
    expect(wrapper.get('table').text()).toContain(text);
  await wrapper.get('form').trigger('submit');
  await vi.waitFor(() => expect(sent).toHaveLength(2));
  expect(sent.map(([, input]) => Reflect.get(Object(input), 'base') as unknown)).toEqual([
    { policyId: change.policyId, version: 1 },
    { policyId: change.policyId, version: 2 },
  ]);
});

it('says to who proposed it who can confirm it, or that nobody else can', async () => {
  const own = { ...waiting, may: { confirm: false, withdraw: true } };
  const book = { ...{ inForce: [change], proposed: [own], past: [] }, cities: [] };
  for (const [confirmers, told] of [
    [['JS-SEC-01', 'JS-SEC-03'], '等待 JS-SEC-01 或 JS-SEC-03 确认'],
    [[], '还没有另一位安全管理员能确认'],
  ] as const) {
    const wrapper = await open(
      PolicyListPage,
      {},
      { 'approvalPolicies.list': () => ({ ...book, confirmers }) },
    );
    await vi.waitFor(() => expect(wrapper.text()).toContain(told));
  }
});

it('says to who proposes and to who confirms where the people of a city are too few for it', async () => {
  const two = { ...change.rule, steps: [{ approver: 'OWN' as const, approvals: 2 }] };
  const told = '市审批现在人数不够：南京（1 位）。那里的这一步整步由省审批，市审批不参与。';
  const book = {
    ...{ inForce: [], past: [{ ...change, state: 'SUPERSEDED', rule: two }] },
    ...{ proposed: [{ ...waiting, rule: { ...two, name: '价格两级审' } }] },
    ...{ cities: [{ code: '320100', approvers: 1 }], confirmers: [] },
  };
  const wrapper = await open(PolicyListPage, {}, { 'approvalPolicies.list': () => book });
  await vi.waitFor(() => expect(wrapper.text().split(told)).toHaveLength(2));
  const answers = {
    'approvalPolicies.list': () => ({ ...book, inForce: [{ ...change, rule: two }], proposed: [] }),
  };
  const editor = await open(PolicyEditPage, { policyId: change.policyId }, answers);
  await vi.waitFor(() => expect(editor.text()).toContain(told));
});
