import { flushPromises } from '@vue/test-utils';
import { DEFAULT_DICTIONARY } from '@xietong/shared/content-check';
import { FALLBACK_FIELD_IDS } from '@xietong/shared/points';
import type { FallbackProposal, PointDetail } from '@xietong/shared/points';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { mountPage, PERSON, Refusal, type Answers } from '../../testing/mount-app';
import PointEditPage from './pages/PointEditPage.vue';
import PointPage from './pages/PointPage.vue';

const ID = '0192f0c1-0000-7000-8000-000000000001';
const HASH = 'a'.repeat(64);
const contentOf = (headline: string) => ({
  ...{
    renderer: 'web/2' as const,
    format: 'banner' as const,
    headline,
    body: null,
    image: null,
    button: null,
  },
  ...{ benefits: [], gift: null, terms: null, offer: null, mark: '广告' as const },
});
const inputOf = (headline: string) => ({ headline, body: '', buttonLabel: '', buttonHref: '', smsText: '' });
const proposal: FallbackProposal = {
  ...{ state: 'PROPOSED', content: contentOf('新的欢迎'), hash: HASH, check: null },
  ...{ proposedByName: 'JS-OPS-01', proposedAt: '2026-11-22T02:00:00.000Z' },
  ...{ decidedByName: null, decidedAt: null, reason: null },
  may: { decide: false, withdraw: false },
};
const point: PointDetail = {
  ...{ id: ID, code: 'home-banner', nameZh: '首页横幅', nameEn: 'Home banner', channel: 'web' },
  ...{ channelNameZh: '网厅', channelNameEn: 'Web hall', format: 'banner', capacity: 1, enabled: true },
  ...{
    renderable: true,
    liveCount: 0,
    scheduledCount: 0,
    hasFallback: true,
    hasOpenFallback: true,
    rowVersion: 3,
    runs: [],
  },
  ...{ updatedAt: '2026-11-22T02:00:00.000Z', updatedByName: 'JS-OPS-01', mayUpdate: true },
  ...{ fallback: contentOf('旧的欢迎'), fallbackInput: inputOf('新的欢迎'), fallbackProposal: proposal },
  fallbackExemptions: [],
  fallbackApproval: {
    ...{ proposedByName: 'JS-OPS-02', decidedByName: 'JS-APR-02', decidedAt: '2026-11-20T02:00:00.000Z' },
  },
};
const routes = [
  { path: '/points/:id', name: 'point', component: { template: '<i />' } },
  { path: '/points/:id/edit', name: 'point-edit', component: { template: '<i />' } },
];

function withProposal(change: Partial<FallbackProposal>): PointDetail {
  return { ...point, fallbackProposal: { ...proposal, ...change } };
}

async function open(shown: PointDetail | (() => PointDetail), answers: Answers = {}) {
  const { wrapper } = await mountPage(PointPage, {
    ...{ path: `/points/${ID}`, routes: routes.slice(1), session: PERSON },
    answers: { 'points.get': () => (typeof shown === 'function' ? shown() : shown), ...answers },
  });
  await vi.waitFor(() => {
    expect(wrapper.text()).toContain('首页横幅');
  });
  return wrapper;
}
const press = async (name: string, root: ParentNode) => {
  [...root.querySelectorAll('button')].find((button) => button.textContent.trim() === name)?.click();
  await flushPromises();
};
const dialog = () => document.querySelector('.el-dialog') ?? document.body;

beforeEach(() => {
  document.body.innerHTML = '';
});

