/** What is done with marketing points. */
export const pointActs = {
  create: '新建营销点',
  update: '修改营销点',
  decideFallback: '审批营销点的默认内容',
  withdrawFallback: '撤回营销点的默认内容',
};
