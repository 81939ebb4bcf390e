/** Endings of hosts that are read as an address wherever they stand in a text; none of them is one of files. */
export const ENDINGS = [
  ...['com', 'cn', 'net', 'org', 'gov', 'edu', 'mil', 'int', 'biz', 'info', 'name', 'pro', 'mobi', 'asia'],
  ...['top', 'xyz', 'vip', 'shop', 'site', 'online', 'club', 'app', 'link', 'ltd', 'ink', 'work', 'store'],
  ...['tech', 'fun', 'icu', 'wang', 'ren', 'group', 'cloud', 'art', 'plus', 'games', 'game', 'love', 'team'],
  ...[
    'run',
    'world',
    'today',
    'news',
    'market',
    'center',
    'email',
    'chat',
    'live',
    'space',
    'website',
    'host',
  ],
  ...['press', 'page', 'dev', 'life', 'city', 'company', 'fit', 'luxe', 'bid', 'win', 'loan', 'men', 'trade'],
  ...['click', 'rest', 'buzz', 'cyou', 'sbs', 'cfd', 'bond', 'quest', 'lol', 'mom', 'beauty', 'zone', 'red'],
  ...['video', 'date', 'download', 'stream', 'party', 'review', 'science', 'kim', 'pub', 'social', 'studio'],
  ...['cc', 'io', 'co', 'tv', 'me', 'hk', 'tw', 'mo', 'us', 'uk', 'eu', 'de', 'fr', 'jp', 'kr', 'ru', 'su'],
  ...['la', 'ly', 'gl', 'gd', 'gg', 'im', 'in', 'cm', 'ai', 'tk', 'ml', 'ga', 'cf', 'gq', 'pw', 'ws', 'nu'],
  ...['is', 'id', 'at', 'be', 'ch', 'nl', 'pl', 'es', 'it', 'ca', 'au', 'nz', 'sg', 'my', 'th', 'vn', 'ph'],
  ...['so', 'sh', 'st', 'to', 'mk', 'yt', 'fm', 'am', 'ag', 'bz', 'lc', 'sc', 'vc', 'mn', 'si', 're'],
] as const;

/** Endings in Chinese, without those that stand behind a full stop in honest texts: 宽带.手机 */
export const HAN_ENDINGS = [
  ...[
    '中国',
    '中國',
    '公司',
    '网络',
    '網絡',
    '网址',
    '网店',
    '网站',
    '商城',
    '在线',
    '中文网',
    '集团',
    '我爱你',
  ],
  ...['政务', '公益'],
] as const;

/** Services that stand before an address that nobody sees. */
export const SHORT_LINKS: readonly string[] = [
  ...['t.cn', 'dwz.cn', 'url.cn', 'suo.im', 'suo.nz', 'suo.yt', 'sourl.cn', 'kurl.cn', 'urlify.cn', 'mrw.so'],
  ...['985.so', 'u6.gg', 'c7.gg', 'rrd.me', '0x9.me', 'dwz.mk', 'dwz.win', 'dwz.date', 'dwz.tax', 'ft12.com'],
  ...[
    '6du.in',
    '3.cn',
    'tb.cn',
    'b23.tv',
    't.im',
    'tny.im',
    'u.nu',
    'xurl.es',
    'reurl.cc',
    'ppt.cc',
    'qr.net',
  ],
  ...[
    'bit.ly',
    'tinyurl.com',
    'goo.gl',
    't.co',
    'is.gd',
    'v.gd',
    'ow.ly',
    'buff.ly',
    'cutt.ly',
    't.ly',
    's.id',
  ],
  ...[
    'rebrand.ly',
    'shorturl.at',
    'rb.gy',
    'lnkd.in',
    'tiny.cc',
    'tiny.one',
    'shorte.st',
    'adf.ly',
    'bl.ink',
  ],
];

/** Endings under which anybody registers: an allowed domain is longer than that. */
export const PUBLIC_ENDINGS: ReadonlySet<string> = new Set([
  ...ENDINGS,
  ...[
    'com.cn',
    'net.cn',
    'org.cn',
    'gov.cn',
    'edu.cn',
    'ac.cn',
    'js.cn',
    'com.hk',
    'com.tw',
    'co.uk',
    'co.jp',
  ],
]);
