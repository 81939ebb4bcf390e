/** Error codes of approval. */
export const errorTexts = {
  APPROVAL_BY_AUTHOR: '你参与编辑了这次提交的内容，不能审批。',
  APPROVAL_NOT_A_PERSON: '审批只能由人来做。',
  APPROVAL_ALREADY_GIVEN: '你已经通过了这项提交，还需要另一位审批人。',
  APPROVAL_NOT_YOUR_TURN: '还没有轮到你这一步，须先由前一步的审批方通过，或者这一步已转给别人。',
  APPROVAL_NOT_A_CANDIDATE: '不能转给或加签这个人：是作者、已处理过，或不是相应单位的审批人。',
  APPROVAL_STEP_OF_SEVERAL: '这一步需要不止一位审批人，不能转给一个人。',
  APPROVAL_CLOSED: '这项提交已经有了结论，或已被撤回。',
  APPROVAL_HASH_CHANGED: '待审内容的哈希与页面上看到的不同。',
  APPROVAL_COMMENT_WITH_APPROVAL: '字段意见只能随退回或驳回发出。',
  APPROVAL_COMMENT_FIELD_UNKNOWN: '待审内容里没有这个字段，请刷新后重新填写意见。',
  APPROVAL_COMMENT_TWICE: '一个字段只能写一条意见。',
  APPROVAL_COPY_UNKNOWN: '不能抄送给这个人或身份：看不到这项提交，或已经抄送过。',
  APPROVAL_REMINDED: '不久前已经催办过，{minutes} 分钟后可以再催。',
  APPROVAL_NOT_OPENED: '还没有打开看过现在的内容，请先打开查看再批准。',
  APPROVAL_BULK_MIXED: '一次只能批准同一类的提交，请分开批准。',
  APPROVAL_REASON_REQUIRED: '退回和驳回须写明理由。',
};
