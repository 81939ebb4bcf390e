import { DEFAULT_DICTIONARY } from '@xietong/shared/content-check';
import type { DictionaryHistory, DictionaryVersionRow } from '@xietong/shared/content-check';
import { flushPromises } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { mountPage, type Answers } from '../../../testing/mount-app';
import DictionaryEditPage from './DictionaryEditPage.vue';
import DictionaryPage from './DictionaryPage.vue';

const ID = '0190a000-0000-7000-8000-000000000001';
const row: DictionaryVersionRow = {
  ...{ id: ID, state: 'PROPOSED', version: null, base: 0, reason: '增加网络用语', entryCount: 2 },
  ...{ proposedByName: 'JS-OPS-01', proposedAt: '2026-11-28T02:00:00.000Z' },
  ...{ decidedByName: null, decidedAt: null, decisionReason: null },
  may: { decide: true, withdraw: false },
};
const [first] = DEFAULT_DICTIONARY.entries;
const dictionary = {
  ...DEFAULT_DICTIONARY,
  entries: [...DEFAULT_DICTIONARY.entries, { ...first, word: '超神' }],
};
const history = (rows: readonly DictionaryVersionRow[], mayPropose = false): DictionaryHistory => ({
  ...{ rows, current: 0, mayPropose },
});

function answersOf(more: Answers = {}): Answers {
  return {
    'contentCheck.dictionary': () => ({
      ...{ version: 0, hash: '', dictionary: DEFAULT_DICTIONARY, smsSignature: '演示' },
    }),
    'contentCheck.history': () => history([]),
    'contentCheck.version': () => ({ row, dictionary, before: DEFAULT_DICTIONARY }),
    ...more,
  };
}

async function settle(): Promise<void> {
  await vi.advanceTimersByTimeAsync(900);
  await vi.dynamicImportSettled();
  await flushPromises();
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the dictionary', () => {
  it('is read by everybody, and says what it finds in a sentence', async () => {
    const { wrapper } = await mountPage(DictionaryPage, { answers: answersOf() });
    await settle();
    expect(wrapper.text()).toContain('第 0 版');
    expect(wrapper.text()).toContain('还没有修改过词典');
    expect(wrapper.text()).not.toContain('修改词典');
    await wrapper.find('textarea').setValue('最新推荐');
    await settle();
    await settle();
    expect(wrapper.text()).toContain('没有发现不合规的内容');
    await wrapper.find('textarea').setValue('国家级套餐');
    await settle();
    expect(wrapper.find('mark').text()).toBe('国家级');
  });

  it('shows an approver what waits and what it changes, and takes the decision', async () => {
    const sent: unknown[] = [];
    const { wrapper } = await mountPage(DictionaryPage, {
      answers: answersOf({
        'contentCheck.history': () => history([row]),
        'contentCheck.decide': (input) => {
          sent.push(input);
          return { version: 1 };
        },
      }),
    });
    await settle();
    expect(wrapper.text()).toContain('增加网络用语');
    expect(wrapper.text()).toContain('超神（须修改或提供依据）');
    const confirm = wrapper.findAll('button').find((button) => button.text() === '确认生效');
    await confirm?.trigger('click');
    await settle();
    document.body.querySelector<HTMLElement>('.el-dialog__footer .el-button--primary')?.click();
    await settle();
    expect(sent).toEqual([{ id: ID, outcome: 'CONFIRMED' }]);
  });

  it('is changed by taking a word out, with a reason', async () => {
    const sent: { base?: number; reason?: string; dictionary?: typeof DEFAULT_DICTIONARY }[] = [];
    const { wrapper } = await mountPage(DictionaryEditPage, {
      routes: [{ path: '/content-check', component: { template: '<p />' } }],
      answers: answersOf({
        'contentCheck.propose': (input) => {
          sent.push(input as (typeof sent)[number]);
          return { id: ID };
        },
      }),
    });
    await settle();
    const remove = wrapper.findAll('button').find((button) => button.text() === '删除');
    await remove?.trigger('click');
    await wrapper.find('form').trigger('submit');
    await settle();
    expect(sent).toEqual([]);
    const reason = wrapper.findAll('textarea').find((area) => area.attributes('maxlength') === '500');
    await reason?.setValue('不再需要');
    await wrapper.find('form').trigger('submit');
    await settle();
    expect(sent).toMatchObject([{ base: 0, reason: '不再需要' }]);
    expect(sent[0]?.dictionary?.entries).toEqual(DEFAULT_DICTIONARY.entries.slice(1));
  });
});
