import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ContentField } from '../content';
import {
  blockingFindings,
  createContentChecker,
  DEFAULT_DICTIONARY,
  dictionaryProblems,
  dictionarySchema,
} from './index';
import type { Dictionary, Exemption, Finding } from './index';

let count = 0;
function field(role: ContentField['role'], value: unknown): ContentField {
  count += 1;
  const id = `00000000-0000-4000-8000-${String(count).padStart(12, '0')}`;
  const policy = { kind: 'LOCKED', constraint: {} } as const;
  return { id, role, labels: { zh: role, en: role }, policy, value } as ContentField;
}
const offer = (tariffNumber = '演示-2026-001') =>
  field('offer', { code: 'MMS-3', name: '手机报（演示）', tariffNumber, priceFen: 300 });
const gift = (more = {}) =>
  field('gift', {
    ...{ kind: '手机报', specification: '早晚两期', quantity: 1, term: '5 个月', manner: '次日起发送' },
    ...more,
  });

const options = { smsSignature: '演示' };
const checker = createContentChecker(DEFAULT_DICTIONARY, options);
const found = (fields: readonly ContentField[], check = checker): string[] =>
  check.check(fields).map(({ severity, code, word }) => `${severity} ${code} ${word}`);
const words = (text: string, check = checker) => check.check([field('body', text)]);
const withDictionary = (more: Partial<Dictionary>) =>
  createContentChecker({ ...DEFAULT_DICTIONARY, ...more }, options);

describe('words', () => {
  it.each([
    ['国家级品质', '国家级'],
    ['最高级服务', '最高级'],
    ['全省最佳套餐', '最佳'],
    ['最 佳 选 择', '最佳'],
    ['最\u200b佳选择', '最佳'],
    ['最·佳选择', '最佳'],
    ['最“佳”选择', '最佳'],
    ['最💯佳选择', '最佳'],
    ['最\n佳选择', '最佳'],
    ['ＮＯ．１ 的网络', 'NO.1'],
    ['网络 no1', 'NO.1'],
    ['T O P 1 的服务', 'TOP1'],
    ['本省销量第一', '销量第一'],
    ['行业领先的网络', '行业领先'],
    ['顶级宽带', '顶级'],
    ['最便宜的流量', '最便宜'],
    ['最好的套餐', '最好的'],
    ['历来独一无二', '独一无二'],
    ['国务院推荐', '国务院推荐'],
    ['驰名商标产品', '驰名商标'],
    // Who compares with others compares no longer with itself alone.
    ['本套餐全国最优惠', '最优惠'],
    ['本公司最佳，行业最佳', '最佳'],
  ])('blocks %s', (text, word) => {
    const blocking = words(text).filter(({ severity }) => severity === 'BLOCK');
    expect(blocking.map((finding) => finding.word)).toContain(word);
    for (const finding of blocking) {
      expect(text.slice(finding.start, finding.end)).toBe(finding.found);
      expect(finding.law).not.toBe('');
      expect(finding.suggestion).not.toBe('');
    }
  });

  it.each([
    ['全网资费最低', true],
    ['全国网速最快', true],
    ['同行里最便宜', true],
    ['全省唯一的千兆', true],
    ['限速 100M，最快 1 小时装好', false],
    ['最低消费 30 元', false],
    ['最高可享 1000M', false],
  ])('finds patterns: %s → %s', (text, is) => {
    expect(words(text).some(({ severity }) => severity === 'BLOCK')).toBe(is);
  });

  it.each(['流量不限量', '终身免费', '原价 99', '零风险', '恭喜中奖', '100%有效'])(
    'warns of %s and asks for no evidence',
    (text) => {
      const findings = words(text);
      expect(findings.map(({ severity, exemptible }) => [severity, exemptible])).toEqual([['WARN', false]]);
      expect(blockingFindings(findings, [])).toEqual([]);
    },
  );

  it.each([
    // Words that say nothing by themselves.
    ...[
      '最新',
      '推荐',
      '安全',
      '试用',
      '最新活动推荐：安全管家免费试用一个月',
      '推荐好友，安全上网',
      '试用装',
    ],
    // Compared with its own goods.
    ...['本店最新套餐', '比上月更低', '比上月最优惠的一档更低', '本品牌最先进的一代'],
    // Names of goods, places and courts.
    ...['最高人民法院公告', '国家级新区用户可办', '顶级域名注册'],
    // Hints, aims and service.
    ...['为获得最佳体验，请升级路由器', '建议放在最佳位置', '追求最优质的服务', '力争最佳'],
    // Numbers in order, and facts.
    ...[
      '第一步，回复 DY',
      '第一，办理；第二，确认',
      '第一个月',
      '最低消费 30 元',
      '最高速率 1000M',
      '号码唯一标识',
    ],
    // Not across the end of a clause, and not inside other words.
    ...['价格不是最，佳节快乐', 'No.12 营业厅', 'stop 10 分钟'],
  ])('says nothing about %s', (text) => {
    expect(words(text)).toEqual([]);
  });

  it('lets names of the province pass, and only where they stand', () => {
    const named = withDictionary({ names: ['顶级阅读'] });
    expect(words('订顶级阅读', named)).toEqual([]);
    expect(words('订顶 级 阅读', named)).toEqual([]);
    expect(words('顶级阅读，顶级享受', named).map(({ start }) => start)).toEqual([5]);
  });

  it('names the part of a value, and of nested words the longest', () => {
    const id = '10000000-0000-4000-8000-000000000001';
    const findings = checker.check([
      field('benefit', { items: [{ id, text: '全国销量冠军' }] }),
      field('button', { label: '最佳', href: '/x' }),
    ]);
    expect(findings.map(({ part, word }) => [part, word])).toEqual([
      [`items.${id}`, '全国销量冠军'],
      ['label', '最佳'],
    ]);
  });

  it('hides nothing grave inside what only warns', () => {
    const rest = { exemptible: false, contexts: [], phrases: [], law: '', suggestion: '' };
    const entry = { kind: 'WORD' as const, ...rest };
    const check = withDictionary({
      entries: [
        { ...entry, word: '绝对最佳', severity: 'WARN' },
        { ...entry, word: '最佳', severity: 'BLOCK' },
      ],
    });
    expect(found([field('body', '绝对最佳')], check)).toEqual([
      'WARN CHECK_WORD 绝对最佳',
      'BLOCK CHECK_WORD 最佳',
    ]);
  });
});

