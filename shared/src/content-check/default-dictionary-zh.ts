import { CLAIM_CONTEXTS } from './dictionary-schema';
import type { Dictionary, DictionaryEntry } from './dictionary-schema';
import { ABSOLUTE_LAW, MORALS_LAW, PRICE_LAW, STATE_LAW, TRADEMARK_LAW, TRUTH_LAW } from './laws-zh';

/** The form of a tariff number as long as a province has not set its own; `web` tells it in words. */
export const DEFAULT_TARIFF_PATTERN = '^[\\p{Han}A-Za-z0-9][\\p{Han}A-Za-z0-9./_-]*[0-9]$';

type Rest = Pick<DictionaryEntry, 'severity' | 'exemptible' | 'contexts' | 'law' | 'suggestion'>;

/** Entries of one kind; a word may bring the phrases in which it is meant otherwise. */
function entries(
  kind: DictionaryEntry['kind'],
  rest: Rest,
  words: readonly (string | readonly [string, readonly string[]])[],
): DictionaryEntry[] {
  return words.map((word) =>
    typeof word === 'string'
      ? { kind, word, phrases: [], ...rest }
      : { kind, word: word[0], phrases: [...word[1]], ...rest },
  );
}

/** Grave, yet never without a way out: what is true and bounded may be proven. */
const ABSOLUTE: Rest = {
  severity: 'BLOCK',
  exemptible: true,
  contexts: [],
  law: ABSOLUTE_LAW,
  suggestion: '改为可核实的具体表述，例如写明速率、价格或数据来源',
};
/** Superlatives, which also compare with one's own goods, give hints or name an aim. */
const SUPERLATIVE: Rest = { ...ABSOLUTE, contexts: [...CLAIM_CONTEXTS] };
const FORBIDDEN: Rest = { ...ABSOLUTE, exemptible: false, suggestion: '删除' };
const DOUBTFUL: Rest = {
  ...{ severity: 'WARN', exemptible: false, contexts: [], law: TRUTH_LAW },
  suggestion: '写明依据、范围与条件，或改为具体表述',
};
const LIMITS: Rest = { ...DOUBTFUL, suggestion: '写明用量上限、达量后的限速规则与有效期' };
const PRICES: Rest = { ...DOUBTFUL, law: PRICE_LAW, suggestion: '写明价格的比较基准、期限与适用条件' };

/** The dictionary that a province has until it confirms one of its own. */
export const DEFAULT_DICTIONARY: Dictionary = {
  entries: [
    ...entries('WORD', ABSOLUTE, [
      ['国家级', ['国家级新区', '国家级开发区', '国家级非物质文化遗产', '国家级贫困县']],
      ...['世界级', '宇宙级', '第一品牌', '全国第一', '全省第一', '全网第一', '世界第一', '行业第一'],
      ...['业内第一', '销量第一', '排名第一', '市场第一', '口碑第一', '全国首家', '全球首家', '全网首发'],
      ...['行业领先', '全国领先', '国际领先', '世界领先', '全球领先', '遥遥领先', '领导品牌', '领袖品牌'],
      ...['销量冠军', '全国销量冠军', '独一无二', '绝无仅有', '空前绝后', '史无前例', '前无古人', '万能卡'],
      ...['NO.1', 'TOP1'],
    ]),
    ...entries('WORD', SUPERLATIVE, [
      ['最高级', ['最高级别']],
      ['最佳', ['获得最佳', '最佳时间', '最佳时段', '最佳位置', '最佳角度', '最佳距离', '最佳拍档']],
      ['顶级', ['顶级域名']],
      ...['顶尖', '极品', '最优惠', '最便宜', '最低价', '最划算', '最实惠', '最先进', '最强大', '最优质'],
      ...['最受欢迎', '最权威', '最专业', '最好用', '最靠谱', '最稳定', '最安全', '全场最低', '史上最低'],
      ['最好的', ['最好的祝福', '最好的自己', '最好的时光', '最好的朋友', '最好的礼物']],
    ]),
    ...entries('PATTERN', ABSOLUTE, [
      '(?:全国|全省|全市|全网|全球|世界|行业|业内|同行|史上)[^\\n]{0,2}最(?:低|高|快|大|强|好|优|全|便宜|优惠|划算|实惠)',
      '(?:全国|全省|全网|全球|世界|行业|业内)(?:独家|唯一)',
    ]),
    ...entries('WORD', FORBIDDEN, ['国家免检', '驰名商标']).map((entry) =>
      entry.word === '驰名商标' ? { ...entry, law: TRADEMARK_LAW } : entry,
    ),
    ...entries('WORD', { ...FORBIDDEN, law: STATE_LAW }, [
      ...['国家机关推荐', '国务院推荐', '国家领导人', '党政机关专用', '军队特供', '机关特供', '政府指定'],
    ]),
    ...entries('WORD', { ...FORBIDDEN, law: MORALS_LAW }, [
      '赌博',
      '博彩',
      '色情',
      '裸聊',
      '代孕',
      '算命改运',
    ]),
    ...entries('WORD', DOUBTFUL, [
      ...['百分之百', '100%有效', '100%满意', '零风险', '无任何条件', '绝对有效', '绝对优惠', '包你满意'],
      ['独家', ['独家冠名']],
      ...['首选品牌', '王者品牌', '恭喜您中奖', '恭喜中奖', '点击领奖', '全民免单', '稳赚不赔'],
    ]),
    ...entries('WORD', LIMITS, [
      ...[
        '不限量',
        '无限量',
        '无限流量',
        '流量无限',
        '随便用',
        '永久免费',
        '终身免费',
        '永久有效',
        '终身有效',
      ],
    ]),
    ...entries('WORD', PRICES, [
      '原价',
      '仅限今日',
      '最后一天',
      '即将涨价',
      '错过再无',
      '0元购',
      '零元购',
      '跳楼价',
    ]),
  ],
  names: ['最高人民法院', '最高人民检察院', '国家级新区', '国家级开发区', '世界级非遗'],
  linkDomains: [],
  tariffPattern: DEFAULT_TARIFF_PATTERN,
};
