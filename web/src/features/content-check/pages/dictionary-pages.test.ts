import { DEFAULT_DICTIONARY } from '@xietong/shared/content-check';
import type { DictionaryHistory, DictionaryVersionRow } from '@xietong/shared/content-check';
import { flushPromises } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { mountPage, PERSON, type Answers } from '../../../testing/mount-app';
import DictionaryComparePage from './DictionaryComparePage.vue';
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
  ...{ rows, current: 0, mayPropose, newWords: [], areAllNew: true },
});

function answersOf(more: Answers = {}): Answers {
  return {
    'contentCheck.dictionary': () => ({
      ...{ version: 0, hash: '', dictionary: DEFAULT_DICTIONARY, smsSignature: '演示' },
    }),
    'contentCheck.history': () => history([]),
    'contentCheck.draft': () => null,
    'contentCheck.version': () => ({ row, dictionary, before: DEFAULT_DICTIONARY, dismissed: ['旧词'] }),
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
    expect(wrapper.text()).toContain('不采用的产品新词旧词');
    const confirm = wrapper.findAll('button').find((button) => button.text() === '确认生效');
    await confirm?.trigger('click');
    await settle();
    document.body.querySelector<HTMLElement>('.el-dialog__footer .el-button--primary')?.click();
    await settle();
    expect(sent).toEqual([{ id: ID, outcome: 'CONFIRMED' }]);
  });

  it('is offered new words of the product: they are proposed by one act, and stand there for whoever may', async () => {
    const saved: { dictionary?: typeof DEFAULT_DICTIONARY; reason?: string }[] = [];
    const sent: unknown[] = [];
    const dismissed: unknown[] = [];
    const dictionary = { ...DEFAULT_DICTIONARY, entries: DEFAULT_DICTIONARY.entries.slice(2) };
    const { wrapper } = await mountPage(DictionaryPage, {
      answers: answersOf({
        'contentCheck.dictionary': () => ({ version: 2, hash: '', dictionary, smsSignature: '演示' }),
        'contentCheck.history': () => ({
          ...history([], true),
          ...{ newWords: DEFAULT_DICTIONARY.entries.slice(0, 2), areAllNew: false },
        }),
        'contentCheck.saveDraft': (input) => {
          saved.push(input as (typeof saved)[number]);
          return { rowVersion: 1 };
        },
        'contentCheck.propose': (input) => {
          sent.push(input);
          return { id: ID };
        },
        'contentCheck.dismiss': (input) => {
          dismissed.push(input);
          return { id: ID };
        },
      }),
    });
    await settle();
    expect(wrapper.text()).toContain('产品新带来的词（2 个）');
    expect(wrapper.text()).toContain('本省删去的词无从区分，也列在这里');
    // two words need no search of their own
    expect(wrapper.findAll('input[aria-label="查找词语或法规"]')).toHaveLength(1);
    await wrapper
      .findAll('button')
      .find((button) => button.text() === '补充这些词')
      ?.trigger('click');
    await settle();
    [...document.body.querySelectorAll<HTMLElement>('.el-dialog__footer .el-button--primary')]
      .at(-1)
      ?.click();
    await settle();
    expect(saved).toMatchObject([{ rowVersion: 0, base: 2, reason: '补充产品新带来的 2 个词' }]);
    expect(new Set(saved[0]?.dictionary?.entries.map(({ word }) => word))).toEqual(
      new Set(DEFAULT_DICTIONARY.entries.map(({ word }) => word)),
    );
    expect(sent).toEqual([{ rowVersion: 1 }]);

    const confirmed = async (label: string) => {
      await wrapper
        .findAll('button')
        .find((button) => (button.attributes('aria-label') ?? button.text()) === label)
        ?.trigger('click');
      await settle();
      // the dialogs before it are still there, hidden
      [...document.body.querySelectorAll<HTMLElement>('.el-overlay')]
        .find(({ style }) => style.display !== 'none')
        ?.querySelector<HTMLElement>('.el-dialog__footer .el-button--primary')
        ?.click();
      await settle();
    };
    const words = DEFAULT_DICTIONARY.entries.slice(0, 2).map(({ kind, word }) => ({ kind, word }));
    await confirmed(`不采用 ${words[0]?.word ?? ''}`);
    await confirmed('全部不采用');
    expect(dismissed).toEqual([
      { base: 2, words: words.slice(0, 1), reason: `不采用产品新带来的词「${words[0]?.word ?? ''}」` },
      { base: 2, words, reason: '不采用产品新带来的 2 个词' },
    ]);
  });

  it('is changed by taking a word out: kept at once as a draft, and proposed from it with a reason', async () => {
    const saved: { rowVersion?: number; reason?: string; dictionary?: typeof DEFAULT_DICTIONARY }[] = [];
    const sent: unknown[] = [];
    const { wrapper } = await mountPage(DictionaryEditPage, {
      routes: [{ path: '/content-check', component: { template: '<p />' } }],
      answers: answersOf({
        'contentCheck.saveDraft': (input) => {
          saved.push(input as (typeof saved)[number]);
          return { rowVersion: saved.length };
        },
        'contentCheck.propose': (input) => {
          sent.push(input);
          return { id: ID };
        },
      }),
    });
    await settle();
    expect(wrapper.text()).not.toContain('丢弃草稿');
    await wrapper
      .findAll('button')
      .find((button) => button.text() === '删除')
      ?.trigger('click');
    await settle();
    expect(saved).toMatchObject([{ rowVersion: 0, base: 0, reason: '' }]);
    expect(saved[0]?.dictionary?.entries).toEqual(DEFAULT_DICTIONARY.entries.slice(1));
    expect(wrapper.text()).toContain('丢弃草稿');
    await wrapper.find('form').trigger('submit');
    await settle();
    expect(sent).toEqual([]);
    const reason = wrapper.findAll('textarea').find((area) => area.attributes('maxlength') === '500');
    await reason?.setValue('不再需要');
    await wrapper.find('form').trigger('submit');
    await settle();
    expect(saved.at(-1)).toMatchObject({ rowVersion: 1, reason: '不再需要' });
    expect(sent).toEqual([{ rowVersion: 2 }]);
  });

  it('goes on from a draft, and takes it over to the version that is in force by now', async () => {
    const saved: { base?: number; dictionary?: typeof DEFAULT_DICTIONARY }[] = [];
    const withDraft = answersOf({
      'contentCheck.dictionary': () => ({
        ...{ version: 3, hash: '', smsSignature: '演示' },
        dictionary: { ...DEFAULT_DICTIONARY, names: ['南京'] },
      }),
      'contentCheck.draft': () => ({
        ...{ rowVersion: 4, base: 2, before: DEFAULT_DICTIONARY, dictionary, reason: '增加网络用语' },
        updatedAt: '2026-11-28T02:00:00.000Z',
      }),
      'contentCheck.saveDraft': (input) => {
        saved.push(input as (typeof saved)[number]);
        return { rowVersion: 5 };
      },
    });
    const { wrapper } = await mountPage(DictionaryEditPage, { answers: withDraft });
    await settle();
    expect(wrapper.text()).toContain('第 3 版已经生效');
    const takeOver = wrapper.findAll('button').find((button) => button.text() === '换到第 3 版上继续');
    await takeOver?.trigger('click');
    await settle();
    expect(wrapper.text()).not.toContain('第 3 版已经生效');
    expect(saved).toMatchObject([{ rowVersion: 4, base: 3, reason: '增加网络用语' }]);
    expect(saved[0]?.dictionary?.names).toEqual(['南京']);
    expect(saved[0]?.dictionary?.entries.map(({ word }) => word)).toContain('超神');
  });

  it('has a draft discarded only after asking, with all that was not saved of it', async () => {
    const sent: unknown[] = [];
    const kept = { at: new Date().toISOString(), rowVersion: 3, base: {}, mine: {} };
    for (const visit of ['', '#one', '#two'])
      localStorage.setItem(`xietong.kept.p.dictionary${visit}`, JSON.stringify(kept));
    const { wrapper } = await mountPage(DictionaryEditPage, {
      session: PERSON,
      routes: [{ path: '/content-check', component: { template: '<p />' } }],
      answers: answersOf({
        'contentCheck.draft': () => ({
          ...{ rowVersion: 4, base: 0, before: DEFAULT_DICTIONARY, dictionary, reason: '' },
          updatedAt: '2026-11-28T02:00:00.000Z',
        }),
        'contentCheck.discardDraft': (input) => {
          sent.push(input);
          return { id: ID };
        },
      }),
    });
    await settle();
    const discard = wrapper.findAll('button').find((button) => button.text() === '丢弃草稿');
    await discard?.trigger('click');
    await settle();
    expect(sent).toEqual([]);
    document.body.querySelector<HTMLElement>('.el-dialog__footer .el-button--danger')?.click();
    await settle();
    expect(sent).toEqual([{ rowVersion: 4 }]);
    expect(Object.keys(localStorage).filter((key) => key.startsWith('xietong.kept'))).toEqual([]);
  });
});

