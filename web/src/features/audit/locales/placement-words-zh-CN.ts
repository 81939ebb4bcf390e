/** What a placement is made of. */
export const placementFields = {
  pointCode: '营销点',
  firstDay: '开始日',
  lastDay: '结束日',
  tier: '优先级',
  lever: '排序权重',
  listVersionId: '名单版本',
  rule: '规则',
  aim: '客群',
};

/** By what a placement aims. */
export const aims = {
  everyone: '所有客户',
  list: '名单',
  rule: '规则',
  both: '名单且符合规则',
};
