/** Everybody of a role in a tenant. */
export const holders = {
  APPROVER: { PROVINCE: '{tenant}省审批', CITY: '{tenant}市审批' },
  SECURITY_ADMIN: { PROVINCE: '{tenant}省安全管理员', CITY: '{tenant}市安全管理员' },
  SYSTEM_ADMIN: { PROVINCE: '{tenant}省系统管理员', CITY: '{tenant}市系统管理员' },
  AUDITOR: { PROVINCE: '{tenant}省审计员', CITY: '{tenant}市审计员' },
  OPERATOR: { PROVINCE: '{tenant}省运营', CITY: '{tenant}市运营' },
};

/** What waits for others, or was settled for them. */
export const matterKinds = {
  APPROVE: '提交审批',
  TAKEDOWN_REVIEW: '紧急下线复核',
  EXCEPTION: '申请放宽',
  DETACHMENT: '申请脱离标准',
  POLICY: '审批策略',
  DICTIONARY: '合规词典',
  FALLBACK: '默认内容',
  DISCLOSURE: '数据授权',
  FINDING: '审计发现',
  FINDING_ANSWERED: '整改答复',
  IMPORT: '名单导入',
};

export const doneTexts = {
  title: '我的已办',
  sentence: '最近 {days} 天办了 {count} 件。',
  empty: '最近 {days} 天没有已办。审批、确认和授权过的会出现在这里。',
  approvals: '全部已办审批',
  outcome: {
    APPROVED: '通过',
    RETURNED: '退回',
    REJECTED: '驳回',
    GRANTED: '同意',
    REFUSED: '不同意',
    CONFIRMED: '确认',
    AUTHORISED: '授权',
    JUSTIFIED: '下线恰当',
    MISTAKEN: '误下线',
    NEEDS_CHANGE: '需要修改',
    ANSWERED: '答复',
    CLOSED: '关闭',
    SENT_BACK: '退回整改',
  },
};

export const copiedTexts = {
  title: '抄送我的',
  sentence: '共有 {count} 项审批抄送给我。',
  empty: '没有抄送给我的审批。',
  unread: '未读',
  read: '已读',
};
