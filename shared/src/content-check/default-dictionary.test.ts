import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inUsualForms } from './character-forms-zh';
import { DEFAULT_DICTIONARY } from './default-dictionary-zh';
import { foldText } from './folded-text';
import { createWordCheck } from './word-check';

const check = createWordCheck(DEFAULT_DICTIONARY);
const told = (text: string) =>
  check(text).map(({ severity, exemptible, word }) => [
    severity === 'WARN' ? 'WARN' : exemptible ? 'EVIDENCE' : 'BLOCK',
    word,
  ]);
const outcomes = (text: string) => told(text).map(([outcome]) => outcome);

describe('who speaks excuses no claim', () => {
  it.each([
    ...[
      '我们的网络最稳定',
      '我们的套餐最便宜',
      '本公司信号最强',
      '我司宽带最快',
      '本店价格最低',
      '自家网络最好',
    ],
    ...['本套餐最划算', '本产品最先进', '旗下套餐最实惠', '同款宽带最优质', '以往最便宜的是我们'],
    ...['比以前更快最稳定', '比以前更优惠的最强网络', '比以前快的最强网络', '比友商以前最快的还快'],
    ...['较去年全国最便宜', '较去年同行里最便宜', '比以前更快，我们的网络最稳定', '承诺以最低价销售'],
    ...['目标客户可享最低价', '建议办理最便宜的套餐', '建议选择最佳套餐', '提示最低价', '用心打造最强网络'],
    ...['力争为您办好各项业务并保证使用本省一直以来最稳定的网络'],
  ])('%s', (text) => {
    expect(outcomes(text)).toContain('EVIDENCE');
  });

  it.each([
    ...[
      '比我们以前更快',
      '较上一版更稳',
      '比上月最优惠的一档更低',
      '比我们以前最快的速度还快',
      '较去年信号最强',
    ],
    ...['与去年相比覆盖最广', '比上一代最强的型号更强', '本品牌最先进的一代', '我们最便宜的一款套餐'],
    ...['追求最优质的服务', '力争做到最好', '致力于为您提供最稳定的网络', '建议放在信号最好的位置'],
  ])('but a comparison with former goods, an aim or a hint does: %s', (text) => {
    expect(told(text)).toEqual([]);
  });

  it.each(['本套餐历史最低', '历史最低价再降', '历年最优惠'])('and %s is warned of', (text) => {
    expect(outcomes(text)).toContain('WARN');
  });
});

describe('claims', () => {
  it.each([
    ...[
      '最高品质的网络',
      '最优质的服务',
      '信号最强',
      '全场最低价',
      '最便宜',
      '网速最快',
      '服务最好',
      '优惠力度最大',
    ],
    ...[
      '最大的运营商',
      '本地唯一',
      '技术领先',
      '全国第一',
      '全网第一',
      '第一品牌',
      '第1品牌',
      '顶级享受',
      '顶尖团队',
    ],
    ...[
      '王牌套餐',
      '销量冠军',
      '独家优惠',
      '绝无仅有',
      '史无前例',
      '万能套餐',
      '国家级',
      '世界级网络',
      '首家推出',
    ],
    ...[
      '最为稳定',
      '网络品质最高',
      '价格最低',
      '最全面的覆盖',
      '覆盖最广',
      '最先进',
      '最佳',
      '网速第一',
      '特供套餐',
    ],
    ...['全城第一', '南京第一宽带', '人气第一', '稳居榜首', '行业之最', '本市最低', '行业领导者', '全球首发'],
    ...['最快的5G网络', '最大的5G网络', '最强5G', '年度最大一次让利', '性价比最高', '无与伦比', '最具性价比'],
  ])('%s waits for evidence', (text) => {
    expect(outcomes(text)).toContain('EVIDENCE');
  });

  it.each(['驰名商标', '机关特供', '人民大会堂专供', '军队内部特供', '国家免检'])(
    '%s is never let through',
    (text) => {
      expect(outcomes(text)).toContain('BLOCK');
    },
  );

  it.each([
    ...[
      '极致体验',
      '100%满意',
      '100%覆盖',
      '百分之百',
      '百分百保障',
      '永久使用',
      '终身保修',
      '家庭首选',
      '会员专供',
    ],
    ...['免费领取', '免费看大片', '永久免费', '历史最低价'],
    ...['江苏第一', '南京第一！', '绝佳体验', '网络绝对稳定', '史低价', '百分之一百'],
  ])('%s is warned of alone', (text) => {
    expect(new Set(outcomes(text))).toEqual(new Set(['WARN']));
  });
});

