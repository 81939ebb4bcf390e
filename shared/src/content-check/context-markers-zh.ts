import type { ClaimContext } from './dictionary-schema';

const OWN = '(?:我们|我司|我店|本公司|本店|本品牌|同品牌|本产品|本业务|本套餐|本系列|自己|自家|自身|旗下)';
/** A former time or version of one's own goods. Who is meant may stand before it, nobody else. */
const FORMER =
  `${OWN}?的?` +
  '(?:以前|之前|以往|过去|从前|往年|历年|去年|上年|上个?月|上季|上周|上一?[代版期款]|上一[年月季周]|上个版本' +
  '|前一?[代版款]|[旧老][版款]|[旧老原]套餐|原来|原有|去年同期)';

/**
 * Words before a claim in its clause that tell what it is about, after the guide of the market regulator
 * on absolute claims (2023), articles 5 and 6. Only a former time or version makes a comparison with oneself:
 * 我们的网络最稳定 compares with everybody.
 */
export const CONTEXT_MARKERS: Readonly<Record<Exclude<ClaimContext, 'LIMIT'>, RegExp>> = {
  SELF_COMPARISON: new RegExp(`(?:比|较|相比|对比)[于起]?${FORMER}|[与和跟同]${FORMER}相比`, 'gu'),
  VISION: /追求|力争|争创|争取|致力|立志|努力|目标(?!客户|用户|人群|客群|号码)|愿景|理念/gu,
  USAGE_TIP: /建议|为了?(?:获得|达到|确保|保证)|提示|使用时|安装时|使用方法|[调开][至到]/gu,
};

/** One's own goods, and behind the claim that it is said of one among them. */
export const OWN_GOODS = new RegExp(OWN, 'gu');
export const ONE_AMONG_THEM = /^的这?一[代版款档]/u;

/** Between a comparison and a claim: the comparison is over, and the claim stands for itself. */
export const STANDS_FOR_ITSELF = /[更还再也都且又快慢强好低高大稳优省多少]|便宜|划算|实惠/u;

/** Who is compared with others compares no longer with itself alone. */
export const OTHERS_MARKERS =
  /全国|全省|全市|全网|全球|世界|国内|国际|行业|业内|业界|同行|同业|市场|竞品|友商|其他|其它|别[家的人]|他人|各家|哪家|任何一家|同类|同档|同价位|对手|所有(?:品牌|运营商)/gu;

/** Goods right behind a claim: a hint on their use does not praise them. */
export const GOODS = /^的?.{0,2}?(?:套餐|资费|网络|宽带|产品|品牌|运营商|流量包|业务|优惠|价格)/u;

/**
 * A number with its unit behind a word: it bounds what is offered, 最大 1000M, 最快 2 小时, and claims nothing.
 * 5G is a name and no number.
 */
export const LIMIT_BEHIND =
  /^(?:不超过|领取|试用|体验|使用|下载|上传|下行|上行|速率|带宽|容量|连接|接入|支持|观看|畅享|流量|通话|上网|每[月天日年]|[可能仅只需为至到达约享看用领办赠送前首]){0,5}(?:\d{1,9}(?:[kmg]b(?:ps)?|tb|[km](?![a-z])|g(?=流量|带宽)|%|[个分秒天日周月年元折兆台部条次人户位张份期米路]|小时|公里)|[一二两三四五六七八九十百千万半]{1,5}(?:个月|个半月|小时|个小时|分钟|[天日周年元兆台部条人户]))/u;

/** A gift is promised by these; what only arrives, is sent or delivered is none. */
export const GIFT_PROMISE =
  /赠送|附赠|加赠|获赠|(?<![捐转])赠(?!阅)|(?<![发配推传输派运播护寄投呈转递断放欢])送(?![达货到至修别检审医件餐往温]|上门)/gu;

/** Parts of a gift that leave open what is given. */
export const VAGUE_GIFT =
  /^(?:若干|不定|待定|多种|随机|详询|见店内|以实物为准|以实际为准|以店内为准|见页面|详见页面|数量有限|送完即止)$/u;

/** A price in a text: 30元, ¥30, 5块钱; a sum to recharge or to spend is none of an offer's. Bounded, so that it stays linear. */
export const PRICE =
  /[¥￥]\s{0,3}\d{1,9}(?:\.\d{1,4})?|(?<![\d.]|[充值满费]\s{0,3})\d{1,9}(?:\.\d{1,4})?\s{0,3}(?:元|块钱)/gu;

/** What makes a claim one on prices. */
export const PRICE_CLAIM = /[价费]|便宜|优惠|划算|实惠|超值|省钱|折扣|最低/u;

/** Ways to refuse messages, the prescribed one among them. */
export const REFUSAL =
  /回复?\s{0,3}(?:TD|T|N|R|退订)\s{0,3}(?:退订|拒收)|(?:退订|拒收)\s{0,3}请?\s{0,3}回复?\s{0,3}(?:TD|T|N|R)/giu;

/** A signature at either end of a message. */
export const SIGNATURE_AT_END = /^\s*【[^【】]*】|【[^【】]*】\s*$/gu;
