import type { ContentField } from '@xietong/shared/content';
import { DEFAULT_DICTIONARY } from '@xietong/shared/content-check';
import type { LocalCampaignDetail, PointOption } from '@xietong/shared/localisation';
import { flushPromises } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { RouterView } from 'vue-router';
import { mountPage, PERSON, Refusal, type Answers } from '../../../testing/mount-app';
import LocalCampaignEditorPage from './LocalCampaignEditorPage.vue';

const HEADLINE = '0190a000-0000-7000-8000-000000000001';
const BODY = '0190a000-0000-7000-8000-000000000002';
const CAMPAIGN = '0190a000-0000-7000-8000-000000000003';
const VERSION = '0190a000-0000-7000-8000-000000000004';

const fields: ContentField[] = [
  {
    id: HEADLINE,
    role: 'headline',
    labels: { zh: '标题', en: 'Headline' },
    value: '手机报推广',
    policy: { kind: 'LOCKED', constraint: {} },
  },
  {
    id: BODY,
    role: 'body',
    labels: { zh: '正文', en: 'Body' },
    value: '省正文',
    policy: { kind: 'EDITABLE', constraint: { maxLength: 20 } },
  },
];
const banner: PointOption = {
  code: 'home-banner',
  channel: 'web',
  format: 'banner',
  enabled: true,
  nameZh: '首页横幅',
  nameEn: 'Home banner',
  channelNameZh: '网厅',
  channelNameEn: 'Web hall',
};
const who = { id: CAMPAIGN, code: '320100', nameZh: '南京', nameEn: 'Nanjing' };
const summary = {
  id: VERSION,
  version: 1,
  title: '南京手机报',
  stored: 'DRAFT' as const,
  state: 'DRAFT' as const,
  window: null,
  updatedByName: 'NJ-OPS-01',
  updatedAt: '2026-11-22T02:00:00.000Z',
  restoredFrom: null,
  release: null,
};
const detail: LocalCampaignDetail = {
  id: CAMPAIGN,
  number: '320100-2026-0001',
  tenant: who,
  archivedAt: null,
  fields,
  detachedFrom: null,
  correction: null,
  adoption: null,
  retirement: null,
  newerStandard: null,
  standard: {
    campaignId: CAMPAIGN,
    number: 'JS-2026-0001',
    versionId: VERSION,
    version: 3,
    title: '手机报推广',
    fields,
  },
  version: {
    ...summary,
    rowVersion: 1,
    overrides: {},
    archived: [],
    resolved: fields,
    assessment: null,
    placements: [],
    problems: [],
  },
  versions: [summary],
  smsSignature: '演示',
  may: { edit: true, aim: true, submit: true, withdraw: false, archive: true },
};

interface Saved {
  name: string;
  input: unknown;
}

async function open(answers: Answers = {}, as?: typeof PERSON, query = '') {
  const saved: Saved[] = [];
  let rowVersion = 1;
  const save = (name: string) => (input: unknown) => {
    saved.push({ name, input });
    rowVersion += 1;
    return { versionId: VERSION, rowVersion, updatedAt: '', problems: [], placementIds: [BODY] };
  };
  const { wrapper, router } = await mountPage(RouterView, {
    path: `/localisation/${CAMPAIGN}/edit${query}`,
    routes: [
      {
        path: '/localisation/:id/edit',
        name: 'local-campaign-edit',
        component: LocalCampaignEditorPage,
        props: true,
      },
      { path: '/localisation/:id', name: 'local-campaign', component: { template: '<i />' } },
    ],
    ...(as ? { session: as } : {}),
    answers: {
      'localCampaigns.get': () => detail,
      'localCampaigns.options': () => ({ points: [banner], smsSignature: '演示' }),
      'exceptions.ofLocal': () => [],
      'localCampaigns.saveDraft': save('saveDraft'),
      'localCampaigns.savePlacements': save('savePlacements'),
      ...answers,
    },
  });
  await settle();
  return { wrapper, router, saved };
}

/** Lets the pause after typing pass, and what it sets going. */
async function settle(): Promise<void> {
  await vi.advanceTimersByTimeAsync(900);
  await flushPromises();
}

async function goTo(wrapper: Awaited<ReturnType<typeof open>>['wrapper'], label: string): Promise<void> {
  const button = wrapper.findAll('nav.steps button').find((each) => each.text().includes(label));
  await button?.trigger('click');
  await settle();
}

