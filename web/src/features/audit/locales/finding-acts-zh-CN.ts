/** What is done with findings. */
export const findingActs = {
  owners: '查看可负责的人员',
  note: '记审计发现',
  answer: '答复审计发现',
  close: '关闭审计发现',
  sendBack: '退回整改',
  withdraw: '撤销审计发现',
  dueSoon: '提醒整改将到期',
  missed: '整改逾期',
};
