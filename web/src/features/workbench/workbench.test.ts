import { packAbility, defineAbilityFor, unpackAbility } from '@xietong/shared/access';
import { CITY_FUNCTIONS, ROLES, TENANT_KINDS } from '@xietong/shared/tenants';
import type { Actor, Role, TenantKind } from '@xietong/shared/tenants';
import {
  ATTENTION_CODES,
  DONE_KINDS,
  GUIDE_STEP_IDS,
  guideOf,
  TO_DO_KINDS,
  WAITING_KINDS,
} from '@xietong/shared/workbench';
import type { DoneMatter, ToDo, Workbench } from '@xietong/shared/workbench';
import { describe, expect, it, vi } from 'vitest';
import { useI18n } from 'vue-i18n';
import { createMemoryHistory, createRouter } from 'vue-router';
import { mayOpen } from '../../app/access';
import { featureRoutes } from '../../app/features';
import { useSessionStore } from '../../session/session-store';
import { mountPage, type Answers } from '../../testing/mount-app';
import { useVisits } from './index';
import { GUIDE_PAGES } from './composables/useGuideVisits';
import { ATTENTION_PATHS, donePath, GUIDE_PATHS, toDoPath, waitingPath } from './composables/attention-path';
import WorkbenchPage from './pages/WorkbenchPage.vue';

const NOW = Date.now();
const after = (hours: number): string => new Date(NOW + hours * 3_600_000).toISOString();

const toDo = (patch: Partial<ToDo> = {}): ToDo => ({
  kind: 'RETURNED',
  releaseKind: 'LOCAL',
  campaignId: 'c-1',
  campaignNumber: '320100-2026-0001',
  title: '充 50 赠手机报',
  requestId: null,
  since: after(-80),
  startsAt: null,
  deadlineAt: after(-8),
  dueAt: after(-8),
  by: 'NJ-APR-01',
  reason: '价格没有写全',
  tenantNameZh: '南京',
  tenantNameEn: 'Nanjing',
  aboutZh: null,
  aboutEn: null,
  ...patch,
});
const EMPTY: Workbench = {
  lastVisit: null,
  attention: [],
  toDo: { rows: [], total: 0 },
  waiting: { rows: [], total: 0 },
  done: { rows: [], total: 0 },
  news: { rows: [], total: 0 },
  guide: null,
};

const actorOf = (role: Role, kind: TenantKind): Actor => ({
  kind: 'PERSON',
  personId: 'p',
  staffId: 'X-1',
  name: 'X',
  sessionId: 's',
  dutyId: 'd',
  role,
  tenant: { id: 't', code: '320100', kind, parentId: kind === 'CITY' ? 'j' : null },
  functions: CITY_FUNCTIONS,
});

async function open(
  view: Partial<Workbench>,
  role: Role = 'OPERATOR',
  answers: Answers = {},
  kind: TenantKind = 'CITY',
) {
  const asked: string[] = [];
  const note = (name: string) => (input: unknown) => (asked.push(`${name} ${JSON.stringify(input)}`), {});
  const page = {
    // The page asks the session what the duty may do.
    components: { WorkbenchPage },
    setup() {
      const tenant = {
        id: 't',
        code: '320100',
        kind: 'CITY' as const,
        parentId: 'j',
        nameZh: '南京',
        nameEn: 'Nanjing',
      };
      const duty = { id: 'd', role, tenant };
      useSessionStore().$patch({
        session: {
          person: { id: 'p', staffId: 'X-1', name: 'X' },
          duty,
          duties: [duty],
          functions: [],
          demo: false,
          rules: packAbility(defineAbilityFor(actorOf(role, kind))),
        },
      } as never);
      // As the frame does around every page.
      useVisits();
      return useI18n();
    },
    template: '<WorkbenchPage />',
  };
  const routes = featureRoutes.flatMap(({ path, name }) =>
    name === undefined ? [] : [{ path, name, component: { template: '<i />' } }],
  );
  const mounted = await mountPage(page, {
    routes,
    answers: {
      'workbench.get': () => ({ ...EMPTY, ...view }),
      'workbench.visit': note('visit'),
      'workbench.openStep': note('openStep'),
      'workbench.setGuide': note('setGuide'),
      'releases.upcoming': () => [],
      'audit.list': () => ({ rows: [] }),
      'approvals.list': () => ({ rows: [], total: 0 }),
      ...answers,
    },
  });
  await vi.waitFor(() => expect(mounted.wrapper.find('section section').exists()).toBe(true));
  return { ...mounted, asked };
}

