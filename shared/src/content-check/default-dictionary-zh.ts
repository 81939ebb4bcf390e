import { LATIN_CLAIMS } from './default-claims-latin';
import { ABSOLUTE, DEFAULT_CLAIMS } from './default-claims-zh';
import { entriesOf } from './dictionary-entries';
import type { EntryRest } from './dictionary-entries';
import type { Dictionary } from './dictionary-schema';
import { MORALS_LAW, PRICE_LAW, STATE_LAW, TRADEMARK_LAW, TRUTH_LAW } from './laws-zh';

/** The form of a tariff number as long as a province has not set its own; `web` tells it in words. */
export const DEFAULT_TARIFF_PATTERN = '^[\\p{Han}A-Za-z0-9][\\p{Han}A-Za-z0-9./_-]*[0-9]$';

const FORBIDDEN: EntryRest = { ...ABSOLUTE, exemptible: false, suggestion: '删除' };
const DOUBTFUL: EntryRest = {
  ...{ severity: 'WARN', exemptible: false, contexts: [], law: TRUTH_LAW },
  suggestion: '写明依据、范围与条件，或改为具体表述',
};
const LIMITS: EntryRest = { ...DOUBTFUL, suggestion: '写明用量上限、达量后的限速规则与有效期' };
/** What costs nothing states what, how much and how long; a number behind it does. */
const FREE: EntryRest = {
  ...{ ...DOUBTFUL, contexts: ['LIMIT'] },
  suggestion: '写明免费的内容、数量、期限与条件',
};
const PRICES: EntryRest = { ...DOUBTFUL, law: PRICE_LAW, suggestion: '写明价格的比较基准、期限与适用条件' };

/** The dictionary that a province has until it confirms one of its own. */
export const DEFAULT_DICTIONARY: Dictionary = {
  entries: [
    ...DEFAULT_CLAIMS,
    ...LATIN_CLAIMS,
    ...entriesOf('WORD', FORBIDDEN, ['国家免检', '驰名商标']).map((entry) =>
      entry.word === '驰名商标' ? { ...entry, law: TRADEMARK_LAW } : entry,
    ),
    ...entriesOf('WORD', { ...FORBIDDEN, law: STATE_LAW }, [
      ...['国家机关推荐', '国务院推荐', '国家领导人', '党政机关专用', '军队特供', '机关特供', '政府指定'],
    ]),
    ...entriesOf('PATTERN', { ...FORBIDDEN, law: STATE_LAW }, [
      '(?:机关|党政|军队|部队|军区|政府|国宴|人民大会堂|中南海|国务院|钓鱼台)[^\\n]{0,3}(?:特供|专供|特制)',
    ]),
    // By itself it borrows the name of the state, unless it names who is supplied.
    ...entriesOf('WORD', { ...ABSOLUTE, law: STATE_LAW, suggestion: '删除，或写明供应对象与依据' }, ['特供']),
    ...entriesOf('WORD', { ...FORBIDDEN, law: MORALS_LAW }, [
      '赌博',
      '博彩',
      '色情',
      '裸聊',
      '代孕',
      '算命改运',
    ]),
    ...entriesOf('WORD', DOUBTFUL, [
      ...['百分之百', '100%有效', '100%满意', '零风险', '无任何条件', '绝对有效', '绝对优惠', '包你满意'],
      ...[
        '百分百',
        '专供',
        '首选品牌',
        '王者品牌',
        '恭喜您中奖',
        '恭喜中奖',
        '点击领奖',
        '全民免单',
        '稳赚不赔',
      ],
    ]),
    ...entriesOf('WORD', DOUBTFUL, [
      ['100%', ['电量100%', '进度100%', '音量100%', '100%电量']],
      ['首选', ['首选DNS', '首选网络', '首选语言', '首选项']],
      ['极致', ['极致简约']],
      '至尊',
      ['绝佳', ['绝佳时机', '绝佳机会', '绝佳位置']],
      ...['极佳', '前所未有', '引领者', '史低', '绝对安全', '绝对稳定', '绝对可靠'],
      ...['百分之一百', '百分之100', '一百%'],
    ]),
    // Of whatever comes first at the end of a clause; what one puts first in one's own work is an attitude.
    ...entriesOf('PATTERN', DOUBTFUL, [
      [
        '(?m)\\p{Han}第一$',
        ['安全', '质量', '服务', '用户', '客户', '顾客', '健康', '生命', '友谊', '预防', '争'].map(
          (first) => `${first}第一`,
        ),
      ],
    ]),
    ...entriesOf('WORD', LIMITS, [
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
      ['永久', ['永久居留', '永久居住', '永久地址', '永久删除', '永久注销', '永久关闭', '永久清除']],
      ['终身', ['终身成就', '终身学习', '终身教育', '终身荣誉']],
    ]),
    ...entriesOf('WORD', FREE, [
      [
        '免费',
        [
          ...['月', '天', '日', '年', '次', '条', '分钟', 'GB', 'G', '人', '部', '份'].map(
            (unit) => `${unit}免费`,
          ),
          ...['退订', '咨询', '热线', '客服', '电话', '查询', '注销', '拨打', '接听', '额度'].map(
            (deed) => `免费${deed}`,
          ),
          ...['不免费', '并非免费'],
        ],
      ],
    ]),
    ...entriesOf('WORD', PRICES, [
      '原价',
      '仅限今日',
      '最后一天',
      '即将涨价',
      '错过再无',
      '0元购',
      '零元购',
      '跳楼价',
    ]),
    ...entriesOf('PATTERN', PRICES, [
      '(?:历史|历年|历来|以往|有史以来|上市以来)[^\\n]{0,2}最(?:低|优惠|便宜|划算|实惠)',
    ]),
  ],
  names: ['最高人民法院', '最高人民检察院', '国家级新区', '国家级开发区', '世界级非遗'],
  linkDomains: [],
  tariffPattern: DEFAULT_TARIFF_PATTERN,
};
