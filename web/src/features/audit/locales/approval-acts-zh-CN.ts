/** What is done with requests for approval. */
export const approvalActs = {
  decide: '审批',
  reassign: '转办审批',
  addApprover: '加签',
  copy: '抄送审批',
  open: '查看审批',
  candidates: '查看可转办的人员',
  copyChoices: '查看可抄送的人员',
  remind: '催办审批',
  dueSoon: '提醒审批将到期',
  missed: '审批超期',
  fellBack: '受托人不能审批，退回全体审批人',
};

/** What is done with reviews of emergency stops. */
export const takedownReviewActs = {
  conclude: '复核紧急下线',
  dueSoon: '提醒复核将到期',
  missed: '复核超期',
};
