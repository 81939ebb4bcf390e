import type { VueWrapper } from '@vue/test-utils';
import type { AuditCheckView, AuditFinding, CampaignHistory, FieldChange } from '@xietong/shared/audit';
import { expect, it, vi } from 'vitest';
import { mountPage, PERSON, Refusal } from '../../testing/mount-app';
import { speak } from '../../testing/texts';
import AuditIntegrityPage from './pages/AuditIntegrityPage.vue';
import AuditSearchPage from './pages/AuditSearchPage.vue';
import CampaignHistoryPage from './pages/CampaignHistoryPage.vue';

const ID = '0192f0c1-0000-7000-8000-000000000001';
const hash = 'a'.repeat(64);
const release = { releaseId: ID, kind: 'LOCAL', title: '手机报', version: 2, hash } as const;
const history: CampaignHistory = {
  campaign: {
    id: ID,
    kind: 'LOCAL',
    number: '320100-2026-0001',
    title: '手机报',
    tenantCode: '320100',
    tenantNameZh: '南京',
    tenantNameEn: 'Nanjing',
    changedAt: '2026-11-22T02:00:00.000Z',
  },
  base: null,
  contentFields: [
    { name: '标题', role: 'headline', labels: { zh: '标题', en: 'Headline' } },
    { name: '权益', role: 'benefit', labels: { zh: '权益', en: 'Benefits' } },
  ],
  nextCursor: null,
  entries: [
    {
      type: 'CHANGE',
      at: '2026-11-22T02:00:00.000Z',
      actorName: '市运营 NJ-OPS-01',
      eventId: ID,
      act: 'localCampaigns.saveDraft',
      result: 'SUCCESS',
      code: null,
      changes: [
        { field: 'content 标题', before: '旧标题', after: '新标题' },
        { field: 'content 权益', before: null, after: { items: [{ id: 'a1b2c3d4', text: '免流量' }] } },
        {
          field: 'policy 标题',
          before: null,
          after: { kind: 'EDITABLE', constraint: { maxLength: 20 } },
        },
        {
          field: 'placement 1',
          before: null,
          after: { pointCode: 'home-banner', tier: 'LOCAL', rule: { Contract: 'Month-to-month' } },
        },
      ],
    },
    {
      type: 'SUBMISSION',
      at: '2026-11-22T03:00:00.000Z',
      actorName: 'NJ-OPS-01',
      release,
      authors: ['NJ-OPS-01'],
      note: '请审',
      windows: [
        {
          point: 'home-banner',
          channel: 'web',
          startsAt: '2026-11-22T16:00:00.000Z',
          endsAt: '2026-11-30T16:00:00.000Z',
        },
      ],
    },
    {
      type: 'DECISION',
      at: '2026-11-22T04:00:00.000Z',
      actorName: 'NJ-APR-01',
      release,
      outcome: 'APPROVED',
      hash,
      reason: '合规',
    },
    { type: 'LIVE', at: '2026-11-22T16:00:00.000Z', actorName: null, release },
  ],
};
const routes = [
  { path: '/audit/samples', name: 'audit-samples', component: { template: '<i />' } },
  { path: '/audit/campaigns/:id', name: 'audit-campaign', component: { template: '<i />' } },
  { path: '/audit/campaigns', name: 'audit-campaigns', component: { template: '<i />' } },
  { path: '/audit/integrity', name: 'audit-integrity', component: { template: '<i />' } },
];

/** Waits until the page shows an answer. */
const loaded = (page: VueWrapper) =>
  vi.waitFor(
    () => {
      expect(page.text()).not.toMatch(/正在加载|Loading/);
    },
    { timeout: 4_000 },
  );