describe('honest texts', () => {
  it.each([
    // Said of everything, and of what compares with former goods.
    ...['最新', '推荐', '安全', '试用', '最新活动推荐，安全试用', '比我们以前更快', '较上一版更流畅'],
    // Names and order.
    ...[
      '南京市第一医院',
      '第一人民医院',
      '江苏最美乡村',
      '第一步',
      '首次登录',
      '第一名用户',
      '中国第一汽车集团',
    ],
    ...[
      '全国第一届运动会',
      '国家级高新区企业专线',
      '世界杯冠军竞猜',
      '第一批用户',
      '世界冠军',
      '欧洲冠军联赛',
      '最强大脑',
      '外国人永久居留身份证',
    ],
    // Technical words.
    ...[
      '唯一编号',
      '唯一识别码',
      '全局唯一ID',
      '号码唯一',
      '设备唯一标识',
      '顶级域名',
      '首选DNS',
      '万能遥控器',
    ],
    ...[
      '最大下载速率',
      '最大支持 8 台设备',
      '最大 1000M',
      '最大流量 10GB',
      '最快 1 小时装好',
      '最快次日开通',
    ],
    ...[
      '最快两小时上门',
      '最低消费 30 元',
      '资费最低 9 元起',
      '最高速率 1000M',
      '最高可享 1000M',
      '最大限度',
    ],
    // Advice and wishes.
    ...[
      '最好提前预约',
      '您最好先重启光猫',
      '最好的祝福',
      '最多可办 3 张',
      '至少 3 个月',
      '最近的营业厅',
      '最后',
    ],
    // What costs nothing, with its conditions.
    ...[
      '手机报免费看 5 个月',
      '免费试用一个月',
      '前 3 个月免费',
      '每月 10GB 免费',
      '首月免费',
      '免费退订',
      '免费热线',
    ],
    ...['电量100%', '第 100 位', '11000%'],
    ...['安全第一', '客户第一，服务第一', '力争第一', '第一，办理；第二，确认', '本市第一届马拉松'],
    ...['最佳观赏期', '绝佳时机', 'zui', '咀嚼 jia', '惟有安全'],
  ])('%s', (text) => {
    expect(told(text)).toEqual([]);
  });
});

describe('other forms', () => {
  it.each([
    ['國家級品質', '国家级'],
    ['全國第一', '全国第一'],
    ['頂級寬帶', '顶级'],
    ['最穩定的網絡', '最稳定'],
    ['最優質', '最优质'],
    ['獨家優惠', '独家'],
    ['絕無僅有', '绝无仅有'],
    ['價格最低', '(?:价格|价位|资费|话费|月租|费用|月费|价钱)[^\\n历年往]{0,2}最低'],
    ['蕞佳', '最佳'],
    ['最 強', '最强'],
    ['１００％', '100%'],
    ['第１品牌', '第1品牌'],
    ['囯家级', '国家级'],
    ['最隹网络', '最佳'],
    ['惟一之选', '唯一'],
    ['ZUI 佳网络', '最佳'],
    ['最jia', '最佳'],
    ['zuiqiang 网络', '最强'],
    ['最di价', '最低价'],
  ])('%s is %s', (text, word) => {
    expect(told(text).map(([, each]) => each)).toContain(word);
  });

  it('of patterns and names of a province are the usual ones, too', () => {
    const rest = { exemptible: false, contexts: [], phrases: [], law: '', suggestion: '' };
    const own = createWordCheck({
      ...DEFAULT_DICTIONARY,
      entries: [
        { kind: 'PATTERN', word: '國.級', severity: 'WARN', ...rest },
        { kind: 'WORD', word: '頂級', severity: 'BLOCK', ...rest },
      ],
      names: ['頂級網絡'],
    });
    expect(
      own('国宝级').map(({ found = '国宝级', ...each }: { found?: string; word: string }) => [
        found,
        each.word,
      ]),
    ).toEqual([['国宝级', '國.級']]);
    expect(own('顶级')).toHaveLength(1);
    expect(own('顶级网络')).toEqual([]);
  });

  it('are as long as the usual ones, so that places stay', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(inUsualForms(text)).toHaveLength(text.length);
      }),
    );
    expect(foldText('國　家·級').starts).toEqual([0, 2, 4]);
  });

  it('are found where they were spelled', () => {
    const text = '5G，z u i 佳、zuihao 的';
    expect(check(text).map(({ start, end }) => text.slice(start, end))).toEqual(['z u i 佳', 'zuihao 的']);
  });
});