describe('what somebody wants a point to show by itself', () => {
  it('stands beside what is live, with who proposed it, and is approved by its hash', async () => {
    const sent: unknown[] = [];
    let shown = withProposal({ may: { decide: true, withdraw: false } });
    const page = await open(() => shown, {
      'points.decideFallback': (input) => {
        sent.push(input);
        shown = { ...point, fallback: contentOf('新的欢迎'), fallbackProposal: null };
        return { id: ID };
      },
    });
    const headings = page.findAll('h2').map((heading) => heading.text());
    expect(headings.slice(0, 2)).toEqual(['等待审批的默认内容', '默认内容']);
    for (const text of ['新的欢迎', '旧的欢迎', 'JS-OPS-01 提出', 'JS-OPS-02 提出，JS-APR-02 同意'])
      expect(page.text()).toContain(text);
    expect(page.text()).not.toContain('撤回');
    await press('同意上线', page.element as Element);
    await press('同意上线', dialog());
    await vi.waitFor(() => {
      expect(page.text()).not.toContain('等待审批');
    });
    expect(sent).toEqual([{ id: ID, hash: HASH, outcome: 'APPROVED' }]);
    expect(page.text()).not.toContain('旧的欢迎');
  });

  it('has what the content check found in it above the buttons of who decides', async () => {
    const found = {
      ...{ code: 'CHECK_WORD' as const, severity: 'BLOCK' as const, exemptible: true, word: '国家级' },
      ...{ fieldId: FALLBACK_FIELD_IDS.headline, part: '', start: 0, end: 3, found: '国家级' },
      ...{ before: '', after: '掌厅', law: '广告法', suggestion: '' },
    };
    const check = {
      ...{ dictionaryVersion: 1, dictionaryHash: HASH, exemptions: [], inherited: [] },
      checkedAt: '2026-11-22T02:00:00.000Z',
    };
    const may = { decide: true, withdraw: false };
    const textOf = async (findings: readonly (typeof found)[]) =>
      (await open(withProposal({ may, check: { ...check, findings } }))).text();
    const text = await textOf([found]);
    expect(text.indexOf('国家级')).toBeGreaterThan(-1);
    expect(text.indexOf('国家级')).toBeLessThan(text.indexOf('同意上线'));
    const clean = await textOf([]);
    expect(clean.indexOf('没有发现不合规的内容')).toBeGreaterThan(clean.indexOf('同意上线'));
  });

  it('is refused with a reason, that the point goes on telling', async () => {
    const sent: unknown[] = [];
    const page = await open(withProposal({ may: { decide: true, withdraw: false } }), {
      'points.decideFallback': (input) => {
        sent.push(input);
        return { id: ID };
      },
    });
    await press('不同意', page.element as Element);
    await press('不同意', dialog());
    expect(sent).toEqual([]);
    const reason = dialog().querySelector('textarea');
    if (!reason) throw new Error('no reason is asked for');
    reason.value = '用语不妥';
    reason.dispatchEvent(new Event('input'));
    await flushPromises();
    await press('不同意', dialog());
    await vi.waitFor(() => {
      expect(sent).toEqual([{ id: ID, hash: HASH, outcome: 'REFUSED', reason: '用语不妥' }]);
    });

    const refused = await open(
      withProposal({
        ...{ state: 'REFUSED', decidedByName: 'JS-APR-01', decidedAt: '2026-11-22T03:00:00.000Z' },
        reason: '用语不妥',
      }),
    );
    expect(refused.text()).toContain('未获同意的默认内容');
    expect(refused.text()).toMatch(/JS-APR-01 不同意：\s*用语不妥/);
  });

  it('tells who decides too late that somebody else did, and shows what there is now', async () => {
    let shown = withProposal({ may: { decide: true, withdraw: false } });
    const page = await open(() => shown, {
      'points.decideFallback': () => {
        shown = withProposal({ hash: 'b'.repeat(64), content: contentOf('另一份') });
        throw new Refusal('FALLBACK_CHANGED');
      },
    });
    await press('同意上线', page.element as Element);
    await press('同意上线', dialog());
    await vi.waitFor(() => {
      expect(page.text()).toContain('等待审批的已经是另一份内容');
    });
    expect(page.text()).not.toContain('不同意');
    await press('查看最新', page.element as Element);
    await vi.waitFor(() => {
      expect(page.text()).toContain('另一份');
    });
    expect(page.text()).not.toContain('已经有变化');
  });

  it('is taken back by an operator', async () => {
    const sent: unknown[] = [];
    const page = await open(withProposal({ may: { decide: false, withdraw: true } }), {
      'points.withdrawFallback': (input) => {
        sent.push(input);
        return { id: ID };
      },
    });
    expect(page.text()).not.toContain('同意上线');
    await press('撤回', page.element as Element);
    await press('撤回', dialog());
    await vi.waitFor(() => {
      expect(sent).toEqual([{ id: ID, hash: HASH }]);
    });
  });
});

it('is on the form, which says when it goes live, before it is saved and after', async () => {
  const sent: unknown[] = [];
  const answers = {
    'points.get': () => ({ ...point, fallbackProposal: null, fallbackInput: inputOf('旧的欢迎') }),
    'points.channels': () => [{ code: 'web', nameZh: '网厅', nameEn: 'Web hall' }],
    'points.signature': () => ({ smsSignature: '演示' }),
    'points.update': (input: unknown) => {
      sent.push(input);
      return { id: ID, rowVersion: 4, isProposed: true };
    },
  };
  const { wrapper, router } = await mountPage(PointEditPage, { answers, path: `/points/${ID}/edit`, routes });
  await vi.waitFor(() => {
    expect(wrapper.find('#field-headline').exists()).toBe(true);
  });
  expect(wrapper.text()).toContain('由另一位省审批人员同意后才上线');
  await wrapper.find('#field-headline').setValue('新的欢迎');
  await wrapper.find('form').trigger('submit');
  await vi.waitFor(() => {
    expect(router.currentRoute.value.name).toBe('point');
  });
  expect(sent).toMatchObject([{ id: ID, fallback: { headline: '新的欢迎' } }]);
  expect(document.body.textContent).toContain('默认内容等待省审批同意后上线');
});

it('is told once below its field what the content check found, and above the form what is to be done', async () => {
  const answers = {
    'points.get': () => ({ ...point, fallbackProposal: null, fallbackInput: inputOf('旧的欢迎') }),
    'points.channels': () => [{ code: 'web', nameZh: '网厅', nameEn: 'Web hall' }],
    'points.signature': () => ({ smsSignature: '演示' }),
    'contentCheck.dictionary': () => ({
      ...{ version: 3, hash: '', dictionary: DEFAULT_DICTIONARY, smsSignature: '演示' },
    }),
  };
  const { wrapper } = await mountPage(PointEditPage, { answers, path: `/points/${ID}/edit`, routes });
  await vi.waitFor(() => {
    expect(wrapper.find('#field-headline').exists()).toBe(true);
  });
  await wrapper.find('#field-headline').setValue('全国最佳网厅');
  await vi.waitFor(() => {
    expect(wrapper.find('mark').text()).toBe('最佳');
  });
  await wrapper.find('form').trigger('submit');
  await flushPromises();
  expect(wrapper.get('[role=alert]').text()).toContain('「最佳」');
  expect(wrapper.find('#field-headline-error').exists()).toBe(false);
});