it('tells a campaign on one time line: changes by field, approval with its hash, when it ran', async () => {
  const { wrapper } = await mountPage(CampaignHistoryPage, {
    answers: {
      'audit.forCampaign': () => history,
      'points.options': () => [{ code: 'home-banner', nameZh: '首页横幅', nameEn: 'Banner' }],
    },
    path: `/audit/campaigns/${ID}`,
    routes,
  });
  await loaded(wrapper);
  const text = wrapper.text();
  for (const part of [
    '修改本地内容',
    '内容：标题',
    '旧标题',
    '新标题',
    '请审',
    '首页横幅: 2026-11-23 00:00 – 2026-11-30（含）',
    '通过（本地版本第 2 版）',
    'aaaaaaaaaaaaaaaaaaaaaaaa…',
    '与发布内容一致',
    '开始展示',
    '系统任务',
  ])
    expect(text).toContain(part);
  expect(wrapper.get('a[href="/audit/integrity"]').text()).toContain('下载审计包');
  expect(wrapper.get('a[href^="/audit/findings/new"]').attributes('href')).toContain('tenant=320100');
});

it('says fields, lists, guard-rails and rules in words of the language', async () => {
  speak('en');
  const { wrapper } = await mountPage(CampaignHistoryPage, {
    answers: { 'audit.forCampaign': () => history, 'points.options': () => [] },
    path: `/audit/campaigns/${ID}`,
    routes,
  });
  await loaded(wrapper);
  const text = wrapper.text();
  for (const part of ['Content: Headline', 'Benefits', '免流量', 'Editable', 'Contract is Month-to-month'])
    expect(text).toContain(part);
  expect(text).not.toMatch(/[{}]/);
});

it('says codes in words: results, how a version is pushed, points and cities by their names, instants', async () => {
  const change = (changes: FieldChange[]): CampaignHistory => ({
    ...history,
    entries: [
      {
        ...{ type: 'CHANGE', at: '2026-11-22T02:00:00.000Z', actorName: '', eventId: ID, result: 'SUCCESS' },
        ...{ act: 'campaigns.submit', code: null, changes },
      },
    ],
  });
  const { wrapper } = await mountPage(CampaignHistoryPage, {
    answers: {
      'audit.forCampaign': () =>
        change([
          { field: 'outcome', before: null, after: 'RETURNED' },
          { field: 'push', before: null, after: { mode: 'OPTIONAL', pilot: null } },
          { field: 'pushed', before: null, after: 0 },
          { field: 'placement 1', before: null, after: { pointCode: 'home-banner', tier: 'LOCAL' } },
          { field: 'cities', before: null, after: ['320100', '320999'] },
          { field: 'dueAt', before: null, after: '2026-11-22T02:00:00.000Z' },
        ]),
      'points.options': () => [{ code: 'home-banner', nameZh: '首页横幅', nameEn: 'Banner' }],
      'tenants.list': () => [{ code: '320100', nameZh: '南京', nameEn: 'Nanjing' }],
    },
    path: `/audit/campaigns/${ID}`,
    routes,
  });
  await loaded(wrapper);
  await vi.waitFor(() => {
    expect(wrapper.text()).toContain('南京');
  });
  for (const part of ['结果', '退回修改', '推送方式', '方式：可选', '试点地市：所有地市'])
    expect(wrapper.text()).toContain(part);
  for (const part of ['推送到的本地活动数', '营销点：首页横幅', '320999', '2026-11-22 10:00'])
    expect(wrapper.text()).toContain(part);
  expect(wrapper.text()).not.toMatch(/RETURNED|OPTIONAL|pilot|pushed|home-banner|outcome/);
});

