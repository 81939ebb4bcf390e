/** Kinds of news about what waits for another person's word. */
export const waitingKinds = {
  TAKEDOWN_REVIEW_DUE_SOON: '复核将到期',
  TAKEDOWN_REVIEW_OVERDUE: '复核超期',
  POLICY_PROPOSED: '策略待确认',
  POLICY_CONFIRMED: '策略已确认',
  POLICY_REFUSED: '策略被退回',
  DICTIONARY_PROPOSED: '词典待确认',
  DICTIONARY_CONFIRMED: '词典已确认',
  DICTIONARY_REFUSED: '词典被退回',
  FALLBACK_PROPOSED: '默认内容待审批',
  FALLBACK_APPROVED: '默认内容已同意',
  FALLBACK_REFUSED: '默认内容未同意',
  VOID_STANDARD_RETIRED: '审批失效：标准撤下',
  VOID_STANDARD_CORRECTED: '审批失效：标准更正',
  VOID_PUSH_MISSED: '审批失效：逾期未合并',
  VOID_LIST_ARCHIVED: '审批失效：名单归档',
  VOID_TAKEN_DOWN: '审批失效：紧急下线',
};

/** The same in a sentence. */
export const waitingSentences = {
  TAKEDOWN_REVIEW_DUE_SOON: '「{title}」紧急下线的复核即将到期',
  TAKEDOWN_REVIEW_OVERDUE: '「{title}」紧急下线的复核已超期，请尽快复核',
  POLICY_PROPOSED: '{by} 提出了审批策略「{title}」的变更，请确认',
  POLICY_CONFIRMED: '{by} 确认了你提出的审批策略「{title}」的变更，即日生效',
  POLICY_REFUSED: '{by} 没有同意你提出的审批策略「{title}」的变更',
  DICTIONARY_PROPOSED: '{by} 提出了合规词典的修改：{title}，请确认',
  DICTIONARY_CONFIRMED: '{by} 确认了你提出的合规词典修改：{title}',
  DICTIONARY_REFUSED: '{by} 没有同意你提出的合规词典修改：{title}',
  FALLBACK_PROPOSED: '{by} 提出了营销点「{title}」的默认内容，请审批',
  FALLBACK_APPROVED: '{by} 同意了你提出的营销点「{title}」的默认内容，已上线',
  FALLBACK_REFUSED: '{by} 没有同意你提出的营销点「{title}」的默认内容',
  VOID_STANDARD_RETIRED: '「{title}」的审批已失效：{by} 撤下了它的标准活动',
  VOID_STANDARD_CORRECTED: '「{title}」的审批已失效：标准有强制更正，合并后重新提交',
  VOID_PUSH_MISSED: '「{title}」的审批已失效：过了合并新标准的期限，合并后重新提交',
  VOID_LIST_ARCHIVED: '「{title}」的审批已失效：{by} 归档了它所用的名单，换名单后重新提交',
  VOID_TAKEN_DOWN: '「{title}」的审批已失效：{by} 紧急下线了它要替换的内容，重新提交后按全部内容审批',
};
