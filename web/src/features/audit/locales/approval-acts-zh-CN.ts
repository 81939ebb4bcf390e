/** What is done with requests for approval. */
export const approvalActs = {
  decide: '审批',
  reassign: '转办审批',
  addApprover: '加签',
  copy: '抄送审批',
  open: '查看审批',
  remind: '催办审批',
  dueSoon: '提醒审批将到期',
  missed: '审批超期',
};
