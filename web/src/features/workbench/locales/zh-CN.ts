export const messages = {
  workbench: {
    title: '工作台',
    lead: '{duty}：下面是现在该看的事，最急的在前。',
    all: '查看全部',
    approver: { PROVINCE: '{tenant}省审批', CITY: '{tenant}市审批' },
    waited: { days: '{count} 天', hours: '{count} 小时', now: '不到 1 小时' },
    toDo: {
      title: '待我审批',
      sentence: '有 {count} 项等待审批，最早的已等 {waited}。',
      empty: '没有等待审批的内容。有新的提交时会出现在这里。',
    },
    mine: {
      title: '我提交的',
      sentence: '有 {count} 项正在等待审批。',
      with: '在{approver}手里',
      empty: '没有等待审批的提交。编辑完成后，在活动页点「提交审核」。',
    },
    returned: {
      title: '退回给我的',
      sentence: '有 {count} 项被退回或驳回，理由在下面。',
      RETURNED: '{by} 退回：{reason}',
      REJECTED: '{by} 驳回：{reason}',
      APPROVED: '{by} 通过：{reason}',
      empty: '没有被退回的内容。',
    },
    publish: {
      title: '等待发布的标准',
      sentence: '有 {count} 个标准活动已批准，发布后地市才能使用。',
      empty: '没有等待发布的标准活动。标准活动通过审批后会出现在这里。',
    },
    upcoming: {
      title: '即将上线与结束',
      sentence: '未来 {days} 天有 {live} 项上线，{ends} 项结束。',
      empty: '未来 {days} 天没有上线或结束的内容。',
      GOES_LIVE: '上线',
      ENDS: '结束',
    },
    unlocalised: {
      title: '还没有本地版本的标准',
      sentence: '有 {count} 个已发布的标准活动，本市还没有自己的版本。',
      empty: '已发布的标准活动，本市都有了自己的版本。省里发布新的标准后会出现在这里。',
      start: '做本地版本',
      startOf: '做本地版本：{title}',
      published: '发布于',
    },
    refusals: {
      title: '最近被拒绝的操作',
      sentence: '没有权限或不存在的访问，最近的在前。',
      empty: '没有被拒绝的操作。',
    },
    keys: {
      title: '渠道密钥',
      sentence: '{active} 个密钥在用，覆盖 {channels} 个渠道；{revoked} 个已吊销。',
      empty: '还没有渠道密钥。渠道要接入时，在「系统 · 渠道密钥」新建。',
      cities: '{count} 个地市',
      demo: '演示',
    },
    nothing: {
      title: '这个身份没有待办',
      text: '从左侧菜单进入要处理的页面；如有其他身份，可在右上角切换。',
    },
  },
};
