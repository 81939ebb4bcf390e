import type { ContentField } from '@xietong/shared/content';
import type { ArchivedWords, LocalCampaignDetail, VersionDetail } from '@xietong/shared/localisation';
import { afterEach, expect, it, vi } from 'vitest';
import type { VueWrapper } from '@vue/test-utils';
import type { RouteRecordRaw } from 'vue-router';
import { mountPage, PERSON, type Answers } from '../../../testing/mount-app';
import { localisationRoutes } from '../localisation-routes';
import LocalCampaignPage from './LocalCampaignPage.vue';

/** The pages that are led to, by name alone. */
const routes = localisationRoutes.map(({ path, name }) => ({
  path,
  name,
  component: { template: '<i />' },
})) as RouteRecordRaw[];

const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const ID = uuid(1);
const [BODY, TERMS, GONE] = [uuid(11), uuid(12), uuid(13)];

function field(id: string, value: string, kind: 'EDITABLE' | 'LOCKED'): ContentField {
  const labels = id === BODY ? { zh: '正文', en: 'Body' } : { zh: '规则', en: 'Terms' };
  return { id, role: 'body', labels, value, policy: { kind, constraint: {} } };
}
const standard = [field(BODY, '省正文', 'EDITABLE'), field(TERMS, '省规则', 'LOCKED')];

const words = (fieldId: string, value: string, over: Partial<ArchivedWords> = {}): ArchivedWords => ({
  fieldId,
  role: 'body',
  labels: { zh: fieldId === GONE ? '旧字段' : fieldId === BODY ? '正文' : '规则', en: 'Words' },
  override: { value, setBy: 'NJ-OPS-01' },
  because: fieldId === GONE ? 'REMOVED' : fieldId === BODY ? 'THEIRS' : 'LOCKED',
  ...over,
});
const ARCHIVED = [
  words(TERMS, '南京规则'),
  words(GONE, '没有去处的话'),
  words(BODY, '南京旧正文', { at: '2026-11-22T02:00:00.000Z', standardVersion: 2 }),
];

function detailOf(over: Partial<VersionDetail> = {}): LocalCampaignDetail {
  const version: VersionDetail = {
    id: uuid(101),
    version: 1,
    title: '南京手机报',
    stored: 'DRAFT',
    state: 'DRAFT',
    window: null,
    updatedByName: 'NJ-OPS-01',
    updatedAt: '2026-11-22T02:00:00.000Z',
    restoredFrom: null,
    release: null,
    rowVersion: 4,
    overrides: {},
    resolved: standard,
    archived: ARCHIVED,
    assessment: null,
    placements: [],
    problems: [],
    ...over,
  };
  return {
    id: ID,
    number: '320100-2026-0001',
    tenant: { id: uuid(2), code: '320100', nameZh: '南京', nameEn: 'Nanjing' },
    archivedAt: null,
    standard: {
      campaignId: uuid(3),
      number: 'JS-2026-0001',
      versionId: uuid(4),
      version: 2,
      title: '手机报',
      fields: standard,
    },
    fields: standard,
    detachedFrom: null,
    correction: null,
    adoption: null,
    retirement: null,
    newerStandard: null,
    version,
    versions: [version],
    smsSignature: '演示',
    may: { edit: true, aim: true, submit: true, withdraw: false, archive: true },
  };
}

let page: VueWrapper | undefined;
afterEach(() => page?.unmount());

async function open(detail: LocalCampaignDetail, more: Answers = {}) {
  const sent: [string, unknown][] = [];
  const answer = (name: string, data: unknown) => (input: unknown) => {
    sent.push([name, input]);
    return data;
  };
  const mounted = await mountPage(LocalCampaignPage, {
    answers: {
      'localCampaigns.get': () => detail,
      'exceptions.ofLocal': () => [],
      'localCampaigns.revise': answer('revise', { id: ID, versionId: uuid(102) }),
      'localCampaigns.saveDraft': answer('saveDraft', {
        versionId: uuid(101),
        rowVersion: 5,
        updatedAt: '',
        problems: [],
      }),
      ...more,
    },
    props: { id: ID },
    path: `/localisation/${ID}`,
    routes,
    session: PERSON,
  });
  page = mounted.wrapper;
  await vi.waitFor(() => {
    expect(mounted.wrapper.text()).toContain('存档的本地内容');
  });
  const use = async () => {
    await mounted.wrapper
      .findAll('button')
      .find((button) => button.text() === '再次使用')
      ?.trigger('click');
    const confirm = [...document.querySelectorAll<HTMLButtonElement>('.el-dialog__footer button')];
    confirm.find((button) => button.textContent.trim() === '再次使用')?.click();
  };
  return { ...mounted, sent, use };
}

it('shows all archived words, the last first, with when and why, and how each can be used', async () => {
  const { wrapper } = await open(detailOf());
  const rows = wrapper.findAll('dl').filter((list) => list.find('dd.why').exists());
  expect(rows.map((row) => row.get('.text').text())).toEqual(['南京旧正文', '没有去处的话', '南京规则']);
  expect(rows[0]?.text()).toContain('采用了标准第 2 版的内容');
  expect(rows[0]?.text()).toContain('2026-11-22 10:00');
  expect(rows[2]?.text()).toContain('省里锁定');
  expect(rows.map((row) => row.get('button').text())).toEqual(['再次使用', '复制', '复制']);
});

it('has a heading also where the campaign has no name', async () => {
  const { wrapper } = await open(detailOf({ title: ' ' }));
  expect(wrapper.get('h1').text()).toBe('（未命名）');
});

