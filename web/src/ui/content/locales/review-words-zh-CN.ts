/** Whom a placement is for. */
export const audience = {
  everyone: '所有客户',
  both: '须同时在名单内并符合规则',
  list: '名单「{name}」',
  people: '人',
  digest: '名单哈希',
  known: '登记在册的客户：',
  knownNow: '登记在册的客户（按现在计算）：',
  shownTo: '目前能展示到名单中的：',
  shownToNow: '能展示到名单中的（按现在计算）：',
  fits: '目前符合规则：',
  fitsOnList: '目前名单与规则同时符合：',
  fitsNow: '符合规则（按现在计算）：',
  fitsOnListNow: '名单与规则同时符合（按现在计算）：',
  notCounted: '人数暂时统计不出来',
};

/** What may be done to each field, and whether it keeps to that. */
export const rails = {
  title: '护栏核对',
  kept: '{count} 个字段都在护栏之内。',
  broken: '{count} 处超出护栏，不能通过。',
  each: '逐个字段查看',
  field: '字段',
  rail: '护栏',
  result: '结果',
  keeps: '符合',
  otherField: '标准里已没有的字段',
  whole: '整份提交',
};
