import type { ApprovalRival, Displacement } from '@xietong/shared/approvals';
import { expect, it, vi } from 'vitest';
import { mountPage } from '../../../testing/mount-app';
import RivalTable from './RivalTable.vue';

const rival: ApprovalRival = {
  ...{ id: 'r-1', placementId: 'p', point: 'bill-after', kind: 'STANDARD_PLACEMENT', campaign: null },
  ...{ startsAt: '2026-11-22T16:00:00.000Z', endsAt: '2026-11-30T16:00:00.000Z', sharedMembers: null },
  ...{ first: 'OTHER', because: 'TIER', isPushedOut: false, tenantNameZh: '江苏', tenantNameEn: 'Jiangsu' },
};

async function sentenceOf(patch: Pick<Displacement, 'rivals' | 'total' | 'ahead'>): Promise<string> {
  const points = [{ code: 'bill-after', nameZh: '查话费后推荐', nameEn: 'After a bill query', capacity: 1 }];
  const { wrapper } = await mountPage(RivalTable, {
    props: { requestId: '0197f0a0-0000-7000-8000-000000000001' },
    answers: { 'approvals.displacement': () => ({ ...patch, points }) },
  });
  await vi.waitFor(() => expect(wrapper.find('.sentence').exists()).toBe(true));
  const text = wrapper.get('.sentence').text();
  wrapper.unmount();
  return text;
}

it('says that others are served first, although nobody loses a place', async () => {
  const text = await sentenceOf({ rivals: [rival], total: 1, ahead: 1 });
  expect(text).toContain('没有活动因此失去位置');
  expect(text).toContain('有 1 项排在本次之前：符合其条件的客户先看到它');
});

it('says nothing of what goes before where nothing does', async () => {
  const behind: ApprovalRival = { ...rival, first: 'THIS', isPushedOut: true };
  const text = await sentenceOf({ rivals: [behind], total: 1, ahead: 0 });
  expect(text).toContain('其中 1 项会让出位置');
  expect(text).not.toContain('排在本次之前');
});
