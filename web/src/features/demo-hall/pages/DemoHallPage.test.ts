import { describe, expect, it, vi } from 'vitest';
import { mountPage, Refusal, type Answers } from '../../../testing/mount-app';
import { ATTRIBUTE_NAMES } from '../../../ui/attribute-names';
import DemoHallPage from './DemoHallPage.vue';

const options = {
  cities: [{ code: '320100', nameZh: '南京', nameEn: 'Nanjing' }],
  channels: [
    {
      code: 'web',
      nameZh: '网厅',
      nameEn: 'Web hall',
      points: [
        { code: 'home-banner', format: 'banner', nameZh: '首页横幅', nameEn: 'Home banner', enabled: true },
        { code: 'web-dialog', format: 'dialog', nameZh: '网厅弹窗', nameEn: 'Dialog', enabled: true },
      ],
    },
  ],
};
const content = (format: string) => ({
  renderer: 'web/1', format, headline: `手机报 ${format}`, body: null, image: null, button: { label: '去看看', href: '/offer' }, benefits: [], gift: null,
  terms: null, offer: { code: 'MPAPER', name: '手机报', tariffNumber: '演示-001', priceFen: 300 }, mark: '广告',
}); // oxfmt-ignore
const decision = {
  snapshot: 's',
  stale: false,
  points: ['banner', 'dialog'].map((format) => ({
    point: format === 'banner' ? 'home-banner' : 'web-dialog',
    fallback: false,
    items: [{ decisionId: `d-${format}`, campaign: '320100-2026-0001', version: 1, content: content(format) }],
  })),
  titles: { '320100-2026-0001': '手机报包月' },
  trace: {
    snapshot: 's',
    mode: 'live',
    personalised: true,
    points: [
      {
        point: 'home-banner',
        code: null,
        candidates: [
          {
            placement: 'p', campaign: '320100-2026-0001', version: 2, kind: 'LOCAL', tenant: '320100', tier: 'LOCAL', score: null, rank: 1,
            outcome: 'selected', lostTo: null, code: null,
            gates: [{ gate: 'rule', status: 'unknown', code: 'RULE_UNKNOWN', expected: '{"合约":"按月"}', actual: 'missing: 合约, tenure' }],
          },
          {
            placement: null, campaign: null, version: null, kind: 'STANDARD_PLACEMENT', tenant: '320000', tier: 'STANDARD', score: null, rank: null,
            outcome: 'filtered', lostTo: null, code: 'LOCALISED', gates: [{ gate: 'localised', status: 'fail', code: 'LOCALISED', expected: null, actual: null }],
          },
        ],
      },
    ],
  },
}; // oxfmt-ignore

interface Reported {
  events: { id: string; type: string; decisionId: string; value?: number }[];
}

/** Waits for what the page does by itself; asking costs little, so that slow machines pass, too. */
const until = (holds: () => boolean) => vi.waitUntil(holds, { timeout: 20_000, interval: 10 });

async function hall(answers: Answers = {}) {
  const reports: Reported[] = [];
  const known = new Set<string>();
  const { wrapper } = await mountPage(DemoHallPage, {
    provide: {
      [ATTRIBUTE_NAMES as symbol]: () => (name: string) => (name === '合约' ? '合约类型' : name),
    },
    answers: {
      'demoHall.options': () => options,
      'demoHall.decide': () => decision,
      'demoHall.report': (input) => {
        const report = input as Reported;
        reports.push(report);
        return report.events.map(({ id }) => {
          const status = known.has(id) ? 'duplicate' : 'accepted';
          known.add(id);
          return { id, status };
        });
      },
      ...answers,
    },
  });
  await until(() => wrapper.find('form').exists());
  const open = async () => {
    await wrapper.get('form').trigger('submit');
    await until(() => wrapper.find('ol li').exists());
  };
  const lastReport = async (count: number) => {
    await until(() => reports.length >= count);
    expect(reports).toHaveLength(count);
    return reports.at(-1)?.events;
  };
  return { wrapper, reports, open, lastReport };
}

describe('the demo hall', { timeout: 60_000 }, () => {
  it('reports what it shows once, and why it shows it', async () => {
    const { wrapper, reports, open, lastReport } = await hall();
    await open();
    await lastReport(1);
    expect(reports.map(({ events }) => events.map(({ type, decisionId }) => [type, decisionId]))).toEqual([
      [
        ['impression', 'd-banner'],
        ['impression', 'd-dialog'],
      ],
    ]);
    expect(wrapper.text()).toContain('手机报包月 · 320100-2026-0001 第 2 版');
    expect(wrapper.text()).toContain('其他单位的内容（标准）');
    expect(wrapper.text()).toContain('本市有自己的版本，标准内容让位');
    expect(wrapper.text()).toContain('合约类型 等于 按月');
    expect(wrapper.text()).toContain('缺少 合约类型、tenure');
  });

  it('closes the dialog once and for this visit', async () => {
    const { wrapper, open, lastReport } = await hall();
    await open();
    await lastReport(1);
    await wrapper.get('[role=dialog] button.close').trigger('click');
    expect(wrapper.find('[role=dialog]').exists()).toBe(false);
    expect(await lastReport(2)).toMatchObject([{ type: 'dismiss', decisionId: 'd-dialog' }]);
  });

  it('orders after a second confirmation only, with its price', async () => {
    const { wrapper, open, lastReport } = await hall();
    await open();
    await lastReport(1);
    await wrapper.get('.main .go').trigger('click');
    expect(await lastReport(2)).toMatchObject([{ type: 'click', decisionId: 'd-banner' }]);
    const dialog = document.body.querySelector('.el-dialog');
    expect(dialog?.textContent).toContain('演示-001');
    dialog?.querySelector<HTMLButtonElement>('.el-button--primary')?.click();
    expect(await lastReport(3)).toMatchObject([{ type: 'order', decisionId: 'd-banner', value: 300 }]);
  });

  it('shows that a repeat is not counted', async () => {
    const { wrapper, reports, open, lastReport } = await hall();
    await open();
    await lastReport(1);
    await until(() => wrapper.find('ol li').text().includes('已接受'));
    await wrapper.get('ol li .el-button').trigger('click');
    expect((await lastReport(2))?.[0]?.id).toBe(
      reports[0]?.events.find(({ decisionId }) => decisionId === 'd-dialog')?.id,
    );
    await until(() => wrapper.find('ol li').text().includes('重复，不计'));
  });

  it('asks for nothing with a wrong number, and says what the channel was refused with', async () => {
    const { wrapper, reports } = await hall({
      'demoHall.decide': () => {
        throw new Refusal('DEMO_HALL_KEY_REFUSED');
      },
    });
    await wrapper.get('input[inputmode=numeric]').setValue('12345');
    await wrapper.get('form').trigger('submit');
    expect(wrapper.text()).toContain('请输入 11 位手机号码');
    await wrapper.get('input[inputmode=numeric]').setValue('154 0000 0001');
    await wrapper.get('form').trigger('submit');
    await until(() => wrapper.text().includes('演示密钥已吊销'));
    expect(reports).toEqual([]);
  });
});
