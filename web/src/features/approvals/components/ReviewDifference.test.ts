import type { ApprovalDetail } from '@xietong/shared/approvals';
import type { ReleaseDocument } from '@xietong/shared/releases';
import { expect, it } from 'vitest';
import { mountPage } from '../../../testing/mount-app';
import ReviewDifference from './ReviewDifference.vue';

const id = '0197f0a0-0000-7000-8000-000000000001';
const documentOf = (version: number, value: string, web: string): ReleaseDocument => ({
  schema: 'xietong.release/1', tenant: { code: '320100', kind: 'CITY' }, cityDefault: null, assets: [], renderers: { web }, offer: null, placements: [],
  subject: { kind: 'LOCAL', campaignId: id, number: 'n', title: '标题', versionId: id, version, base: null },
  content: [{ id, role: 'headline', labels: { zh: '标题', en: 'T' }, value, policy: { kind: 'LOCKED', constraint: {} } }],
}); // oxfmt-ignore
const document = documentOf(3, '新', '2');
const earlier = { hash: 'a'.repeat(64), document: documentOf(2, '旧', '1') };

async function card(before: Pick<ApprovalDetail, 'replaces' | 'approvedLast'>, state = 'OPEN') {
  const channels = [{ code: 'web', nameZh: '网厅', nameEn: 'Web hall' }];
  const detail = { request: { state, kind: 'LOCAL' }, document, points: [], channels, ...before };
  const { wrapper } = await mountPage(ReviewDifference, { props: { detail } });
  return wrapper;
}

it('compares with what is in force, images and renderers included', async () => {
  const text = (await card({ replaces: earlier, approvedLast: null })).text();
  expect(text).toContain('左边是现在生效的内容');
  expect(text).toContain('现行 第 2 版');
  expect(text).toContain('呈现方式：网厅');
  expect(text).toContain('旧');
});

it('says that nothing is in force, shows the whole as new, and compares what was approved last on demand', async () => {
  const wrapper = await card({ replaces: null, approvedLast: earlier });
  expect(wrapper.text()).toContain('现在没有生效的内容');
  expect(wrapper.text()).toContain('现行：无');
  expect(wrapper.text()).not.toContain('旧');
  await wrapper.get('input[type=checkbox]').setValue(true);
  expect(wrapper.text()).toContain('上一次通过 第 2 版（已不生效）');
  expect(wrapper.text()).toContain('旧');
});

it('says of a first one that all of it is new, and speaks of then once it is answered', async () => {
  const first = await card({ replaces: null, approvedLast: null });
  expect(first.text()).toContain('此前没有通过过的内容');
  // its head says it all: an empty body below would be a strip of nothing
  expect(first.get('section').element.children).toHaveLength(1);
  expect((await card({ replaces: null, approvedLast: earlier }, 'APPROVED')).text()).toContain(
    '当时现行：无',
  );
});
