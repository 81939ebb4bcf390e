import type { ApprovalDetail } from '@xietong/shared/approvals';
import type { ContentField } from '@xietong/shared/content';
import { expect, it } from 'vitest';
import { mountPage } from '../../../testing/mount-app';
import ReviewSteps from './ReviewSteps.vue';

const field = (id: string, zh: string, value: string): ContentField => ({
  ...{ id, role: 'headline', labels: { zh, en: zh }, value },
  policy: { kind: 'EDITABLE', constraint: {} },
});
const standard = [field('a', '标题', '标准'), field('b', '说明', '同')];
const policy: NonNullable<ApprovalDetail['policy']> = {
  ...{ name: null, version: null, changes: ['CONTENT', 'LEGAL'], comparedWith: 'FIRST' },
};

async function text(over: object, content: readonly ContentField[] = standard): Promise<string> {
  const detail = { steps: [], policy, request: { state: 'OPEN' }, document: { content }, ...over };
  const { wrapper } = await mountPage(ReviewSteps, {
    props: { detail, now: new Date('2026-11-22T02:00:00.000Z') },
  });
  return wrapper.text();
}

it('calls the step at which a request was sent back so, and none that nobody came to', async () => {
  const step = (id: string, state: string) => ({
    ...{ id, state, stage: Number(id), approvals: 1, approvedBy: [], personName: null },
    ...{ approverTenantKind: 'CITY', approverNameZh: '南京', approverNameEn: 'Nanjing' },
    ...{ dueAt: null, missedAt: null, isStuck: false },
  });
  const steps = [step('1', 'OPEN'), step('2', 'WAITING')];
  const sentBack = await text({ steps, standardContent: null, request: { state: 'RETURNED' } });
  expect(sentBack).toContain('· 已退回');
  expect(sentBack.match(/不再需要/g)).toHaveLength(1);
  const withdrawn = await text({ steps, standardContent: null, request: { state: 'WITHDRAWN' } });
  expect(withdrawn.match(/不再需要/g)).toHaveLength(2);
});

it('compares a first submission with nothing approved, only with its standard', async () => {
  expect(await text({ standardContent: null })).toBe('默认审批策略；首次提交，没有上一次可比');
  expect(await text({ standardContent: standard })).toContain('首次提交，内容与标准一致');
  const rewritten = [field('a', '标题', '南京的'), field('b', '说明', '同')];
  expect(await text({ standardContent: standard }, rewritten)).toContain('与标准相比改写了：标题');
});

it('says of a later one what changed against what is in force, or that nothing was', async () => {
  const later = { ...policy, comparedWith: 'IN_FORCE' };
  expect(await text({ standardContent: null, policy: later })).toContain(
    '与现行内容相比变动：文案与图片、条款',
  );
  const anew = { ...policy, comparedWith: 'NOTHING_IN_FORCE' };
  expect(await text({ standardContent: null, policy: anew })).toContain('提交时没有生效的内容');
});
