import type { ContentField, FieldPolicy, FieldRole, FieldValues, ImageValue } from '@xietong/shared/content';
import type { CampaignKind } from '@xietong/shared/campaigns';
import type { CityDefault } from '@xietong/shared/releases';
import type { Ids } from '../platform/ids';

/** Days from today as dates: contents of the demo are always current. */
export type DayOf = (offset: number) => string;

/** A standard as its author fills it in. */
export interface StandardText {
  readonly kind: CampaignKind;
  readonly title: string;
  readonly cityDefault: CityDefault;
  readonly fields: ContentField[];
}

const LABELS: Readonly<Record<FieldRole, { zh: string; en: string }>> = {
  headline: { zh: '主标题', en: 'Headline' },
  body: { zh: '正文', en: 'Body' },
  image: { zh: '图片', en: 'Image' },
  button: { zh: '按钮', en: 'Button' },
  link: { zh: '链接', en: 'Link' },
  benefit: { zh: '权益', en: 'Benefits' },
  gift: { zh: '赠品', en: 'Gift' },
  terms: { zh: '活动规则', en: 'Terms' },
  smsText: { zh: '短信文案', en: 'SMS text' },
  offer: { zh: '资费方案', en: 'Offer' },
  period: { zh: '活动时间', en: 'Period' },
  channels: { zh: '渠道', en: 'Channels' },
};

/** Words that advertising law does not let stand. */
const ABSOLUTE_CLAIMS = ['国家级', '最高级', '最佳'];

const LOCKED: FieldPolicy = { kind: 'LOCKED', constraint: {} };
const NARROW: FieldPolicy = { kind: 'NARROW_ONLY', constraint: {} };
const editable = (maxLength: number): FieldPolicy => ({
  kind: 'EDITABLE',
  constraint: { minLength: 2, maxLength, forbiddenWords: ABSOLUTE_CLAIMS },
});

const TERMS = '演示活动，资费与优惠均为演示数据，不对外销售。办理须经二次确认，可随时退订。';

/** The standards of the demo; every price and tariff number is made up and says so. */
export function demoStandards(ids: Ids, day: DayOf, picture: ImageValue) {
  const field = <R extends FieldRole>(
    role: R,
    value: FieldValues[R] | null,
    policy: FieldPolicy,
  ): ContentField =>
    // The value's type is the role's: the union of fields cannot be followed through the generic.
    ({ id: ids.next(), role, labels: LABELS[role], value, policy }) as ContentField;
  const benefit = (texts: readonly string[]) => ({ items: texts.map((text) => ({ id: ids.next(), text })) });
  const common = (href: string): ContentField[] => [
    field('button', { label: '立即办理', href }, LOCKED),
    field('terms', TERMS, LOCKED),
    field('period', { from: day(-30), to: day(90) }, NARROW),
    field('channels', ['web', 'app', 'h5', 'sms', 'terminal', 'wechat'], NARROW),
  ];

  const mobileNews: StandardText = {
    kind: 'VALUE_ADDED',
    title: '手机报推广',
    cityDefault: 'SHOW_STANDARD',
    fields: [
      field('headline', '手机报每月 3 元（演示）', editable(30)),
      field('body', '每天早晚两期，新闻、天气、生活资讯一手掌握。', editable(120)),
      field('image', picture, { kind: 'EDITABLE', constraint: {} }),
      field('benefit', benefit(['早晚两期', '订阅当日生效']), {
        kind: 'APPEND_ONLY',
        constraint: { maxLength: 30 },
      }),
      field(
        'gift',
        {
          kind: '手机报',
          specification: '早晚两期',
          quantity: 1,
          term: '首月（演示）',
          manner: '订阅后次日起发送',
        },
        { kind: 'EDITABLE', constraint: {} },
      ),
      field('smsText', '手机报每月 3 元，首月体验（演示），回复 DY 订阅。', editable(120)),
      field(
        'offer',
        { code: 'MMS-3', name: '手机报 3 元（演示）', tariffNumber: '演示-2026-001', priceFen: 300 },
        LOCKED,
      ),
      ...common('/offers/mobile-news'),
    ],
  };
  const dataPack: StandardText = {
    kind: 'DATA_PACK',
    title: '加油包 10 元 1GB',
    cityDefault: 'NONE',
    fields: [
      field('headline', '10 元 1GB 加油包（演示）', editable(30)),
      field('body', null, {
        kind: 'REQUIRED_LOCAL',
        constraint: { minLength: 4, maxLength: 100, forbiddenWords: ABSOLUTE_CLAIMS },
      }),
      field('smsText', '流量不够用？10 元 1GB 加油包当月有效（演示），回复 JYB 办理。', editable(120)),
      field(
        'offer',
        { code: 'DATA-10', name: '加油包 10 元 1GB（演示）', tariffNumber: '演示-2026-002', priceFen: 1_000 },
        LOCKED,
      ),
      ...common('/offers/data-pack'),
    ],
  };
  const broadband: StandardText = {
    kind: 'BROADBAND',
    title: '千兆宽带',
    cityDefault: 'NONE',
    fields: [
      field('headline', '千兆宽带到家（演示）', editable(30)),
      field('body', '预约安装，测速不达标可申请复测。', editable(120)),
      field(
        'offer',
        { code: 'BB-1000', name: '千兆宽带（演示）', tariffNumber: '演示-2026-003', priceFen: 9_900 },
        LOCKED,
      ),
      ...common('/offers/broadband'),
    ],
  };
  const ringTone: StandardText = {
    kind: 'VALUE_ADDED',
    title: '彩铃',
    cityDefault: 'NONE',
    fields: [field('headline', '彩铃每月 5 元（演示）', editable(30)), field('body', null, editable(120))],
  };
  const iptv: StandardText = {
    kind: 'BROADBAND',
    title: 'IPTV',
    cityDefault: 'SHOW_STANDARD',
    fields: [
      field('headline', 'IPTV 全家看（演示）', editable(30)),
      field('body', '宽带用户加装电视，频道随心看。', editable(120)),
      field(
        'offer',
        { code: 'IPTV-10', name: 'IPTV（演示）', tariffNumber: '演示-2026-004', priceFen: 1_000 },
        LOCKED,
      ),
      ...common('/offers/iptv'),
    ],
  };
  const plan5g: StandardText = {
    kind: 'PLAN',
    title: '5G 套餐 128 元',
    cityDefault: 'SHOW_STANDARD',
    fields: [
      field('headline', '5G 套餐 128 元（演示）', LOCKED),
      field('body', '流量、通话、宽带一份套餐全包含。', editable(120)),
      field(
        'offer',
        {
          code: 'PLAN-5G-128',
          name: '5G 套餐 128 元（演示）',
          tariffNumber: '演示-2026-005',
          priceFen: 12_800,
        },
        LOCKED,
      ),
      ...common('/offers/plan-5g'),
    ],
  };
  return { mobileNews, dataPack, broadband, ringTone, iptv, plan5g };
}