it('shows earlier parts of the line above, and says what keeps it from that', async () => {
  let fails = true;
  const part = (act: string, nextCursor: string | null): CampaignHistory => ({
    ...{ ...history, nextCursor },
    entries: [
      {
        ...{ type: 'CHANGE', at: '2026-11-20T02:00:00.000Z', actorName: '', eventId: ID, result: 'SUCCESS' },
        ...{ act, code: null, changes: [] },
      },
    ],
  });
  const { wrapper } = await mountPage(CampaignHistoryPage, {
    answers: {
      'audit.forCampaign': (input: unknown) => {
        const { cursor } = input as { cursor?: string };
        if (cursor === undefined) return part('localCampaigns.submit', 'a');
        if (cursor === 'a') return part('localCampaigns.saveDraft', 'b');
        if (fails) throw new Refusal('UNAVAILABLE');
        return part('localCampaigns.create', null);
      },
      'points.options': () => [],
      'audit.segments': () => [],
    },
    path: `/audit/campaigns/${ID}`,
    routes,
  });
  await loaded(wrapper);
  const acts = () => wrapper.findAll('ol > li').map((entry) => entry.text());
  const earlier = () => wrapper.get('.earlier button').trigger('click');
  await earlier();
  await vi.waitFor(() => {
    expect(acts()).toHaveLength(2);
  });
  expect(acts()[0]).toContain('修改本地内容');
  await earlier();
  await vi.waitFor(() => {
    expect(wrapper.find('[role="alert"]').exists()).toBe(true);
  });
  expect(acts()).toHaveLength(2);
  fails = false;
  await earlier();
  await vi.waitFor(() => {
    expect(acts()).toHaveLength(3);
  });
  expect(acts()[0]).toContain('新建本地活动');
  expect(wrapper.find('.earlier').exists()).toBe(false);
});

it('shows the steps alone when the address says so', async () => {
  const { wrapper } = await mountPage(CampaignHistoryPage, {
    answers: { 'audit.forCampaign': () => history, 'points.options': () => [] },
    path: `/audit/campaigns/${ID}?show=steps`,
    routes,
  });
  await loaded(wrapper);
  expect(wrapper.text()).not.toContain('修改本地内容');
  expect(wrapper.text()).toContain('合规');
});

it('says that a history does not exist for whom it is hidden', async () => {
  const { wrapper } = await mountPage(CampaignHistoryPage, {
    answers: {
      'audit.forCampaign': () => {
        throw new Refusal('NOT_FOUND');
      },
      'points.options': () => [],
    },
    path: `/audit/campaigns/${ID}`,
    routes,
  });
  await loaded(wrapper);
  expect(wrapper.text()).toContain('没有找到');
});

it('searches by what the address says', async () => {
  const asked: unknown[] = [];
  const { wrapper } = await mountPage(AuditSearchPage, {
    answers: {
      'audit.list': (input) => {
        asked.push(input);
        return { rows: [], total: 0, nextCursor: null };
      },
    },
    path: '/audit?text=手机报&result=REFUSED&from=2026-11-01&to=2026-11-22&subject=Nothing',
    routes,
  });
  await loaded(wrapper);
  expect(asked[0]).toMatchObject({ text: '手机报', result: 'REFUSED', from: '2026-11-01', to: '2026-11-22' });
  expect(asked[0]).not.toHaveProperty('subjectType');
  expect(wrapper.text()).toContain('没有符合筛选条件的记录');
});

const finding: AuditFinding = {
  ...{ kind: 'EVENT_CHANGED', index: 7, other: null, eventId: ID, otherEventId: null, fields: [] },
};
const check: AuditCheckView = {
  ...{ id: ID, state: 'UNSOUND', startedAt: '2026-11-22T02:00:00.000Z', endedAt: '2026-11-22T02:00:05.000Z' },
  ...{ startedByName: '审计员 JS-AUD-01', firstIndex: 0, endIndex: 1_200, checked: 1_200, heads: 3 },
  findings: [
    finding,
    { ...finding, kind: 'EVENTS_REORDERED', index: 3, other: 4 },
    { ...finding, kind: 'TAIL_CUT', index: 1_190, other: 1_199, eventId: null },
    { ...finding, kind: 'HEAD_REMOVED', index: 1_199, eventId: null },
    { ...finding, kind: 'CONTENT_CHANGED', fields: ['releases/ab12'] },
  ],
  ...{ findingCount: 5, lost: false, range: { from: null, to: null } },
};
const integrityAnswers = (checks: AuditCheckView[]) => ({
  'audit.checks': () => checks,
  'audit.heads': () => [],
});

