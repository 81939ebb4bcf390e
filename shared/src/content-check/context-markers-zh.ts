import type { ClaimContext } from './dictionary-schema';

/**
 * Words before a claim in its clause that tell what it is about, after the guide of the market regulator
 * on absolute claims (2023), articles 5 and 6.
 */
export const CONTEXT_MARKERS: Readonly<Record<ClaimContext, readonly string[]>> = {
  SELF_COMPARISON: [
    ...['本店', '我店', '本公司', '我司', '我们的', '自家', '本品牌', '同品牌', '本产品', '本业务'],
    ...['本套餐', '本系列', '同系列', '同款', '旗下', '上一代', '原套餐', '历史', '历年', '以往'],
    ...['比上月', '较上月', '比上年', '较上年', '比去年', '较去年', '比以前', '比之前', '较之前'],
  ],
  VISION: [
    ...['追求', '力争', '争创', '争取', '致力', '立志', '努力', '目标', '愿景', '理念', '承诺以', '用心'],
  ],
  USAGE_TIP: [
    ...['建议', '为获得', '为达到', '为确保', '提示', '使用时', '安装时', '保存', '食用', '观看', '使用方法'],
  ],
};

/** Who is compared with others compares no longer with itself alone. */
export const OTHERS_MARKERS = [
  ...['全国', '全省', '全市', '全网', '全球', '世界', '国内', '国际', '行业', '业内', '业界', '同行', '同业'],
  ...['市场', '竞品', '友商', '其他运营商', '其他品牌', '别家', '对手'],
] as const;

/** A gift is promised by these; what only arrives, is sent or delivered is none. */
export const GIFT_PROMISE =
  /赠送|附赠|加赠|获赠|(?<![捐转])赠(?!阅)|(?<![发配推传输派运播护寄投呈转递断放欢])送(?![达货到至修别检审医件餐往温]|上门)/gu;

/** Parts of a gift that leave open what is given. */
export const VAGUE_GIFT =
  /^(?:若干|不定|待定|多种|随机|详询|见店内|以实物为准|以实际为准|以店内为准|见页面|详见页面|数量有限|送完即止)$/u;

/** A price in a text: 30元, ¥30, 5块钱; a sum to recharge or to spend is none of an offer's. Bounded, so that it stays linear. */
export const PRICE =
  /[¥￥]\s{0,3}\d{1,9}(?:\.\d{1,4})?|(?<![\d.]|[充值满费]\s{0,3})\d{1,9}(?:\.\d{1,4})?\s{0,3}(?:元|块钱)/gu;

/** Ways to refuse messages, the prescribed one among them. */
export const REFUSAL =
  /回复?\s{0,3}(?:TD|T|N|R|退订)\s{0,3}(?:退订|拒收)|(?:退订|拒收)\s{0,3}请?\s{0,3}回复?\s{0,3}(?:TD|T|N|R)/giu;

/** A signature at either end of a message. */
export const SIGNATURE_AT_END = /^\s*【[^【】]*】|【[^【】]*】\s*$/gu;

/** An address inside a text. */
export const ADDRESS =
  /(?<![a-z0-9.@-])(?:https?:\/\/)?(?:[a-z0-9-]{1,63}\.){1,8}(?:com|cn|net|org|top|vip|xyz|info|cc|me|io)(?![a-z0-9-])/giu;