describe('claims in letters', () => {
  it.each([
    ...[
      'No. 1 in coverage',
      "The world's best network",
      'Best in China',
      'An unbeatable 5G',
      'Second to none',
    ],
    ...['The number one network', 'World-class speed', 'Our industry-leading tariffs', 'a market leader'],
    ...['THE NUMBER ONE CHOICE', 'A national-level brand', '全新unbeatable套餐'],
  ])('%s waits for evidence', (text) => {
    expect(outcomes(text)).toContain('EVIDENCE');
  });

  it.each([
    ...['We are the best', 'THE BEST 5G', 'Number one!', '100% guaranteed', 'The cheapest plans in town'],
    ...[
      'The lowest prices',
      'Best value for families',
      'the most reliable signal',
      'Fastest broadband in Nanjing',
    ],
    ...['享 the best 套餐', 'Ｔｈｅ　ｂｅｓｔ network', 'the b.e.s.t plan'],
    ...[
      'guojiaji 网络',
      'Guo Jia Ji 品质',
      'quanguodiyi',
      '网速 diyi',
      'zuipianyi 的套餐',
      'xiaoliang diyi',
      'dingji 享受',
    ],
  ])('%s is warned of alone', (text) => {
    expect(new Set(outcomes(text))).toEqual(new Set(['WARN']));
  });

  it.each([
    ...[
      'The latest phones, recommended for you',
      'Safe and secure',
      'Free trial for 5 days',
      'Best before 2027',
    ],
    ...[
      'Best regards',
      'At best 20 Mbps',
      'All the best for the new year',
      'The best way to reach us: 10086',
    ],
    ...[
      'the best time to call',
      'to the best of our knowledge',
      'Best Western Hotel',
      'George Best',
      'the Bestway',
    ],
    ...[
      'Bathe best',
      'No. 12',
      'No. 10 Zhongshan Road',
      'No. 1 Middle School',
      "Nanjing No. 1 People's Hospital",
    ],
    ...[
      'Our number one priority',
      'Step number one',
      'Number 1 key',
      'numbers one to five',
      'the fastest way home',
    ],
    ...[
      'the largest file is 2 MB',
      'the most recent bill',
      'at most 3 plans',
      'lowest level',
      'first class mail',
    ],
    ...['world classics', 'Best of both', 'honest', 'almost', 'the bestseller list', 'unmatched number'],
    ...[
      'Diyi Road',
      'Nanjing Diyi Yiyuan',
      'diyici',
      'jiajiangdiyiming',
      'Guojia Jiayuan',
      'zuixin',
      'anquan',
      'shiyong',
    ],
    ...['Wei Yi', 'dujia', 'Dingjiang', 'tuijian'],
  ])('%s is none', (text) => {
    expect(told(text)).toEqual([]);
  });
});

describe('texts as they are sent', () => {
  it.each([
    ...['尊敬的客户，您当前套餐最低消费59元/月，含流量30GB，超出部分按5元/GB计费，详询10086。'],
    ...['千兆宽带提速，下行最高1000Mbps，上行最高100Mbps，实际速率以测试为准'],
    ...[
      '老用户专享：比去年更多流量，比原套餐更省',
      '安装人员最快当天上门，最慢3天内',
      '最近一个月内未办理过，最多可叠加3个',
    ],
    ...['同一手机号、同一设备视为同一用户，唯一身份以实名信息为准', '为确保最佳观看体验，建议使用5G网络'],
    ...[
      '首次登录掌厅即可领取1GB流量，第一步打开APP，第二步点击“我的”',
      '与您最亲近的家人共享，最美的风景在路上',
    ],
    ...['服务质量管理体系达到最高级别认证', '用户第一，服务至上', '本活动最终解释权归本公司所有'],
  ])('%s', (text) => {
    expect(told(text)).toEqual([]);
  });
});

describe('laws', () => {
  const claims = fc.constantFrom(
    '最稳定',
    '最便宜',
    '最强',
    '最快',
    '最好',
    '顶级',
    '全国第一',
    '唯一',
    '领先',
    '独家',
  );
  const speakers = fc.constantFrom(
    ...['我们的网络', '本公司信号', '我司', '本店价格', '自家套餐', '本产品', '旗下宽带', '同款宽带'],
  );

  it('no speaker silences a claim, with whatever stands between', () => {
    fc.assert(
      fc.property(
        speakers,
        fc.constantFrom('', '是', ' ', '永远', '真的', '一直'),
        claims,
        (speaker, between, claim) => {
          expect(outcomes(`${speaker}${between}${claim}`)).toContain('EVIDENCE');
        },
      ),
    );
  });

  it('a former time in its own clause silences superlatives, and never beside others', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('比我们以前', '较去年', '比上一代', '较上一版', '比原套餐', '与去年相比'),
        fc.constantFrom('最稳定', '最便宜', '最强', '最快', '最好', '最优质'),
        (former, claim) => {
          expect(told(`${former}${claim}`)).toEqual([]);
          expect(outcomes(`${former}，${claim}`)).toEqual(['EVIDENCE']);
          expect(outcomes(`${former}同行业${claim}`)).not.toEqual([]);
        },
      ),
    );
  });
});
