/** What is done with numbers in clear. */
export const disclosureActs = {
  list: '查看号码申请列表',
  get: '查看号码申请',
  preview: '查看拟申请的对象',
  ask: '申请完整号码',
  authorise: '授权完整号码',
  refuse: '拒绝完整号码',
  withdraw: '撤回号码申请',
  decide: '处理号码申请',
  revoke: '收回号码授权',
  beginDownload: '开始下载号码',
  download: '下载号码',
  breakDownload: '下载号码中断',
  reveal: '查看完整号码',
};

/** What is said of it. */
export const disclosureFields = {
  rows: '行数',
  missing: '无法取得的成员',
  purposeNote: '用途说明',
  recipient: '接收方',
  hours: '有效小时',
  maxDownloads: '下载次数',
  expiresAt: '有效期至',
  download: '下载',
  brokenOff: '中断的下载',
};
