import type { FieldCommentView } from '@xietong/shared/approvals';
import type { CampaignDetail, CampaignVersionView } from '@xietong/shared/campaigns';
import type { ContentField } from '@xietong/shared/content';
import { createMongoAbility } from '@casl/ability';
import { packRules } from '@casl/ability/extra';
import type { VueWrapper } from '@vue/test-utils';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { mountPage, PERSON } from '../../../testing/mount-app';
import { campaignRoutes } from '../campaign-routes';
import { returnedVersion } from '../composables/returned-version';
import CampaignDetailPage from './CampaignDetailPage.vue';
import CampaignEditorPage from './CampaignEditorPage.vue';

const ID = '00000000-0000-4000-8000-000000000001';
const headline: ContentField = {
  id: '00000000-0000-4000-8000-00000000000a',
  role: 'headline',
  labels: { zh: '主标题', en: 'Main headline' },
  value: '手机报',
  policy: { kind: 'EDITABLE', constraint: {} },
};

function versionOf(version: number, state: CampaignVersionView['state']): CampaignVersionView {
  const decided = { decidedByName: 'JS-APP-01', decidedAt: '2026-11-22T03:00:00.000Z' };
  return {
    ...{ id: `v${String(version)}`, version, state, title: '手机报推广', cityDefault: 'NONE' },
    ...{
      fields: [headline],
      rowVersion: 1,
      updatedByName: 'JS-OPS-01',
      updatedAt: '2026-11-22T02:00:00.000Z',
    },
    ...{ publishedAt: null, push: { mode: 'OPTIONAL', pilot: null }, restoredFrom: null },
    release:
      state === 'DRAFT'
        ? null
        : {
            ...{ id: 'r', hash: 'a'.repeat(64), state, submittedByName: 'JS-OPS-01', note: null, ...decided },
            ...{ submittedAt: '2026-11-22T02:30:00.000Z', reason: '整体不够清楚' },
          },
  };
}

const detailOf = (versions: CampaignVersionView[]): CampaignDetail => ({
  ...{ id: ID, number: 'JS-2026-0001', kind: 'VALUE_ADDED', createdAt: '2026-11-22T02:00:00.000Z' },
  ...{ archivedAt: null, retirement: null, localCount: 0, cityCount: 0, smsSignature: '演示', versions },
  may: { edit: true, submit: true, withdraw: false, publish: false, retire: false, archive: true },
});
const comment: FieldCommentView = {
  ...{ id: 'c', text: '请写明月费', by: 'JS-APP-01', at: '2026-11-22T03:00:00.000Z' },
  ...{ outcome: 'RETURNED', hash: 'a'.repeat(64), version: 1, field: headline },
};
const { rules } = createMongoAbility([{ action: 'read', subject: 'ApprovalRequest' }]);

let page: VueWrapper | undefined;
afterEach(() => page?.unmount());

async function open(component: typeof CampaignDetailPage | typeof CampaignEditorPage, states: string[]) {
  const versions = states.map((state, index) =>
    versionOf(states.length - index, state as CampaignVersionView['state']),
  );
  const { wrapper } = await mountPage(component, {
    answers: {
      'campaigns.get': () => detailOf(versions),
      'campaigns.channels': () => [],
      'approvals.draftComments': () => [comment],
    },
    props: { id: ID },
    routes: campaignRoutes,
    session: { ...PERSON, rules: packRules(rules) },
  });
  page = wrapper;
  return wrapper;
}

describe('what the approver said of a version that came back', { timeout: 30_000 }, () => {
  it.each([
    ['on its page', CampaignDetailPage, ['RETURNED']],
    ['on the page of the draft that goes on from it', CampaignDetailPage, ['DRAFT', 'RETURNED']],
    ['in the editor of that draft', CampaignEditorPage, ['DRAFT', 'RETURNED']],
  ])('stands %s, of all of it and of each field', async (_, component, states) => {
    const wrapper = await open(component, states);
    await vi.waitFor(() => expect(wrapper.text()).toContain('请写明月费'));
    expect(wrapper.text()).toContain('字段意见（1 条）');
    expect(wrapper.findAll('.reason').map((each) => each.text())).toEqual(['整体不够清楚']);
    expect(wrapper.text()).toContain('JS-APP-01 退回第 1 版时的意见');
  });

  it('is over once a later version was handed in', () => {
    const versions = [versionOf(3, 'IN_REVIEW'), versionOf(2, 'WITHDRAWN'), versionOf(1, 'REJECTED')];
    const of = (shown: number) => returnedVersion(versions, { version: shown })?.version;
    expect([of(3), of(2), of(1)]).toEqual([undefined, 1, 1]);
  });
});

it('leads from what is published to how far each city is, where cities have localised it', async () => {
  const local = createMongoAbility([{ action: 'read', subject: 'LocalCampaign' }]);
  const links = async (state: CampaignVersionView['state'], localCount: number) => {
    const { wrapper } = await mountPage(CampaignDetailPage, {
      answers: {
        'campaigns.get': () => ({ ...detailOf([versionOf(1, state)]), localCount, cityCount: 1 }),
        'campaigns.channels': () => [],
      },
      props: { id: ID },
      routes: campaignRoutes,
      session: {
        ...PERSON,
        duty: { ...PERSON.duty, tenant: { ...PERSON.duty.tenant, kind: 'PROVINCE' } },
        rules: packRules(local.rules),
      },
    });
    page = wrapper;
    await vi.waitFor(() => expect(wrapper.text()).toContain('手机报推广'));
    return wrapper.findAll('a').filter((link) => link.text() === '看各地市到哪一步');
  };
  expect((await links('PUBLISHED', 1))[0]?.attributes('href')).toBe(`/campaigns/${ID}/propagation/v1`);
  expect(await links('PUBLISHED', 0)).toEqual([]);
  expect(await links('IN_REVIEW', 1)).toEqual([]);
});