it('fills the field of the open draft, naming the state that was shown', async () => {
  const overrides = { [TERMS]: { value: '别的', setBy: 'NJ', reason: '口径' } };
  const { sent, use, router } = await open(detailOf({ overrides }));
  await use();
  await vi.waitFor(() => {
    expect(router.currentRoute.value.name).toBe('local-campaign-edit');
  });
  expect(sent).toEqual([
    [
      'saveDraft',
      {
        versionId: uuid(101),
        rowVersion: 4,
        title: '南京手机报',
        overrides: { [TERMS]: { value: '别的', reason: '口径' }, [BODY]: { value: '南京旧正文' } },
        assessment: null,
      },
    ],
  ]);
});

it('makes a draft first where the latest version was handed in', async () => {
  const { sent, use } = await open(detailOf({ stored: 'APPROVED', state: 'LIVE' }));
  await use();
  await vi.waitFor(() => {
    expect(sent.map(([name]) => name)).toEqual(['revise', 'saveDraft']);
  });
  expect(sent[1]?.[1]).toMatchObject({ versionId: uuid(102), rowVersion: 1 });
});

it('offers nothing but copying to whoever may not edit', async () => {
  const detail = detailOf();
  const { wrapper } = await open({ ...detail, may: { ...detail.may, edit: false } });
  expect(wrapper.findAll('button').filter((button) => button.text() === '再次使用')).toEqual([]);
});

it('filters them when there are more than ten', async () => {
  const many = Array.from({ length: 11 }, (_, n) => words(BODY, `第${String(n)}段`));
  const { wrapper } = await open(detailOf({ archived: many }));
  await wrapper.get('input[aria-label="查找存档内容"]').setValue('第7段');
  const rows = wrapper.findAll('dl').filter((list) => list.find('dd.why').exists());
  expect(rows.map((row) => row.get('.text').text())).toEqual(['第7段']);
});

it('says where a campaign came from that has left its standard', async () => {
  const detachedFrom = {
    ...{ campaignId: uuid(3), number: 'JS-2026-0001', title: '手机报', version: 2, byName: 'JS-APR-01' },
    at: '2026-11-22T02:00:00.000Z',
  };
  const { wrapper } = await open({ ...detailOf(), detachedFrom });
  expect(wrapper.text()).toContain('JS-APR-01 同意脱离');
  expect(wrapper.get(`a[href="/campaigns/${uuid(3)}"]`).text()).toContain('手机报（第 2 版）');
});

it('says plainly that the province took the standard off, why, and what that means', async () => {
  const retirement = {
    ...{ at: '2026-11-22T02:00:00.000Z', byName: 'JS-OPS-01', reason: '资费停售' },
    children: 'PAUSE',
  } as const;
  const { wrapper } = await open({ ...detailOf(), retirement });
  const notice = wrapper.get('[role="alert"]').text();
  expect(notice).toContain('JS-OPS-01 于 2026-11-22 10:00 撤下了这个标准活动：资费停售');
  expect(notice).toContain('投放已经暂停');
});

it('says that a mandatory push has replaced what runs, and lets the city confirm it', async () => {
  const correction = {
    ...{ itemId: uuid(7), standardVersion: 3, reason: '法规更正', at: '2026-11-22T02:00:00.000Z' },
    ...{ acknowledgedAt: null, acknowledgedByName: null, mayAcknowledge: true },
  };
  const inputs: unknown[] = [];
  const { wrapper } = await open(
    { ...detailOf(), correction },
    {
      'propagation.acknowledge': (input) => {
        inputs.push(input);
        return { id: uuid(7) };
      },
    },
  );
  expect(wrapper.get('[role="alert"]').text()).toContain('按标准第 3 版强制更正：法规更正');
  await wrapper.get('[role="alert"] button').trigger('click');
  await vi.waitFor(() => {
    expect(inputs).toEqual([{ id: uuid(7) }]);
  });
});

it('moves to a newer standard by one click where its approval lists what will be shown', async () => {
  const hash = 'a'.repeat(64);
  const inputs: unknown[] = [];
  const { wrapper } = await open(
    {
      ...detailOf(),
      newerStandard: {
        ...{ version: 3, title: '手机报' },
        deadline: { dueAt: '2020-11-30T16:00:00.000Z', onMiss: 'PAUSE' },
      },
      adoption: { itemId: uuid(7), standardVersion: 3, hash, mayAdopt: true },
    },
    {
      'propagation.adopt': (input) => {
        inputs.push(input);
        return { id: uuid(7) };
      },
    },
  );
  const notice = wrapper.get('.notice');
  expect(notice.text()).toContain('只改了省里锁定的内容');
  expect(notice.text()).toContain('合并期限 2020-11-30（含）；逾期暂停该地市的投放。');
  await notice.get('button.el-button:not(.is-link)').trigger('click');
  const confirm = [...document.body.querySelectorAll('.el-dialog button')].find(
    (each) => each.textContent?.trim() === '采用新标准',
  );
  (confirm as HTMLButtonElement).click();
  await vi.waitFor(() => {
    expect(inputs).toEqual([{ id: uuid(7), hash }]);
  });
});

it.each([
  ['320100', '南京', '等待南京的审批人审批。'],
  ['320000', '江苏', '等待江苏的审批人审批：按审批策略，这一步不由本市审批。'],
])('says who has what is in review, and why where it is not the city: %s', async (code, nameZh, said) => {
  const release = {
    ...{ id: uuid(5), hash: 'a'.repeat(64), submittedByName: 'NJ-OPS-01', note: null, decision: null },
    ...{
      submittedAt: '2026-11-22T02:00:00.000Z',
      requestId: uuid(6),
      approver: { id: uuid(7), code, nameZh, nameEn: nameZh },
      takedown: null,
    },
  };
  const { wrapper } = await open(detailOf({ state: 'IN_REVIEW', stored: 'IN_REVIEW', release }));
  expect(wrapper.get('.next').text()).toBe(said);
});
