/** Kinds of news about findings. */
export const findingKinds = {
  FINDING_NOTED: '审计发现',
  FINDING_ANSWERED: '发现已答复',
  FINDING_SENT_BACK: '退回整改',
  FINDING_CLOSED: '发现已关闭',
  FINDING_WITHDRAWN: '发现已撤销',
  FINDING_DUE_SOON: '整改将到期',
  FINDING_OVERDUE: '整改逾期',
};

/** The same in a sentence. */
export const findingSentences = {
  FINDING_NOTED: '{by} 记下由你整改的审计发现「{title}」',
  FINDING_ANSWERED: '{from} {by} 答复了审计发现「{title}」',
  FINDING_SENT_BACK: '{by} 退回了审计发现「{title}」，请继续整改',
  FINDING_CLOSED: '{by} 关闭了审计发现「{title}」',
  FINDING_WITHDRAWN: '{by} 撤销了审计发现「{title}」',
  FINDING_DUE_SOON: '审计发现「{title}」的整改期限将到',
  FINDING_OVERDUE: '审计发现「{title}」已逾期',
};