describe('gifts', () => {
  it.each(['充50送话费', '买一赠一', '附赠彩铃'])('that are promised are stated: %s', (text) => {
    expect(found([field('headline', text)])).toMatchObject([
      expect.stringMatching(/^BLOCK CHECK_GIFT_NOT_STATED [送赠附]/),
    ]);
    expect(found([field('headline', text), gift()])).toEqual([]);
    expect(found([field('headline', text), field('gift', null)])).toHaveLength(1);
    expect(found([field('headline', text), gift({ term: '' })])).toHaveLength(1);
  });

  it.each(['配送到家', '每天早晚送到', '短信发送', '推送消息', '送货上门', '捐赠'])(
    'are not meant by %s',
    (text) => {
      expect(found([field('body', text)])).toEqual([]);
    },
  );

  it('say what they are', () => {
    expect(found([gift({ specification: '以实物为准' })])).toEqual(['WARN CHECK_GIFT_VAGUE 以实物为准']);
  });
});

describe('messages', () => {
  it.each([
    ['【演示】手机报每月更新', []],
    ['手机报每月更新拒收请回复R', []],
    ['回复 DY 订阅', []],
    ['【别人】手机报', ['BLOCK CHECK_SMS_SIGNATURE 【别人】']],
    ['手机报【别人】', ['BLOCK CHECK_SMS_SIGNATURE 【别人】']],
    ['手机报，退订回T', ['BLOCK CHECK_SMS_REFUSAL 退订回T']],
    ['手机报，回复TD退订', ['BLOCK CHECK_SMS_REFUSAL 回复TD退订']],
    ['拒收请回复R，手机报', ['BLOCK CHECK_SMS_REFUSAL 拒收请回复R']],
  ])('%s', (text, expected) => {
    expect(found([field('smsText', text)])).toEqual(expected);
    expect(found([field('body', text)])).toEqual([]);
  });
});