/** What a city writes over its standard, by role. */
export type LocalTexts = { readonly [R in FieldRole]?: FieldValues[R] };

/** Assessment of precise marketing, as a city writes it. */
export const DEMO_ASSESSMENT = {
  purpose: '向可能需要本业务的客户推荐，减少对其他客户的打扰（演示）',
  necessity: '仅使用合约类型等必要属性，不使用位置与通信内容（演示）',
  safeguards: '号码仅以密钥散列保存；客户可随时关闭个性化推荐（演示）',
};

const nanjingGift = {
  kind: '手机报',
  specification: '早晚两期',
  quantity: 1,
  term: '5 个月（演示）',
  manner: '充值成功后次日起发送',
};

export const LOCAL_TEXTS = {
  nanjingRecharge: {
    title: '充值50元送5个月手机报',
    texts: {
      headline: '充值50元送5个月手机报（演示）',
      body: '在南京网厅一次充值 50 元，手机报免费看 5 个月。',
      gift: nanjingGift,
      smsText: '南京客户充值 50 元送 5 个月手机报（演示），网厅办理。',
    },
  },
  nanjingTerm: {
    title: '开学季手机报',
    texts: { headline: '开学季手机报（演示）', body: '新学期，每天五分钟读懂新闻。' },
  },
  nanjingGraduation: { title: '毕业季手机报', texts: { headline: '毕业季手机报（演示）' } },
  nanjingWeekend: {
    title: '周末加油包',
    texts: { headline: '周末加油包 10 元 1GB（演示）', body: '周末出游流量足，南京客户当月有效。' },
  },
  nanjingNight: {
    title: '夜间加油包',
    texts: { headline: '夜间加油包（演示）', body: '夜里追剧，1GB 不够再加。' },
  },
  wuxiNews: {
    title: '无锡手机报早知道',
    texts: {
      headline: '无锡早知道，手机报 3 元（演示）',
      body: '本地新闻、太湖天气、公交动态，每天早晚送到。',
      smsText: '无锡早知道手机报每月 3 元（演示），回复 DY 订阅。',
    },
  },
  wuxiHoliday: {
    title: '无锡节日加油包',
    texts: { headline: '节日加油包 10 元 1GB（演示）', body: '假期流量不断档，无锡客户可办。' },
  },
} as const satisfies Record<string, { title: string; texts: LocalTexts }>;

/** What people read who do not see the pictures. */
export const PICTURE_ALTS = {
  news: '一份摊开的手机报，蓝色底（演示插图）',
  recharge: '充值送的手机报，绿色底（演示插图）',
};

/** Why Nanjing asks for a longer text message. */
export const EXCEPTION_REASON = '毕业季需在短信中列出三个校区的办理点（演示）。';

export const REVIEW_REASONS = {
  iptvReturned: '请补充安装条件与频道说明后再提交。',
  nightReturned: '“夜间”时段未写明，请在正文中写清生效时间。',
  nightBody: '请写明从几点到几点，例如“每日 23:00 至次日 7:00”（演示）。',
};
export const LIST_NAMES = { nanjing: '南京高价值充值客户（演示）', wuxi: '无锡手机报意向客户（演示）' };
