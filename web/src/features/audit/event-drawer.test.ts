import { CHANGED_PARTS, ESCALATIONS, STEP_APPROVERS, STEP_ORDERS } from '@xietong/shared/approvals';
import { SAMPLE_STRATA } from '@xietong/shared/audit';
import type { AuditDetail } from '@xietong/shared/audit';
import { FINDING_SEVERITIES } from '@xietong/shared/findings';
import { MISS_EFFECTS } from '@xietong/shared/inheritance';
import { RELEASE_KINDS } from '@xietong/shared/releases';
import { ROLES } from '@xietong/shared/tenants';
import { expect, it, vi } from 'vitest';
import { mountPage, Refusal } from '../../testing/mount-app';
import EventDrawer from './components/EventDrawer.vue';

const ID = '0192f0c1-0000-7000-8000-000000000001';
const event: AuditDetail = {
  ...{ id: ID, at: '2026-11-22T02:00:00.000Z', actorKind: 'PERSON', actorName: '安全管理员 JS-SEC-01' },
  ...{ tenantCode: '320000', tenantNameZh: '江苏', tenantNameEn: 'Jiangsu', campaignId: null },
  ...{ act: 'approvalPolicies.propose', subjectType: 'ApprovalPolicy', subjectId: ID, result: 'SUCCESS' },
  ...{ code: null, requestId: 'r-1', address: '127.0.0.1', changes: [], contentFields: [], canonical: '{}' },
  ...{ leafHash: 'a'.repeat(64), schemaVersion: 1, intact: true },
};
const routes = [
  { path: '/audit', name: 'audit', component: { template: '<i />' } },
  { path: '/audit/campaigns/:id', name: 'audit-campaign', component: { template: '<i />' } },
];

async function drawer(shown: Partial<AuditDetail> = {}, told = '请求编号'): Promise<HTMLElement> {
  document.body.innerHTML = '';
  await mountPage(EventDrawer, {
    answers: {
      'audit.get': () => {
        if (shown.id === '') throw new Refusal('NOT_FOUND');
        return { ...event, ...shown };
      },
      'audit.proof': () => ({ state: 'WAITING', index: null }),
    },
    props: { eventId: ID },
    routes,
  });
  return vi.waitFor(() => {
    const found = document.querySelector<HTMLElement>('.el-drawer');
    expect(found?.textContent).toContain(told);
    if (!found) throw new Error('not open');
    return found;
  });
}

it('says why an act failed without the values that the log does not keep', async () => {
  const shown = await drawer({ result: 'FAILED', code: 'APPROVAL_POLICY_TOO_MANY' });
  expect(shown.textContent).toContain('要求的省里审批人比现有的多。');
  expect(shown.textContent).not.toContain('位审批人');
});

it('says in the words of the error what has no values', async () => {
  const shown = await drawer({ result: 'REFUSED', code: 'FORBIDDEN' });
  expect(shown.textContent).toContain('被拒绝');
  expect(shown.textContent).not.toContain('FORBIDDEN');
});

it('holds nothing in shut parts that the keyboard would seem to reach, and copies its address', async () => {
  const shown = await drawer({ actorName: '' });
  expect(shown.textContent).toContain('未登录');
  const details = shown.querySelector('details');
  expect(details?.querySelector('pre')).toBeNull();
  if (details) details.open = true;
  details?.dispatchEvent(new Event('toggle'));
  await vi.waitFor(() => {
    expect(details?.querySelector('pre')?.textContent).toBe('{}');
  });
  expect(shown.textContent).toContain('复制链接');
});

it('says that an event is not there, offers the way back and no second try', async () => {
  const shown = await drawer({ id: '' }, '没有找到');
  expect(shown.textContent).not.toMatch(/没有加载成功|重试/);
  const back = [...shown.querySelectorAll('button')].find((button) => button.textContent === '关闭');
  expect(back).toBeDefined();
});

it('says what was changed in the words of its own page, and no code', async () => {
  const codes = {
    ...{ mode: ['OPTIONAL', 'DEADLINE', 'MANDATORY'], onMiss: MISS_EFFECTS, severity: FINDING_SEVERITIES },
    ...{ strata: SAMPLE_STRATA, kinds: RELEASE_KINDS, changes: CHANGED_PARTS, role: ROLES },
    steps: STEP_APPROVERS.flatMap((approver) => ESCALATIONS.map((escalation) => ({ approver, escalation }))),
    copies: [{ at: 'PROVINCE', role: 'AUDITOR' }],
  };
  const [before, after] = STEP_ORDERS.map((order) => ({ order }));
  const changes = [
    { field: 'rule', before: before ?? null, after: after ?? null },
    ...Object.entries(codes).map(([field, list]) => ({ field, before: null, after: [...list] })),
  ];
  const shown = await drawer({ changes }, '省审计员');
  for (const words of [
    '强制更正',
    '暂停该地市的投放',
    '按地市均匀',
    '价格与优惠',
    '顺序：先后',
    '顺序：同时',
    '告知安全管理员',
  ])
    expect(shown.textContent).toContain(words);
  expect(shown.textContent).not.toMatch(/[A-Z]{4,}/);
});