describe('tariffs', () => {
  it('carry a number in the province’s form', () => {
    expect(found([offer()])).toEqual([]);
    expect(found([offer('')])).toEqual([]);
    expect(found([offer('随便')])).toEqual(['BLOCK CHECK_TARIFF_MALFORMED 随便']);
    const strict = withDictionary({ tariffPattern: '[0-9]{2}JS[0-9]{6}' });
    expect(found([offer('26JS000001')], strict)).toEqual([]);
    expect(found([offer('26JS0000012')], strict)).toHaveLength(1);
    const formOf = (check: typeof checker) => check.check([offer('随便')])[0]?.suggestion;
    expect([formOf(checker), formOf(strict)]).toEqual(['', '[0-9]{2}JS[0-9]{6}']);
  });

  it('of nothing want a second look, unless the guard-rail says that they may be', () => {
    const free = field('offer', {
      ...{ code: 'MMS-0', name: '手机报（演示）', tariffNumber: '演示-2026-001', priceFen: 0 },
    });
    const meant = { ...free, policy: { ...free.policy, constraint: { minFen: 0 } } } as ContentField;
    expect(found([free])).toEqual(['WARN CHECK_OFFER_FREE ¥0.00']);
    expect(found([meant])).toEqual([]);
  });

  it('stand behind every price that is promoted', () => {
    expect(found([field('headline', '彩铃每月 5 元')])).toEqual(['WARN CHECK_OFFER_NOT_NAMED 5 元']);
    expect(found([field('headline', '彩铃每月 5 元'), offer()])).toEqual([]);
    expect(found([field('headline', '充值 50 元可参加')])).toEqual([]);
  });
});

describe('evidence', () => {
  const findings = words('全国销量冠军，赌博');
  const fieldId = findings[0]?.fieldId ?? '';
  const evidence = (word: string): Exemption => ({
    ...{ fieldId, code: 'CHECK_WORD', word, ground: 'BOUNDED_FACT' },
    ...{ evidence: '2025 年统计公报（演示）', reference: '' },
  });
  const left = (exemptions: Exemption[]) => blockingFindings(findings, exemptions).map(({ word }) => word);

  it('lets through what it speaks for, never what nothing excuses', () => {
    expect(left([])).toEqual(['全国销量冠军', '赌博']);
    expect(left([evidence('全国销量冠军'), evidence('赌博')])).toEqual(['赌博']);
    expect(left([{ ...evidence('全国销量冠军'), fieldId: 'another' }])).toHaveLength(2);
  });
});

describe('evidence for prices', () => {
  const claim = (text: string) => {
    const content = [field('body', text), offer()];
    const findings = checker.check(content).filter(({ code }) => code === 'CHECK_WORD');
    const fieldId = content[0]?.id ?? '';
    const evidence = (price?: string): Exemption => ({
      ...{ fieldId, code: 'CHECK_WORD', word: findings[0]?.word ?? '', ground: 'BOUNDED_FACT' },
      ...{ evidence: '全省在售套餐价目表（演示）', reference: '' },
      ...(price === undefined ? {} : { price }),
    });
    return {
      findings,
      left: (given: Exemption[]) => blockingFindings(findings, given).map(({ price }) => price),
      evidence,
    };
  };

  it('is asked for each price that stands in a field with a claim on prices, however it is written', () => {
    const { findings, left, evidence } = claim('最低资费：月包 30 元，季包 ¥80.00，也就是 80 元');
    expect(findings.map(({ price }) => price)).toEqual(['¥30.00', '¥80.00']);
    expect(left([])).toEqual(['¥30.00', '¥80.00']);
    expect(left([evidence('¥30.00')])).toEqual(['¥80.00']);
    expect(left([evidence('¥30.00'), evidence('¥80.00')])).toEqual([]);
    // Another price than the one that was proven, or none.
    expect(left([evidence('¥20.00'), evidence('')])).toHaveLength(2);
    // As it was given before prices were told apart.
    expect(left([evidence()])).toEqual([]);
  });

  it('stands for the claim where no price is named, and where it is no claim on prices', () => {
    expect(claim('最低资费').findings.map(({ price }) => price)).toEqual([undefined]);
    expect(claim('独家宽带 30 元').findings.map(({ price }) => price)).toEqual([undefined]);
  });
});

