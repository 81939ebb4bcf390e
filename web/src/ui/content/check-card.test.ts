import { createContentChecker, DEFAULT_DICTIONARY } from '@xietong/shared/content-check';
import type { Finding } from '@xietong/shared/content-check';
import type { ContentField } from '@xietong/shared/content';
import { mount } from '@vue/test-utils';
import { describe, expect, it } from 'vitest';
import { h } from 'vue';
import { speak } from '../../testing/texts';
import CheckCard from './CheckCard.vue';
import EvidenceForm from './EvidenceForm.vue';
import { NO_EVIDENCE } from './evidence-draft';

const checker = createContentChecker(DEFAULT_DICTIONARY, { smsSignature: '演示' });
const id = '00000000-0000-4000-8000-00000000000a';

function mountCard(role: 'body' | 'offer', value: unknown, check = checker) {
  const labels = { zh: '内容', en: 'Content' };
  const field = { id, role, labels, value, policy: { kind: 'LOCKED', constraint: {} } } as ContentField;
  return mount(CheckCard, {
    props: {
      findings: check.check([field]),
      fields: [field],
      exemptions: [],
      inherited: [],
      dictionaryVersion: 0,
    },
    slots: {
      evidence: ({ words, controlName }: { finding: Finding; words: string; controlName: string }) =>
        h(EvidenceForm, { name: controlName, word: words, modelValue: NO_EVIDENCE }),
    },
  });
}
const offer = (tariffNumber: string) => ({ code: 'A', name: '手机报（演示）', tariffNumber, priceFen: 300 });

describe('what the content check found', () => {
  it('asks for evidence by the words of the text, not by the pattern that found them', () => {
    const card = mountCard('body', '全省价格最低，全国网速最快');
    const labels = card.findAll('label').map((label) => label.text());
    expect(labels[0]).toBe('「全省价格最低、全国网速最快」可以使用的情形');
    expect(card.text()).not.toContain('(?:');
  });

  it('quotes what the dictionary says in its own language beside an English sentence', () => {
    speak('en');
    const card = mountCard('body', '顶级宽带');
    const line = card.get('.line');
    const quotes = line.findAll('[lang="zh-CN"]').map((quote) => quote.text());
    expect(line.text()).toContain('A listed word: “顶级”.');
    expect(quotes[0]).toBe('“广告法 第九条（三）”');
    expect(quotes).toHaveLength(2);
  });

  it('says what a tariff number looks like', () => {
    expect(mountCard('offer', offer('abc')).text()).toContain('以数字结尾，中间只用汉字');
    expect(mountCard('offer', offer('abc')).text()).toContain('例如：演示-2026-001');
    const own = createContentChecker(
      { ...DEFAULT_DICTIONARY, tariffPattern: '[0-9]{6}' },
      { smsSignature: '演示' },
    );
    expect(mountCard('offer', offer('abc'), own).text()).toContain('须符合词典规定的格式：[0-9]{6}');
  });
});
