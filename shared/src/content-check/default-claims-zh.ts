import { entriesOf } from './dictionary-entries';
import type { EntryRest } from './dictionary-entries';
import type { DictionaryEntry } from './dictionary-schema';
import { ABSOLUTE_LAW } from './laws-zh';

/** Grave, yet never without a way out: what is true and bounded may be proven. */
export const ABSOLUTE: EntryRest = {
  severity: 'BLOCK',
  exemptible: true,
  contexts: [],
  law: ABSOLUTE_LAW,
  suggestion: '改为可核实的具体表述，例如写明速率、价格或数据来源',
};
/** Facts that can be true of one seller alone: who says so shows by what, when and where. */
const PROVABLE: EntryRest = {
  ...ABSOLUTE,
  suggestion: '提供可核实的依据并写明时间与范围，否则改为具体表述',
};
/** Superlatives of goods, which also compare with former ones or name an aim. */
const SUPERLATIVE: EntryRest = { ...ABSOLUTE, contexts: ['SELF_COMPARISON', 'VISION'] };
/** Of prices: nobody's aim or attitude is a price. */
const CHEAPEST: EntryRest = { ...ABSOLUTE, contexts: ['SELF_COMPARISON'] };
/** Also said of where and how something is used best. */
const HINTED: EntryRest = { ...ABSOLUTE, contexts: ['SELF_COMPARISON', 'VISION', 'USAGE_TIP'] };
/** Also said of the bounds of a measure. */
const BOUNDED: EntryRest = { ...ABSOLUTE, contexts: ['SELF_COMPARISON', 'LIMIT'] };

/** Of a set of things that happened or are numbered in order, none of which is the best one. */
const inOrder = (word: string): readonly [string, readonly string[]] => [
  word,
  ['届', '次', '批', '期', '步', '季度'].map((unit) => `${word}${unit}`),
];

const FRIENDLY = ['最好的祝福', '最好的自己', '最好的时光', '最好的朋友', '最好的礼物'];
/** 最好 before what one does is advice. */
const ADVICE = [
  '提前',
  '先',
  '在',
  '使用',
  '选择',
  '不要',
  '别',
  '能',
  '避开',
  '重启',
  '确认',
  '携带',
  '带上',
];

