import type { ApprovalRow } from '@xietong/shared/approvals';
import { expect, it, vi } from 'vitest';
import { mountPage, PERSON, Refusal } from '../../../testing/mount-app';
import { approvalRoutes } from '../approval-routes';
import ApprovalListPage from './ApprovalListPage.vue';

const uuid = (n: number) => `01a00000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const rowOf = (n: number, over: Partial<ApprovalRow> = {}): ApprovalRow => ({
  ...{ id: uuid(n), tenantId: 'nj', tenantCode: '320100', tenantKind: 'CITY', tenantNameZh: '南京' },
  ...{ tenantNameEn: 'Nanjing', approverTenantId: 'nj', approverTenantKind: 'CITY', approverNameZh: '南京' },
  ...{
    approverNameEn: 'Nanjing',
    releaseId: uuid(n + 100),
    releaseState: 'IN_REVIEW',
    voidBecause: null,
    kind: 'LOCAL',
  },
  ...{ campaignId: uuid(n + 200), campaignNumber: `LC-${String(n)}`, versionId: uuid(n + 300) },
  ...{ title: `活动${String(n)}`, hash: String(n).repeat(64), state: 'OPEN', note: null },
  ...{ submittedByName: 'NJ-OPS-01', submittedAt: '2026-11-20T02:00:00.000Z', closedAt: null },
  ...{ startsAt: null, endsAt: null, overtakenAt: null, decision: null, required: 1, dueAt: null },
  ...{ isOpened: true, isNewCopy: false, ...over },
});

async function open(rows: readonly ApprovalRow[], decide: (input: unknown) => unknown) {
  const { wrapper } = await mountPage(ApprovalListPage, {
    routes: approvalRoutes,
    session: { ...PERSON, rules: [['read,approve', 'ApprovalRequest']] },
    answers: {
      'approvals.list': () => ({ rows, total: rows.length }),
      'approvals.count': () => ({ toDo: rows.length, mineWaiting: 0, newCopies: 0 }),
      'approvals.decide': decide,
      'savedViews.list': () => [],
    },
  });
  await vi.waitFor(() => {
    expect(wrapper.findAll('tbody tr')).toHaveLength(rows.length);
  });
  return wrapper;
}

it('approves together what was opened, of one kind, and says what was not', async () => {
  const rows = [rowOf(1), rowOf(2), rowOf(3, { kind: 'STANDARD' }), rowOf(4, { isOpened: false })];
  const inputs: unknown[] = [];
  const wrapper = await open(rows, (input) => {
    inputs.push(input);
    if (inputs.length === 2) throw new Refusal('APPROVAL_HASH_CHANGED');
    return { id: uuid(1), outcome: 'APPROVED', isLast: true };
  });
  const boxes = () => wrapper.findAll<HTMLInputElement>('tbody input[type="checkbox"]');
  expect(boxes().map(({ element }) => element.disabled)).toEqual([false, false, false, true]);
  expect(boxes()[3]?.attributes('aria-label')).toBe('选择 活动4：打开看过后可以勾选');
  await wrapper.get('thead input[type="checkbox"]').setValue(true);
  expect(boxes().map(({ element }) => element.checked)).toEqual([true, true, false, false]);
  expect(boxes()[2]?.element.disabled).toBe(true);
  expect(wrapper.get('.bar').text()).toContain('已选 2 项');
  await wrapper.get('.bar button').trigger('click');
  const confirm = [...document.body.querySelectorAll<HTMLButtonElement>('.el-dialog__footer button')].at(-1);
  confirm?.click();
  await vi.waitFor(() => {
    expect(wrapper.get('[role="alert"]').text()).toContain('1 项没有通过');
  });
  expect(wrapper.get('[role="alert"]').text()).toContain('活动2：');
  expect(inputs).toEqual(
    [1, 2].map((n) => ({ id: uuid(n), hash: String(n).repeat(64), outcome: 'APPROVED', bulkOf: 'LOCAL' })),
  );
});

it('tells what became void from what was returned', async () => {
  const returned = { state: 'RETURNED', releaseState: 'RETURNED' } as const;
  const rows = [rowOf(1, returned), rowOf(2, { ...returned, state: 'VOID', voidBecause: 'TAKEN_DOWN' })];
  const wrapper = await open(rows, () => null);
  const texts = wrapper.findAll('tbody tr').map((row) => row.text());
  expect(texts[0]).toContain('已退回');
  expect(texts[1]).toContain('已失效');
  expect(texts[1]).not.toContain('已退回');
});

it('counts in words what a tab counts alone of all that its list holds', async () => {
  const { wrapper } = await mountPage(ApprovalListPage, {
    routes: approvalRoutes,
    path: '/approvals?box=MINE',
    session: {
      ...PERSON,
      rules: [
        ['read,approve', 'ApprovalRequest'],
        ['submit', 'Release'],
      ],
    },
    answers: {
      'approvals.list': () => ({ rows: [rowOf(1), rowOf(2), rowOf(3)], total: 3 }),
      'approvals.count': () => ({ toDo: 4, mineWaiting: 1, newCopies: 0 }),
      'savedViews.list': () => [],
    },
  });
  const tabs = () => wrapper.findAll('[role=tab]').map((tab) => tab.text());
  await vi.waitFor(() => {
    expect(tabs()).toEqual(['待办4', '已办', '我提交的1 项待审', '抄送我的', '全部']);
  });
});