describe('the workbench', () => {
  it('says first what to do first, with its one primary action', async () => {
    const second = toDo({
      campaignId: 'c-2',
      title: '第二件',
      deadlineAt: after(30),
      dueAt: after(30),
      kind: 'LOCALISE',
      reason: null,
    });
    const { wrapper, router } = await open({
      toDo: { rows: [toDo(), second], total: 14 },
      attention: [{ code: 'RETURNED_LATE', level: 'bad', count: 1, title: '充 50 赠手机报' }],
    });
    expect(wrapper.text()).toContain('有 14 件待办，先处理「充 50 赠手机报」');
    expect(wrapper.text()).toContain('1 项被退回或驳回，已过修改时限：「充 50 赠手机报」。');
    expect(wrapper.text()).toContain('NJ-APR-01 退回修改：价格没有写全');
    expect(wrapper.text()).toContain('已超期 8 小时');
    expect(wrapper.text()).toContain('另有 12 件不太急');
    const primary = wrapper.findAll('.el-button--primary').filter((each) => !each.classes('is-link'));
    expect(primary.map((each) => each.text())).toEqual(['去修改']);
    await primary[0]?.trigger('click');
    await vi.waitFor(() => expect(router.currentRoute.value.path).toBe('/localisation/c-1'));
  });

  it('calls nothing overdue because its window has begun, or because a push has no date', async () => {
    const started = {
      kind: 'APPROVE' as const,
      startsAt: after(-9),
      deadlineAt: after(47),
      dueAt: after(-9),
    };
    const optional = { kind: 'MERGE' as const, campaignId: 'c-2', deadlineAt: null, dueAt: after(-30) };
    const rows = [toDo({ ...started, requestId: 'r', reason: null }), toDo(optional)];
    const { wrapper } = await open({ toDo: { rows, total: 2 } });
    const items = wrapper.findAll('li').map((item) => item.text());
    expect(items[0]).toMatch(/^投放期已开始/);
    expect(items[0]).toMatch(/投放期 .* 已经开始/);
    expect(items[1]).toMatch(/^不急/);
    expect(items[1]).toContain('没有期限');
    expect(wrapper.text()).not.toContain('已超期');
  });

  it('says the last day of a push that has a date, as the province chose it', async () => {
    const deadlineAt = '2126-12-06T16:00:00.000Z';
    const rows = [toDo({ kind: 'MERGE', deadlineAt, dueAt: deadlineAt, startsAt: null })];
    const { wrapper } = await open({ toDo: { rows, total: 1 } });
    expect(wrapper.text()).toContain('限期 2126-12-06（含）');
  });

  it('leads who gives duties to new people who have none', async () => {
    const attention = [
      { code: 'WITHOUT_DUTY' as const, level: 'warn' as const, count: 1, title: '李 WX-OPS-02' },
    ];
    const { wrapper } = await open({ attention });
    expect(wrapper.text()).toContain('1 位新建人员还没有身份，不能登录，先看「李 WX-OPS-02」。');
    expect(wrapper.find('a[href="/people?state=WITHOUT_DUTY"]').exists()).toBe(true);
  });

  it('gives who confirms proposals of others what waits, the dictionary by its own name', async () => {
    const waiting = { kind: 'POLICY' as const, title: '两级审', reason: null };
    const point = { aboutZh: '首页横幅', aboutEn: 'Home banner', campaignId: 'c-3' };
    const rows = [
      toDo({ ...waiting, kind: 'DICTIONARY', title: '', campaignId: 'c-2' }),
      toDo(waiting),
      toDo({ ...waiting, ...point, kind: 'FALLBACK', requestId: null }),
    ];
    const { wrapper } = await open({ toDo: { rows, total: 3 } }, 'SECURITY_ADMIN', {}, 'PROVINCE');
    expect(wrapper.text()).toContain('先处理「内容合规词典」');
    expect(wrapper.text()).toContain('两级审');
    const last = wrapper.findAll('li').find((item) => item.text().includes('提出新的默认内容'));
    expect(last?.text()).toContain('首页横幅');
    expect(last?.find('a').attributes('href')).toBe('/points/c-3');
  });

  it('says with whom what is one’s own is, and what happened since the last visit', async () => {
    const { wrapper, asked } = await open({
      lastVisit: '2026-11-23T01:00:00.000Z',
      waiting: {
        total: 3,
        rows: [
          {
            ...{ kind: 'APPROVE', id: 'r', number: 'N', titleZh: '等着的', titleEn: 'Waiting' },
            ...{ since: after(-50), startsAt: null, dueAt: null },
            with: [
              {
                ...{ role: 'APPROVER', named: false, kind: 'CITY', nameZh: '南京', nameEn: 'Nanjing' },
                people: ['NJ-APR-01', 'NJ-APR-02', 'NJ-APR-03', 'NJ-APR-04'],
              },
              {
                ...{ role: 'APPROVER', named: false, kind: 'PROVINCE', nameZh: '江苏', nameEn: 'Jiangsu' },
                people: [],
              },
            ],
          },
          {
            ...{ kind: 'FINDING', id: 'f', number: 'SJ-1', titleZh: '等整改的', titleEn: 'Finding' },
            ...{ since: after(-0.5), startsAt: null, dueAt: null },
            with: [
              {
                ...{ role: 'OPERATOR', named: true, kind: 'CITY', nameZh: '南京', nameEn: 'Nanjing' },
                people: ['NJ-OPS-02'],
              },
            ],
          },
          {
            ...{ kind: 'IMPORT', id: 'i', number: null, titleZh: '名单', titleEn: 'List' },
            ...{ since: after(-0.5), startsAt: null, dueAt: null, with: [] },
          },
        ],
      },
    });
    expect(wrapper.text()).toContain(
      '在南京市审批（NJ-APR-01、NJ-APR-02、NJ-APR-03 等 4 人）、江苏省审批手里',
    );
    expect(wrapper.text()).toContain('审计发现 · 在南京（NJ-OPS-02）手里');
    expect(wrapper.text()).toContain('名单导入 · 系统正在处理');
    for (const path of ['/approvals/r', '/audit/findings/f', '/audiences/imports/i'])
      expect(wrapper.find(`a[href="${path}"]`).exists(), path).toBe(true);
    expect(wrapper.text()).toContain('已等待 2 天');
    expect(wrapper.text()).toContain('已等待不到 1 小时');
    expect(wrapper.text()).toContain('2026-11-23 09:00 之后没有变化');
    await vi.waitFor(() => expect(asked.some((each) => each.startsWith('visit'))).toBe(true));
  });

  it('shows the guide until it is put away, and notes what was opened from it', async () => {
    const guide = {
      steps: [
        { id: 'LOCALISE' as const, done: true },
        { id: 'MONITOR' as const, done: false },
      ],
    };
    const { wrapper, router, asked } = await open({ guide });
    expect(wrapper.text()).toContain('已完成 1 / 2 步');
    await wrapper.get('a[href="/monitoring"]').trigger('click');
    await vi.waitFor(() => expect(router.currentRoute.value.path).toBe('/monitoring'));
    expect(asked).toContain('openStep {"step":"MONITOR"}');
    await router.push('/');
    await router.push('/monitoring');
    expect(asked.filter((each) => each.startsWith('openStep'))).toHaveLength(1);
    const hide = wrapper.findAll('button').find((button) => button.text() === '收起指引');
    await hide?.trigger('click');
    await vi.waitFor(() => expect(asked).toContain('setGuide {"hidden":true}'));
  });

  it('notes what an auditor does by any way that leads there, and not that a list of it was seen', async () => {
    const { router, asked } = await open({}, 'AUDITOR');
    const steps = () => asked.filter((each) => each.startsWith('openStep'));
    await router.push('/audit/campaigns');
    expect(steps()).toEqual([]);
    await router.push('/audit/campaigns/c-1');
    await vi.waitFor(() => expect(steps()).toEqual(['openStep {"step":"READ_HISTORY"}']));
    await router.push('/audit?text=x');
    await router.push('/approvals/r-1');
    await router.push('/monitoring');
    await vi.waitFor(() => expect(steps()).toHaveLength(3));
    expect(steps().slice(1)).toEqual([
      'openStep {"step":"SEARCH_AUDIT"}',
      'openStep {"step":"READ_APPROVALS"}',
    ]);
    // a reload the next morning is none of the log's business
    const again = await open({}, 'AUDITOR');
    await again.router.push('/audit');
    await vi.waitFor(() => expect(again.router.currentRoute.value.path).toBe('/audit'));
    expect(again.asked.filter((each) => each.startsWith('openStep'))).toEqual([]);
  });

  it('is calm where there is nothing, and says so', async () => {
    const { wrapper } = await open({});
    expect(wrapper.text()).toContain('没有需要注意的事');
    expect(wrapper.text()).toContain('没有待办。有事要处理');
  });

  it('gives an auditor what to watch, and what is to be looked through', async () => {
    const { wrapper } = await open(
      {
        attention: [{ code: 'REFUSALS', level: 'warn', count: 3, title: '' }],
        toDo: { rows: [toDo({ kind: 'SAMPLE', campaignId: 's-1', campaignNumber: '' })], total: 1 },
      },
      'AUDITOR',
    );
    expect(wrapper.text()).toContain('有 3 次操作被拒绝');
    expect(wrapper.text()).not.toContain('我提交的在哪里');
    expect(wrapper.find('a[href="/audit/samples/s-1"]').exists()).toBe(true);
  });

  it('gives who keeps accounts what changed, and no list of nothing to do', async () => {
    const { wrapper } = await open({}, 'SYSTEM_ADMIN', {}, 'PROVINCE');
    const titles = wrapper.findAll('h2').map((heading) => heading.text());
    for (const title of ['待办', '我提交的在哪里', '我的已办', '抄送我的'])
      expect(titles).not.toContain(title);
    await vi.waitFor(() => expect(wrapper.text()).toContain('上次来访之后'));
  });

  it('says what one has settled, and what one was told of', async () => {
    const done: DoneMatter = {
      ...{ id: 'p', number: 'home-banner', titleZh: '首页横幅', titleEn: 'Home banner', at: after(-3) },
      ...({ kind: 'FALLBACK', outcome: 'REFUSED' } as const),
    };
    const copy = { id: 'q', title: '抄送的', campaignNumber: 'N', submittedAt: after(-9), isNewCopy: true };
    const { wrapper } = await open({ done: { rows: [done], total: 1 } }, 'APPROVER', {
      'approvals.list': () => ({ rows: [copy], total: 1 }),
    });
    await vi.waitFor(() => expect(wrapper.text()).toContain('最近 30 天办了 1 件'));
    expect(wrapper.get('a[href="/points/p"]').text()).toBe('首页横幅');
    expect(wrapper.get('a[href="/approvals/q"]').element.closest('li')?.textContent).toContain('未读');
  });
});