it('says in plain words what an integrity check found', async () => {
  const { wrapper } = await mountPage(AuditIntegrityPage, {
    answers: integrityAnswers([check]),
    path: '/audit/integrity',
    routes,
  });
  await loaded(wrapper);
  await vi.waitFor(() => {
    expect(wrapper.text()).toContain('有 5 处与存入时不一致');
  });
  const text = wrapper.text();
  for (const part of [
    '第 8 条记录被改动',
    '第 4 条和第 5 条记录的顺序被调换',
    '末尾被截断：第 1,191 至 1,200 条已经签名，现在不见了',
    '数据库中 1,199 条时的签名树头被删除',
    '内容 releases/ab12 被改动，第 8 条记录按哈希提到它；记录编号',
    '校验了日志的第 1 至 1,200 条',
  ])
    expect(text).toContain(part);
});

it('starts a check of the days in the address, and shows how far it is', async () => {
  const asked: unknown[] = [];
  const running: AuditCheckView = { ...check, state: 'RUNNING', checked: 300, findings: [], findingCount: 0 };
  const { wrapper } = await mountPage(AuditIntegrityPage, {
    answers: {
      ...integrityAnswers([running]),
      'audit.verify': (input) => {
        asked.push(input);
        return { id: ID };
      },
    },
    path: '/audit/integrity?from=2026-11-01&to=2026-11-22',
    routes,
  });
  await loaded(wrapper);
  await vi.waitFor(() => {
    expect(wrapper.find('[role=progressbar]').attributes('aria-valuetext')).toContain('300 / 1,200');
  });
  await wrapper
    .findAll('button')
    .find((button) => button.text() === '开始校验')
    ?.trigger('click');
  await vi.waitFor(() => {
    expect(asked).toEqual([{ from: '2026-11-01', to: '2026-11-22' }]);
  });
});

it('says what a check was of, beside its result and in the list of earlier ones', async () => {
  const sound: AuditCheckView = { ...check, state: 'SOUND', findings: [], findingCount: 0 };
  const other = '0192f0c1-0000-7000-8000-000000000002';
  const { wrapper } = await mountPage(AuditIntegrityPage, {
    answers: integrityAnswers([
      { ...sound, range: { from: '2026-11-01', to: '2026-11-22' } },
      {
        ...sound,
        id: other,
        firstIndex: 0,
        endIndex: 0,
        checked: 0,
        range: { from: '2020-01-01', to: null },
      },
    ]),
    path: '/audit/integrity',
    routes,
  });
  await loaded(wrapper);
  await vi.waitFor(() => {
    expect(wrapper.text()).toContain('校验范围：2026-11-01 至 2026-11-22');
  });
  expect(wrapper.text()).toContain('这个范围内的记录与存入时一致');
  expect(wrapper.text()).not.toContain('全部记录与存入时一致');
  const [, second] = wrapper.findAll('tbody tr').map((row) => row.text());
  expect(second).toContain('2020-01-01 起');
  expect(second).toContain('无记录');
});

it('shows no other check for one that is not known', async () => {
  const { wrapper, router } = await mountPage(AuditIntegrityPage, {
    answers: integrityAnswers([check]),
    path: '/audit/integrity?check=0192f0c1-0000-7000-8000-000000000009',
    routes,
  });
  await vi.waitFor(() => {
    expect(wrapper.text()).toContain('没有找到这次校验');
  });
  expect(wrapper.text()).not.toContain('有 5 处与存入时不一致');
  await wrapper
    .findAll('button')
    .find((button) => button.text() === '查看最近一次')
    ?.trigger('click');
  await vi.waitFor(() => {
    expect(wrapper.text()).toContain('有 5 处与存入时不一致');
  });
  expect(router.currentRoute.value.fullPath).toBe('/audit/integrity');
});

