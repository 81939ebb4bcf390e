import { impactOf } from '@xietong/shared/inheritance';
import type { MergeCase } from '@xietong/shared/inheritance';
import type { Propagation, PropagationItem, PropagationRow } from '@xietong/shared/localisation';
import { expect, it, vi } from 'vitest';
import { mountPage } from '../../../testing/mount-app';
import PropagationPage from './PropagationPage.vue';

const ID = '0192f0c1-0000-7000-8000-000000000001';
const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const impact = (...cases: MergeCase[]) =>
  impactOf({ fields: cases.map((each) => ({ case: each })) as never });
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();

const item: PropagationItem = {
  ...{ id: uuid(50), mode: 'DEADLINE', dueAt: inDays(2.5), onMiss: 'PAUSE', pushedAt: inDays(-1) },
  ...{ reminders: 0, remindedAt: null, remindedByName: null, missedAt: null },
  ...{ correctedAt: null, acknowledgedAt: null, acknowledgedByName: null },
  ...{ waivedAt: null, waivedByName: null, waiverReason: null },
};
const row = (n: number, name: string, more: Partial<PropagationRow>): PropagationRow => ({
  ...{ id: uuid(n), number: `3201${String(n)}-2026-0001`, title: `${name}手机报` },
  tenant: { id: uuid(n + 20), code: `3201${String(n)}`, nameZh: name, nameEn: name },
  version: { version: 1, state: 'APPROVED', base: 1 },
  ...{ updatedByName: 'OPS', updatedAt: inDays(-3), placements: 0, listed: 0, unlisted: 0 },
  ...{ standing: 'PENDING', isLive: false, isPaused: false, impact: impact('TAKEN'), item },
  ...more,
});
const conflict = row(1, '南京', {
  ...{ standing: 'CONFLICT', impact: impact('CONFLICT', 'TAKEN') },
  ...{ placements: 2, listed: 1200, unlisted: 1 },
});
const view: Propagation = {
  standard: {
    ...{ campaignId: ID, number: 'JS-2026-0001', title: '手机报推广', versionId: uuid(12), version: 2 },
    ...{
      state: 'PUBLISHED',
      push: { mode: 'DEADLINE', pilot: ['320101'], dueAt: inDays(2.5), onMiss: 'PAUSE' },
    },
  },
  rows: [
    conflict,
    row(2, '无锡', { standing: 'DIVERGED', impact: null, isLive: true }),
    row(3, '苏州', { isPaused: true, item: null }),
  ],
  ...{ mayManage: true, mayWiden: true },
};

async function open(answers: NonNullable<Parameters<typeof mountPage>[1]>['answers'], path = '') {
  const mounted = await mountPage(PropagationPage, {
    answers: { 'propagation.get': () => view, ...answers },
    props: { id: ID, versionId: uuid(12) },
    path: `/campaigns/${ID}/propagation/${uuid(12)}${path}`,
  });
  await vi.waitFor(() => {
    expect(mounted.wrapper.text()).toContain('手机报推广');
  });
  return mounted;
}

it('tells how the version is pushed, where each city stands, what it touches and how long it has', async () => {
  const { wrapper } = await open({});
  const text = wrapper.text();
  for (const part of [
    ...['暂停该地市的投放', '先推给 1 个试点地市', '有冲突', '还剩 3 天', '需要决定', '2 处投放', '1,200'],
    ...['另有 1 处不限名单', '已采用，有本地内容', '投放已暂停', '还没有推给它', '推给其余地市'],
  ])
    expect(text).toContain(part);
  const merge = wrapper.findAll('a').map((link) => link.attributes('href'));
  expect(merge).toContain(`/localisation/${uuid(1)}/merge`);
  expect(merge).toContain(`/localisation/${uuid(2)}`);
});

it('shows the cities that the address asks for', async () => {
  const { wrapper } = await open({}, '?show=CONFLICT');
  expect(wrapper.text()).toContain('南京手机报');
  expect(wrapper.text()).not.toContain('无锡手机报');
});

it('reminds with one click', async () => {
  const sent: unknown[] = [];
  const { wrapper } = await open({
    'propagation.remind': (input) => {
      sent.push(input);
      return { id: item.id, reminders: 1 };
    },
  });
  await wrapper.get('button[aria-label="催办「南京手机报」"]').trigger('click');
  await vi.waitFor(() => {
    expect(sent).toEqual([{ id: item.id, reminders: item.reminders }]);
  });
});

it('shows no act to somebody who may not', async () => {
  const { wrapper } = await open({
    'propagation.get': () => ({ ...view, mayManage: false, mayWiden: false }),
  });
  expect(wrapper.text()).not.toContain('催办');
  expect(wrapper.text()).not.toContain('推给其余地市');
});