describe('where things lead', () => {
  const router = createRouter({ history: createMemoryHistory(), routes: featureRoutes });

  it.each(ATTENTION_CODES.filter((code) => ATTENTION_PATHS[code] !== null))('%s leads to a page', (code) => {
    expect(router.resolve(ATTENTION_PATHS[code] ?? '').matched).not.toEqual([]);
  });

  it.each(TO_DO_KINDS)('%s leads to a page, for every kind of campaign', (kind) => {
    for (const releaseKind of ['STANDARD', 'STANDARD_PLACEMENT', 'LOCAL'] as const) {
      if (kind === 'DRAFT' && releaseKind === 'STANDARD_PLACEMENT') continue;
      expect(router.resolve(toDoPath(toDo({ kind, releaseKind }))).matched, releaseKind).not.toEqual([]);
    }
    expect(toDoPath(toDo({ kind: 'APPROVE', requestId: 'r' }))).toBe('/approvals/r');
  });

  it('what waits and what is settled leads to a page', () => {
    const paths = [
      ...WAITING_KINDS.map((kind) => waitingPath({ kind, id: 'x' })),
      ...DONE_KINDS.map((kind) => donePath({ kind, id: 'x' })),
    ];
    for (const path of paths) expect(router.resolve(path).matched, path).not.toEqual([]);
  });

  it('a step of the guide leads to a page that the role may open', () => {
    for (const kind of TENANT_KINDS)
      for (const role of ROLES) {
        const ability = unpackAbility(packAbility(defineAbilityFor(actorOf(role, kind))));
        for (const { id } of guideOf({ kind }, role)) {
          const [route] = router.resolve(GUIDE_PATHS[id]).matched.slice(-1);
          const isOpen =
            route && mayOpen(route.meta, (action, subject) => ability.can(action, subject), true);
          expect(isOpen, `${kind} ${role} ${id}`).toBe(true);
        }
      }
    for (const kind of TENANT_KINDS)
      for (const role of ROLES)
        for (const { id, acts } of guideOf({ kind }, role)) {
          const pages = GUIDE_PAGES[id] ?? [];
          expect(pages.length > 0, id).toBe(!acts);
          for (const name of pages) expect(router.hasRoute(name), name).toBe(true);
        }
    expect(Object.keys(GUIDE_PATHS).sort()).toEqual([...GUIDE_STEP_IDS].sort());
  });
});