beforeEach(() => {
  sessionStorage.clear();
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the editor of a local campaign', () => {
  it('shuts locked fields and saves what is typed into open ones', async () => {
    const { wrapper, saved } = await open();
    expect(wrapper.find(`[data-place="content.${HEADLINE}"] input`).attributes('disabled')).toBeDefined();
    await wrapper.find(`[data-place="content.${BODY}"] textarea`).setValue('充50元送5个月');
    await settle();
    expect(saved).toMatchObject([
      { name: 'saveDraft', input: { rowVersion: 1, overrides: { [BODY]: { value: '充50元送5个月' } } } },
    ]);
    expect(wrapper.find(`[data-place="content.${BODY}"]`).text()).toContain('标准内容：');
  });

  it('says whose draft it is to a colleague, and nothing to the one who changed it last', async () => {
    const { wrapper } = await open({}, PERSON);
    expect(wrapper.text()).toContain('这份草稿由 NJ-OPS-01 最后修改');
    const own = await open({}, { ...PERSON, person: { ...PERSON.person, staffId: 'NJ-OPS-01' } });
    expect(own.wrapper.text()).not.toContain('最后修改');
  });

  it('says beside a field that it is missing, once it was emptied or left', async () => {
    const { wrapper, saved } = await open();
    const title = wrapper.find('[data-place="title"]');
    await title.find('input').setValue('');
    expect(title.text()).toContain('请填写活动名称');
    expect(title.find('.invalid').exists()).toBe(true);
    const body = wrapper.find(`[data-place="content.${BODY}"]`);
    await body.find('textarea').setValue('');
    expect(body.find('.invalid').exists()).toBe(true);
    await settle();
    expect(saved.at(-1)).toMatchObject({ input: { title: '' } });
    const reopened = await open({
      'localCampaigns.get': () => ({
        ...detail,
        version: { ...detail.version, overrides: { [BODY]: { value: null, setBy: '' } } },
      }),
    });
    const place = reopened.wrapper.find(`[data-place="content.${BODY}"]`);
    expect(place.find('.invalid').exists()).toBe(false);
    await place.find('textarea').trigger('focusout');
    expect(place.find('.invalid').exists()).toBe(true);
  });

  it('says what is wrong with a text right below it, before what the standard says', async () => {
    const { wrapper } = await open();
    const place = wrapper.find(`[data-place="content.${BODY}"]`);
    await place.find('textarea').setValue('长'.repeat(21));
    const text = place.text();
    const error = place.get('.field > .error').text();
    expect(text.indexOf(error)).toBeLessThan(text.indexOf('标准内容：'));
  });

  it('makes each step an entry of the history, and goes on with the one that was left', async () => {
    const { wrapper, router } = await open();
    const present = () => wrapper.find('nav.steps [aria-current="step"]').text();
    await goTo(wrapper, '投放与客群');
    await goTo(wrapper, '检查并提交');
    router.back();
    await settle();
    expect(present()).toContain('投放与客群');
    router.back();
    await settle();
    expect(present()).toContain('内容');
    await goTo(wrapper, '投放与客群');
    await router.push('/localisation/elsewhere');
    wrapper.unmount();
    const again = await open();
    expect(again.wrapper.find('nav.steps [aria-current="step"]').text()).toContain('投放与客群');
  });

  it("takes a change back to the standard's content", async () => {
    const { wrapper, saved } = await open();
    const place = wrapper.find(`[data-place="content.${BODY}"]`);
    await place.find('textarea').setValue('我的正文');
    await settle();
    await place
      .findAll('button')
      .find((button) => button.text() === '恢复标准内容')
      ?.trigger('click');
    await settle();
    expect(saved.at(-1)).toMatchObject({ input: { rowVersion: 2, overrides: {} } });
    expect(place.find('textarea').element.value).toBe('省正文');
  });

  it('places content by one click and counts what is missing', async () => {
    const { wrapper, saved } = await open();
    await goTo(wrapper, '投放与客群');
    await wrapper.find('.picker button').trigger('click');
    await settle();
    expect(saved).toMatchObject([
      {
        name: 'savePlacements',
        input: { placements: [{ id: null, pointCode: 'home-banner', tier: 'LOCAL', listVersionId: null }] },
      },
    ]);
    await goTo(wrapper, '检查并提交');
    expect(wrapper.text()).toContain('可以提交');
  });

  it('previews the point that was picked or changed last; a tab picked by hand stays until the next one', async () => {
    const point = (code: string, channel: string, format: PointOption['format']): PointOption => ({
      ...{ ...banner, code, channel, format, nameZh: code },
    });
    const points = [banner, point('plan-sidebar', 'web', 'sidebar'), point('sms-tail', 'sms', 'sms')];
    const { wrapper } = await open({ 'localCampaigns.options': () => ({ points, smsSignature: '演示' }) });
    const preview = wrapper.get('aside.preview');
    const channel = () => preview.get('[role="tab"][aria-selected="true"]').text();
    const first = () => preview.findAll('.place h3')[0]?.text();
    const pick = async (code: string) => {
      const button = wrapper.findAll('.picker button').find((each) => each.text().includes(code));
      await button?.trigger('click');
      await settle();
    };
    const change = async (index: number, lever: string) => {
      await wrapper.get(`[data-place="placements.${index}.lever"] input`).setValue(lever);
      await settle();
    };
    await goTo(wrapper, '投放与客群');
    expect(channel()).toContain('网厅');
    expect(first()).not.toContain('正在设置的营销点');
    await pick('sms-tail');
    expect(channel()).toContain('短厅');
    await pick('plan-sidebar');
    expect(channel()).toContain('网厅');
    expect(first()).toBe('侧栏 正在设置的营销点');
    await change(0, '70');
    expect(channel()).toContain('短厅');
    const byHand = preview.findAll('[role="tab"]').find((tab) => tab.text().includes('掌厅'));
    await byHand?.trigger('click');
    await change(0, '71');
    expect(channel()).toContain('掌厅');
    await pick('plan-sidebar');
    expect(first()).toContain('正在设置的营销点');
    await goTo(wrapper, '检查并提交');
    expect(channel()).toContain('网厅');
    expect(preview.text()).not.toContain('正在设置的营销点');
  });

  it('says what else runs at the point on these days, and nothing of its own campaign or of other days', async () => {
    const run = (title: string, id: string, days: [string, string], goes = {}) => ({
      ...{ first: 'THIS', because: 'LEVER', ...goes },
      ...{
        kind: 'LOCAL',
        tenantCode: '320100',
        tenantNameZh: '南京',
        tenantNameEn: 'Nanjing',
        state: 'LIVE',
      },
      ...{ campaign: { id, number: 'N', title }, startsAt: days[0], endsAt: days[1] },
    });
    const always: [string, string] = ['2020-01-01T00:00:00.000Z', '2099-01-01T00:00:00.000Z'];
    const runs = [
      run('充值送流量', 'other', always),
      run('自己的前一版', CAMPAIGN, always),
      run('早已结束', 'past', ['2020-01-01T00:00:00.000Z', '2020-02-01T00:00:00.000Z']),
      run('排在前面的', 'stronger', always, { first: 'OTHER', because: 'TIER' }),
      { ...run('', '', always, { because: 'LOCALISED' }), campaign: null, tenantNameZh: '江苏' },
    ];
    const asked: unknown[] = [];
    const { wrapper } = await open({
      'points.options': () => [{ ...banner, capacity: 1 }],
      'points.rivals': (input) => {
        asked.push(input);
        return runs;
      },
    });
    await goTo(wrapper, '投放与客群');
    await wrapper.find('.picker button').trigger('click');
    await settle();
    const card = wrapper.find('[data-place="placements.0"]').text();
    expect(card).toContain('同期在这里的还有 3 项。 客户一次看到 1 项');
    expect(card).toContain('排在本投放之前：「排在前面的」（南京，按优先级）。');
    expect(card).toContain(
      '排在本投放之后：「充值送流量」（南京，按权重）、省级内容（江苏，由本地版本代替）。',
    );
    expect(asked.at(-1)).toMatchObject({ code: 'home-banner', tier: 'LOCAL', lever: 50 });
    expect(card).not.toContain('自己的前一版');
  });

  it('shows before submission what stays as the province locked it', async () => {
    const { wrapper } = await open();
    await goTo(wrapper, '检查并提交');
    const cards = wrapper.findAll('section').map((section) => section.text());
    expect(cards.find((text) => text.includes('仍照标准展示的锁定内容'))).toContain('手机报推广');
  });

  it('does not take a list that is not chosen for everybody', async () => {
    const { wrapper } = await open({ 'lists.options': () => [] });
    await goTo(wrapper, '投放与客群');
    await wrapper.find('.picker button').trigger('click');
    await wrapper.find('input[type="radio"][value="list"]').trigger('change');
    await goTo(wrapper, '检查并提交');
    expect(wrapper.text()).toContain('还没有选名单：请选择一份，或改选别的客群。');
    expect(wrapper.get('tbody').text()).toContain('名单：还没有选');
    expect(wrapper.get('tbody').text()).not.toContain('所有客户');
    expect(wrapper.find('button[type="submit"]').attributes('disabled')).toBeDefined();
  });

  describe('with a placement that waits for its list', () => {
    const rule = { Contract: 'One year' };
    const waiting = (patch: object): LocalCampaignDetail => {
      const aimed = { ...{ listVersionId: null, rule: null, list: null, aim: 'list' as const }, ...patch };
      const days = { firstDay: '2099-01-01', lastDay: '2099-01-31' };
      const placement = { id: BODY, point: banner, pointCode: banner.code, ...days, ...aimed };
      const placements = [{ ...placement, tier: 'LOCAL' as const, lever: 50 }];
      return { ...detail, version: { ...detail.version, placements } };
    };
    it('lets it be for everybody alone where the city has lost the function, and says so beside it', async () => {
      const lost = (patch: object): LocalCampaignDetail => {
        const found = waiting(patch);
        return { ...found, may: { ...found.may, aim: false } };
      };
      const said = '不能按名单或规则投放';
      const choices = async (patch: object) => {
        const { wrapper } = await open(
          { 'localCampaigns.get': () => lost(patch) },
          undefined,
          '?step=placements',
        );
        const radios = wrapper.findAll('[data-place="placements.0.rule"] .kinds input');
        const choosable = radios.filter((radio) => radio.attributes('disabled') === undefined);
        expect(wrapper.get('[data-place="placements.0.rule"]').text()).toContain(said);
        // The next one is filled like it, and for everybody.
        await wrapper.find('.picker button').trigger('click');
        await settle();
        const next = wrapper.get('[data-place="placements.1.rule"] .kinds .chosen input');
        expect(next.attributes('value')).toBe('everyone');
        return choosable.map((radio) => radio.attributes('value'));
      };
      expect(await choices({ aim: 'everyone' })).toEqual(['everyone']);
      expect(await choices({ aim: 'rule', rule })).toEqual(['everyone', 'rule']);
    });

    const version = (id: string, number: number) => ({
      ...{ versionId: id, version: number, size: 60, createdAt: '2026-11-22T02:00:00.000Z' },
    });
    const lists = [{ listId: HEADLINE, name: '老客户', versions: [version(BODY, 2), version(VERSION, 1)] }];

    it('takes the list that was imported for it, once', async () => {
      const back = `?step=placements&for=0&imported=${HEADLINE}`;
      const answers = { 'localCampaigns.get': () => waiting({}), 'lists.options': () => lists };
      const { saved, router } = await open(answers, undefined, back);
      expect(saved).toMatchObject([{ input: { placements: [{ listVersionId: BODY }] } }]);
      expect(router.currentRoute.value.query).toEqual({ step: 'placements' });
    });

    it('keeps the list that was chosen meanwhile', async () => {
      const back = `?step=placements&for=0&imported=${HEADLINE}`;
      const chosen = waiting({ listVersionId: VERSION, list: { name: '老客户', version: 1, size: 60 } });
      const answers = { 'localCampaigns.get': () => chosen, 'lists.options': () => lists };
      expect((await open(answers, undefined, back)).saved).toEqual([]);
    });

    it('says before submission how many customers its rule reaches, and warns where it is nobody', async () => {
      let count = 1234;
      const answers = {
        'localCampaigns.get': () => waiting({ rule, aim: 'rule' }),
        'subscribers.countByRule': () => ({ count, unknownAttributes: [] }),
      };
      const { wrapper } = await open(answers, undefined, '?step=review');
      expect(wrapper.text()).toContain('目前 1,234 位客户');
      count = 0;
      const empty = await open(answers, undefined, '?step=review');
      expect(empty.wrapper.text()).toContain('目前没有一位客户符合');
    });

    it('drafts the assessment from what is placed, once, and says whose words it has to become', async () => {
      const { wrapper, saved } = await open(
        { 'localCampaigns.get': () => waiting({}) },
        undefined,
        '?step=placements',
      );
      const fill = () => wrapper.findAll('button').find((button) => button.text() === '填入初稿');
      await fill()?.trigger('click');
      await settle();
      expect(saved.at(-1)).toMatchObject({
        name: 'saveDraft',
        input: {
          assessment: {
            purpose:
              '在 2099-01-01 至 2099-01-31 按客户名单选择客户，向他们展示「南京手机报」。\n用到的信息：号码名单。',
          },
        },
      });
      expect(fill()).toBeUndefined();
      const form = wrapper.find('[data-place="assessment"]');
      expect(form.text()).toContain('由填写人负责');
      const purpose = () => form.find('textarea').element.value;
      const aim = async (kind: string) => {
        await wrapper.find(`[data-place="placements.0.rule"] input[value="${kind}"]`).trigger('change');
        await settle();
      };
      await aim('rule');
      expect(purpose()).toContain('按客户属性规则选择客户');
      for (const field of form.findAll('textarea')) await field.setValue('自己的话');
      expect(form.text()).not.toContain('由填写人负责');
      await aim('list');
      expect(purpose()).toBe('自己的话');
    });

    it('keeps a weight and days that it does not take, marks them, and does not hand them in', async () => {
      const { wrapper, saved } = await open(
        { 'localCampaigns.get': () => waiting({ rule, aim: 'rule' }) },
        undefined,
        '?step=placements',
      );
      const lever = wrapper.find('[data-place="placements.0.lever"]');
      await lever.find('input').setValue('-1');
      await settle();
      expect(lever.find('input').element.value).toBe('-1');
      expect(lever.find('.invalid').text()).toContain('只能是 1 至 100 的整数');
      expect(saved.at(-1)).toMatchObject({ input: { placements: [{ lever: 50 }] } });
      const days = wrapper.find('[data-place="placements.0.window"]');
      const last = days.findAll('input')[1];
      await last?.trigger('focus');
      await last?.setValue('2098-12-31');
      await last?.trigger('change');
      await settle();
      expect(last?.element.value).toBe('2098-12-31');
      expect(days.find('.invalid').text()).toContain('末日早于首日');
      await goTo(wrapper, '检查并提交');
      expect(wrapper.text()).toContain('排序权重只能是 1 至 100 的整数');
      expect(wrapper.find('button[type="submit"]').attributes('disabled')).toBeDefined();
    });

    it('brings the place of an open item into view, also on another step', async () => {
      const shown: unknown[] = [];
      vi.spyOn(window, 'scrollTo').mockImplementation(() => shown.push('top'));
      vi.spyOn(Element.prototype, 'scrollIntoView').mockImplementation(function (this: Element) {
        shown.push(this.getAttribute('data-place'));
      });
      const answers = { 'localCampaigns.get': () => waiting({ rule, aim: 'rule' }) };
      const { wrapper } = await open(answers, undefined, '?step=review');
      const item = wrapper.findAll('button').find((each) => each.text().includes('个人信息保护影响评估'));
      await item?.trigger('click');
      await settle();
      expect(shown).toEqual(['assessment']);
      expect(wrapper.find('[data-place="assessment"]').element.contains(document.activeElement)).toBe(true);
      await goTo(wrapper, '内容');
      expect(shown).toEqual(['assessment', 'top']);
      vi.restoreAllMocks();
    });

    it('leads to the first open item from the foot of the page', async () => {
      const { wrapper, router } = await open({ 'localCampaigns.get': () => waiting({}) });
      const toFirst = wrapper
        .findAll('button')
        .find((button) => button.text() === '要处理：投放 1 · 首页横幅');
      await toFirst?.trigger('click');
      await settle();
      expect(router.currentRoute.value.query['step']).toBe('placements');
      expect(wrapper.get('[data-place="placements.0.rule"]').text()).toContain('还没有选名单：');
    });
  });

  describe('that is checked while one types', () => {
    const dictionary = { version: 3, hash: '', dictionary: DEFAULT_DICTIONARY, smsSignature: '演示' };
    const answers = {
      'contentCheck.dictionary': () => dictionary,
      'contentCheck.evidence': () => ({ former: [], inherited: [] }),
    };
    const type = async (wrapper: Awaited<ReturnType<typeof open>>['wrapper'], text: string) => {
      await wrapper.find(`[data-place="content.${BODY}"] textarea`).setValue(text);
      // The engine comes in a chunk of its own.
      await vi.dynamicImportSettled();
      await settle();
      await settle();
    };

    it('says below the field what is found where, and nothing of harmless words', async () => {
      const { wrapper } = await open(answers);
      await type(wrapper, '最新推荐，安全试用');
      const place = wrapper.find(`[data-place="content.${BODY}"]`);
      expect(place.find('mark').exists()).toBe(false);
      await type(wrapper, '全城最佳套餐');
      expect(place.find('mark').text()).toBe('最佳');
      expect(place.find('.findings').text()).toContain('须修改或提供依据');
      await type(wrapper, '不限量');
      expect(place.find('.findings').text()).toContain('请再确认');
    });

    it('counts what is found on the mark of the step as in the summary', async () => {
      const { wrapper } = await open(answers);
      const mark = () => wrapper.findAll('nav.steps button')[0]?.text();
      expect(mark()).toContain('已完成');
      await type(wrapper, '全城最佳套餐');
      expect(mark()).toContain('还差 1 项');
      expect(wrapper.text()).toContain('还有 2 项要处理'); // the placement is the other one
    });

    it('goes on with evidence, which is handed in with it', async () => {
      const { wrapper } = await open(answers);
      await type(wrapper, '全城最佳套餐');
      await goTo(wrapper, '检查并提交');
      expect(wrapper.text()).toContain('按第 3 版合规词典检查');
      expect(wrapper.text()).toContain('须修改或提供依据 · 「最佳」');
      await wrapper.find('.form textarea').setValue('2025 年统计公报');
      wrapper.findComponent({ name: 'ElSelect' }).vm.$emit('update:modelValue', 'BOUNDED_FACT');
      await settle();
      expect(wrapper.text()).not.toContain('须修改或提供依据 · 「最佳」');
    });
  });

  it('joins its own change with what somebody else has saved', async () => {
    let others = detail;
    const sent: unknown[] = [];
    const { wrapper } = await open({
      'localCampaigns.get': () => others,
      'localCampaigns.saveDraft': (input) => {
        sent.push(input);
        if (others === detail) {
          others = {
            ...detail,
            version: { ...detail.version, title: '他人名称', rowVersion: 7, updatedByName: 'NJ-OPS-02' },
          };
        }
        if ((input as { rowVersion: number }).rowVersion < 7) throw new Refusal('STALE_VERSION');
        return { versionId: VERSION, rowVersion: 8, updatedAt: '', problems: [], placementIds: [] };
      },
    });
    await wrapper.find(`[data-place="content.${BODY}"] textarea`).setValue('我的正文');
    await settle();
    expect(wrapper.find('.notice').text()).toContain('NJ-OPS-02');
    await wrapper.find('.notice button').trigger('click');
    await settle();
    const dialog = document.querySelector('.el-dialog');
    expect(dialog?.textContent).toContain('只有我改过');
    expect(dialog?.textContent).toContain('沿用标准内容');
    const buttons = [...(dialog?.querySelectorAll<HTMLButtonElement>('button') ?? [])];
    buttons.find((button) => button.textContent.includes('按选择保存'))?.click();
    await settle();
    expect(sent.at(-1)).toMatchObject({
      rowVersion: 7,
      title: '他人名称',
      overrides: { [BODY]: { value: '我的正文' } },
    });
  });

  it.each([
    ['IN_REVIEW', { withdraw: true }, '撤回这次提交'],
    ['LIVE', {}, '第 1 版已上线。要修改，请在活动页新建一个版本；它审批通过之前'],
    ['REJECTED', {}, '第 1 版已驳回。要修改，请在活动页新建一个版本。'],
    ['DRAFT', { edit: false }, '您不能修改这个活动'],
  ] as const)(
    'names the campaign without a draft (%s) and says what leads to one',
    async (state, may, text) => {
      const { wrapper } = await open({
        'localCampaigns.get': () => ({
          ...detail,
          version: { ...detail.version, stored: state === 'DRAFT' ? state : 'SUBMITTED', state },
          may: { ...detail.may, ...may },
        }),
      });
      expect(wrapper.get('h1').text()).toBe('南京手机报');
      expect(wrapper.text()).toContain(text);
      expect(wrapper.text()).toContain('打开活动页');
    },
  );

  it('asks before it is left with what could not be saved, and not otherwise', async () => {
    const { wrapper, router } = await open({
      'localCampaigns.saveDraft': () => {
        throw new Refusal('INTERNAL');
      },
    });
    await wrapper.find(`[data-place="content.${BODY}"] textarea`).setValue('我的正文');
    const leaving = router.push('/elsewhere');
    await settle();
    expect(document.querySelector('.el-message-box')?.textContent).toContain('有改动没有保存');
    document.querySelector<HTMLButtonElement>('.el-message-box .el-button:not(.el-button--primary)')?.click();
    await settle();
    await leaving;
    expect(router.currentRoute.value.name).toBe('local-campaign-edit');
  });
});