it('tells an auditor of a city what a check and a pack cover', async () => {
  const tenant = { ...PERSON.duty.tenant, code: '320100', kind: 'CITY' } as const;
  const duty = { ...PERSON.duty, role: 'AUDITOR', tenant } as const;
  const { wrapper } = await mountPage(AuditIntegrityPage, {
    answers: integrityAnswers([]),
    path: '/audit/integrity',
    routes,
    session: { ...PERSON, duty, duties: [duty] },
  });
  expect(wrapper.text()).toContain('审计包里只有本地市的记录');
});

it('refuses days in the wrong order in words, and does not use them', async () => {
  const asked: unknown[] = [];
  const { wrapper } = await mountPage(AuditIntegrityPage, {
    answers: {
      ...integrityAnswers([]),
      'audit.verify': (input) => {
        asked.push(input);
        return { id: ID };
      },
    },
    path: '/audit/integrity',
    routes,
  });
  const [from, to] = wrapper.findAll('input');
  await from?.setValue('2026-11-22');
  await to?.setValue('2026-11-01');
  await to?.trigger('change');
  expect(wrapper.find('[role=alert]').text()).toContain('结束日期早于开始日期');
  await wrapper
    .findAll('button')
    .find((button) => button.text() === '开始校验')
    ?.trigger('click');
  expect(asked).toEqual([]);
  await wrapper.get('[role=alert] button').trigger('click');
  expect(wrapper.find('[role=alert]').text()).toBe('');
  await wrapper
    .findAll('button')
    .find((button) => button.text() === '开始校验')
    ?.trigger('click');
  await vi.waitFor(() => {
    expect(asked).toEqual([{}]);
  });
});

it('opens an event by a step of the history, and takes an unknown filter for not set', async () => {
  const asked: unknown[] = [];
  const { wrapper, router } = await mountPage(AuditSearchPage, {
    answers: {
      'audit.list': (input) => {
        asked.push(input);
        const row = {
          ...{ id: ID, at: '2026-11-22T02:00:00.000Z', actorKind: 'MACHINE', actorName: 'jobs' },
          ...{ tenantCode: '320000', tenantNameZh: '江苏', tenantNameEn: 'Jiangsu', act: 'audit.verify' },
          ...{ subjectType: 'AuditEvent', subjectId: ID, campaignId: null, result: 'SUCCESS', code: null },
          requestId: 'r-1',
        };
        return { rows: [row], total: 1, approximate: false, nextCursor: null };
      },
      'audit.segments': () => [],
    },
    path: '/audit?subject=Nonsense&result=XX&act=no.act&from=yesterday&text=jobs',
    routes,
  });
  await loaded(wrapper);
  expect(Object.keys(asked[0] ?? {}).filter((key) => !['text', 'limit', 'cursor'].includes(key))).toEqual([]);
  expect(wrapper.text()).not.toMatch(/Nonsense|no\.act/);
  await wrapper
    .findAll('button')
    .find((button) => button.text() === '校验审计日志')
    ?.trigger('click');
  await vi.waitFor(() => {
    expect(router.currentRoute.value.query['event']).toBe(ID);
  });
  router.back();
  await vi.waitFor(() => {
    expect(router.currentRoute.value.query['event']).toBeUndefined();
  });
  expect(router.currentRoute.value.query['text']).toBe('jobs');
});

it('finds who acted by the words that are shown for them', async () => {
  for (const [words, sought] of [
    ['系统任务', { actor: 'jobs' }],
    ['演示网厅', { actor: 'demo-hall' }],
    ['未登录', { actorKind: 'ANONYMOUS' }],
    ['系统', { actor: '系统' }],
  ] as const) {
    const asked: unknown[] = [];
    await mountPage(AuditSearchPage, {
      answers: {
        'audit.list': (input) => {
          asked.push(input);
          return { rows: [], total: 0, nextCursor: null };
        },
      },
      path: `/audit?actor=${words}`,
      routes,
    });
    await vi.waitFor(() => {
      expect(asked[0]).toMatchObject(sought);
    });
  }
});
