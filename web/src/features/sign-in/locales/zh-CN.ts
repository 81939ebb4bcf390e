export const messages = {
  signIn: {
    title: '登录',
    staffId: '工号',
    staffIdHint: '例如 NJ-OPS-01，不分大小写',
    password: '密码',
    submit: '登录',
    missingStaffId: '请填写工号。',
    missingPassword: '请填写密码。',
    failed: '没有登录成功',
    demoTitle: '演示账号',
    demoText: '选一个填入工号和密码，再点登录。',
    demoFill: '用 {staffId}（{role}）填写',
    newPassword: {
      title: '设置新密码',
      why: '{name}（工号 {staffId}）当前的密码由管理员设置。请先换成只有你自己知道的密码，之后才能使用其他功能。',
      current: '管理员给的密码',
      submit: '保存并继续',
      leave: '退出登录',
    },
    points: {
      standard: '省里发布标准活动，划好护栏',
      local: '地市在护栏内改成本地版本，自己上线',
      trace: '每次审批对应确切内容，事后可查',
    },
  },
};