/** Words of absolute claims and of superlatives. */
export const DEFAULT_CLAIMS: readonly DictionaryEntry[] = [
  ...entriesOf('WORD', ABSOLUTE, [
    [
      '国家级',
      ['国家级新区', '国家级开发区', '国家级高新', '国家级经开区', '国家级非物质文化遗产', '国家级贫困县'],
    ],
    ['世界级', ['世界级城市群', '世界级非遗']],
    ...['宇宙级', '全球级', '殿堂级', '第一品牌', '第1品牌'],
    ...['全国第一', '全省第一', '全网第一', '世界第一', '行业第一'].map(inOrder),
    ...['业内第一', '销量第一', '排名第一', '市场第一', '口碑第一', '全国首家', '全球首家', '全网首发'],
    ...['全市第一', '全球第一', '国内第一', '省内第一', '业界第一', '同行第一'].map(inOrder),
    ...['全城第一', '本地第一', '本省第一', '本市第一', '当地第一', '亚洲第一', '华东第一'].map(inOrder),
    ...['第一宽带', '第一网络', '第一运营商', '第一大运营商', '第一选择', '宽带第一', '流量第一', '人气第一'],
    ...[
      '信誉第一',
      '实力第一',
      '技术第一',
      '性价比第一',
      '榜首',
      '行业之最',
      '全网之最',
      '全国之最',
      '全省之最',
    ],
    ['中国第一', ['中国第一汽车', '中国第一历史档案馆', '中国第一届', '中国第一次', '中国第一批']],
    ...['网速第一', '速度第一', '信号第一', '覆盖第一', '品质第一', '规模第一', '用户数第一', '满意度第一'],
    ...['占有率第一', '稳居第一', '位居第一', '位列第一', '全国第1', '全网第1', '全省第1', '销量第1'],
    ...['行业领先', '全国领先', '国际领先', '世界领先', '全球领先', '遥遥领先', '领导品牌', '领袖品牌'],
    ...['销量冠军', '全国销量冠军', '独一无二', '绝无仅有', '空前绝后', '史无前例', '前无古人', '万能卡'],
    ['万能', ['万能遥控', '万能充', '万能钥匙', '万能胶', '万能表', '万能转换']],
    ...[
      '世界一流',
      '国际一流',
      '全国一流',
      '无与伦比',
      '举世无双',
      '天下第一',
      '无人能及',
      '无可匹敌',
      '巅峰之作',
      '登峰造极',
    ],
    ['王牌', ['王牌对王牌', '王牌节目', '王牌部队', '王牌军', '王牌主播']],
    [
      'NO.1',
      [
        ...[
          'Middle School',
          'High School',
          'Primary School',
          'Hospital',
          "People's Hospital",
          'Road',
          'Street',
        ].map((name) => `No.1 ${name}`),
        ...['Building', 'Room', 'Gate', 'Exit', 'Unit', 'Step'].map((place) => `${place} No.1`),
      ],
    ],
    'TOP1',
  ]),
  ...entriesOf('WORD', PROVABLE, [
    ['领先', ['比分领先', '大比分领先']],
    ['独家', ['独家冠名']],
    [
      '唯一',
      [
        ...['标识', '编号', '编码', '码', '识别', '号码', 'ID', '性', '身份', '账号', '账户', '凭证', '密钥'],
        ...['序列号', '验证', '对应', '有效', '的编号', '的标识', '手机号', '订单号'].map((end) => end),
      ]
        .map((end) => `唯一${end}`)
        .concat(['全局唯一', '编号唯一', '号码唯一', '编码唯一', '标识唯一', '不唯一', '不是唯一']),
    ],
    [
      '冠军',
      [
        ...[
          '冠军联赛',
          '冠军杯',
          '冠军赛',
          '冠军争霸',
          '冠军之路',
          '冠军联盟',
          '世界冠军',
          '奥运冠军',
          '杯冠军',
          '冠军竞猜',
        ],
        ...['冠军球队', '冠军球员', '冠军得主'],
      ],
    ],
    ...['首家', '独创', '填补空白', '销量领先', '唯一授权', '领导者', '全球首发', '全国首发'],
    ['首创', ['首创集团']],
  ]),
  ...entriesOf('WORD', HINTED, [
    [
      '最佳',
      [
        '最佳时间',
        '最佳时段',
        '最佳位置',
        '最佳角度',
        '最佳距离',
        '最佳拍档',
        '最佳观赏',
        '最佳出行',
        '最佳赏',
      ],
    ],
    ['最好的', FRIENDLY],
    ['最好', [...FRIENDLY, ...ADVICE.map((deed) => `最好${deed}`)]],
  ]),
  ...entriesOf('WORD', SUPERLATIVE, [
    ['最高级', ['最高级别']],
    ['顶级', ['顶级域名', '顶级域']],
    ['顶尖', ['顶尖对决']],
    ...[
      '极品',
      '最先进',
      ['最强大', ['最强大脑']] as const,
      '最优质',
      '最受欢迎',
      '最权威',
      '最专业',
      '最好用',
      '最靠谱',
      '最稳定',
    ],
    ['最优', ['最优路径', '最优解', '最优线路']],
    ['最强', ['最强大脑', '最强音']],
    ['最高速', ['最高速率', '最高速度']],
    ...['最安全', '最高品质', '最高质量', '最高端', '最高档', '最高水准', '最高水平', '最优秀', '最顶级'],
    ...['最顶尖', '最尖端', '最领先', '最可靠', '最流畅', '最清晰', '最畅快', '最给力', '最厉害', '最牛'],
    ...[
      '最棒',
      ['最广', ['最广大']] as const,
      '最全面',
      '最齐全',
      '最完善',
      '最丰富',
      '最实用',
      '最优越',
      '最完美',
      '最奢华',
    ],
    ...['最值得信赖', '最满意', '最贴心', '最快速', '最热销', '最畅销', '最火爆', '最正宗'],
  ]),
  ...entriesOf('WORD', CHEAPEST, [
    ...['最优惠', '最便宜', '最划算', '最实惠', '最超值', '最省钱', '最低折扣', '最低资费', '最高性价比'],
    ['最低价', ['历史最低价', '历年最低价', '以往最低价']],
    ...['最具性价比', '性价比最高', '全场最低', '史上最低'],
  ]),
  ...entriesOf('WORD', BOUNDED, [
    [
      '最大',
      [
        ...[
          '最大限度',
          '最大程度',
          '最大值',
          '最大化',
          '最大努力',
          '最大速率',
          '最大下载',
          '最大上传',
          '最大下行',
        ],
        ...[
          '最大上行',
          '最大带宽',
          '最大容量',
          '最大连接',
          '最大接入',
          '最大长度',
          '最大支持',
          '最大可',
          '最大为',
        ],
        ...['最大不超过', '最大并发', '最大功率', '最大音量', '最大数量', '最大尺寸', '最大字数', '调到最大'],
        ...['调至最大', '开到最大'],
      ],
    ],
    [
      '最快',
      [
        '当天',
        '当日',
        '次日',
        '即日',
        '今天',
        '今日',
        '明天',
        '明日',
        '半小时',
        '半天',
        '可当',
        '可次',
        '可即',
      ].map((term) => `最快${term}`),
    ],
  ]),
  ...entriesOf('PATTERN', ABSOLUTE, [
    '(?:全国|全省|全市|全城|本省|本市|本地|当地|全网|全球|世界|行业|业内|同行|史上)[^\\n]{0,2}最(?:低|高|快|大|强|好|优|全|便宜|优惠|划算|实惠)',
    '(?:全国|全省|全网|全球|世界|行业|业内)(?:独家|唯一)',
  ]),
  ...entriesOf('PATTERN', SUPERLATIVE, [
    '最(?:为|具|是|算得上|称得上)(?:稳定|先进|强大|优质|安全|专业|权威|可靠|快速|畅快|优越|完善|全面)',
    '(?:品质|质量|信号|服务|网络|口碑|体验|性能|音质|画质|清晰度|可靠性)[^\\n]{0,1}最高',
  ]),
  ...entriesOf('PATTERN', CHEAPEST, ['最(?:为|具|是|算得上|称得上)(?:便宜|优惠|划算|实惠|超值|省钱)']),
  ...entriesOf('PATTERN', BOUNDED, [
    // Without 历史最低, which compares with itself and is warned of as a price.
    '(?:价格|价位|资费|话费|月租|费用|月费|价钱)[^\\n历年往]{0,2}最低',
  ]),
];
