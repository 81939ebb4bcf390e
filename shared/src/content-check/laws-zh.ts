/** Where a rule comes from, as the findings name it. */
export const ABSOLUTE_LAW = '广告法 第九条（三）';
export const STATE_LAW = '广告法 第九条（二）';
export const MORALS_LAW = '广告法 第九条（八）';
export const GIFT_LAW = '广告法 第八条';
export const TRUTH_LAW = '广告法 第二十八条';
export const SENDER_LAW = '广告法 第四十三条；通信短信息服务管理规定';
export const TRADEMARK_LAW = '商标法 第十四条';
export const PRICE_LAW = '明码标价和禁止价格欺诈规定';
export const TARIFF_RULE = '电信资费公示规定';