describe('a dictionary', () => {
  it('as it comes is valid and clean', () => {
    expect(dictionarySchema.parse(DEFAULT_DICTIONARY)).toEqual(DEFAULT_DICTIONARY);
    expect(dictionaryProblems(DEFAULT_DICTIONARY)).toEqual([]);
  });

  it.each([
    ...['最新', '推荐', '安全', '试用', '最', '最 新'].map((word) => [
      'WORD',
      word,
      'DICTIONARY_WORD_TOO_BROAD',
    ]),
    ['PATTERN', '(', 'DICTIONARY_PATTERN_INVALID'],
    ['PATTERN', '最*', 'DICTIONARY_PATTERN_INVALID'],
    ['WORD', '最·佳', 'DICTIONARY_WORD_TWICE'],
  ])('takes no %s %s: %s', (kind, word, code) => {
    const [first] = DEFAULT_DICTIONARY.entries;
    const entries = [...DEFAULT_DICTIONARY.entries, { ...first, kind, word }];
    const dictionary = dictionarySchema.parse({ ...DEFAULT_DICTIONARY, entries });
    expect(dictionaryProblems(dictionary)).toMatchObject([
      { code, path: ['entries', DEFAULT_DICTIONARY.entries.length, 'word'] },
    ]);
  });
});

describe('laws', () => {
  const separators = fc.stringMatching(/^[ \t\u3000\u200b\u00ad·•*_\-~“”【】()|/]{0,4}$/);
  const grave = DEFAULT_DICTIONARY.entries.filter(
    ({ kind, severity }) => kind === 'WORD' && severity === 'BLOCK',
  );
  const told = (text: string, finding: Finding) => finding.found === text.slice(finding.start, finding.end);

  it('no separator hides a word that blocks, and its place is that in the original', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...grave),
        fc.array(separators, { minLength: 12, maxLength: 12 }),
        fc.constantFrom('', '套餐', '流量，', '天天'),
        ({ word }, between, before) => {
          const hidden = [...word].map((unit, index) =>
            index === 0 ? unit : `${between[index] ?? ''}${unit}`,
          );
          const text = `${before}${hidden.join('')}，办理`;
          const blocking = words(text).filter(({ severity }) => severity === 'BLOCK');
          expect(blocking.length).toBeGreaterThan(0);
          for (const finding of blocking) expect(told(text, finding)).toBe(true);
          expect(blocking.some(({ start, end }) => start <= before.length && end >= text.length - 3)).toBe(
            true,
          );
        },
      ),
    );
  });

  it('places lie inside any text, in order', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('最佳', 'ＴＯＰ１', '送', '5 元', '【x】'),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = pieces.join('');
        const findings = checker.check([field('smsText', text)]);
        for (const finding of findings) {
          expect(told(text, finding)).toBe(true);
          expect(finding.start).toBeLessThan(finding.end);
          expect(finding.end).toBeLessThanOrEqual(text.length);
        }
        const starts = findings.map(({ start }) => start);
        expect(starts).toEqual([...starts].sort((a, b) => a - b));
      }),
    );
  });

  it('nothing depends on what was checked before', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('最佳', '送话费', '5 元', '安全'), { maxLength: 5 }), (texts) => {
        const content = texts.map((text) => field('body', text));
        expect(checker.check(content)).toEqual(
          createContentChecker(DEFAULT_DICTIONARY, options).check(content),
        );
      }),
      { numRuns: 50 },
    );
  });
});