describe('two versions of the dictionary', () => {
  const confirmed = { ...row, state: 'CONFIRMED' as const, version: 1 };
  const mount = async (path: string, asked: unknown[] = []) => {
    const { wrapper } = await mountPage(DictionaryComparePage, {
      path,
      answers: answersOf({
        'contentCheck.history': () => history([confirmed]),
        'contentCheck.compare': (input) => {
          asked.push(input);
          const [changed, ...rest] = dictionary.entries;
          const entries = [{ ...changed, severity: 'WARN' as const }, ...rest.slice(1)];
          return { from: DEFAULT_DICTIONARY, to: { ...dictionary, entries } };
        },
      }),
    });
    await settle();
    return wrapper;
  };

  it('are the latest and the one before, or those of the address, word by word', async () => {
    const asked: unknown[] = [];
    const wrapper = await mount('/', asked);
    expect(asked).toEqual([{ from: 0, to: 1 }]);
    expect(wrapper.text()).toContain('新增 1 处，删除 1 处，修改 1 处');
    expect(wrapper.findAll('tbody tr').map((each) => each.classes()[0])).toEqual([
      ...['changed', 'added', 'removed'],
    ]);
    await mount('/?from=1&to=0', asked);
    expect(asked.at(-1)).toEqual({ from: 1, to: 0 });
  });

  it('that are not there are said to be unknown', async () => {
    const text = (await mount('/?from=1&to=7')).text();
    expect(text).toContain('没有这个版本');
    expect(text).toContain('比较最近的两个版本');
  });
});
