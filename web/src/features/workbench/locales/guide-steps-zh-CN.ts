/** The first steps of each role. */
export const guideSteps = {
  CREATE_STANDARD: { title: '新建一个标准活动', text: '从字段面板选字段，给每个字段定护栏。' },
  SUBMIT_STANDARD: { title: '提交审批', text: '打开草稿，看过预览后提交给省审批。' },
  PUBLISH_STANDARD: { title: '发布标准活动', text: '批准之后还要发布，地市才能使用。' },
  LOCALISE: { title: '把一个标准活动做成本地版本', text: '打开已发布的标准活动，点「做本地版本」。' },
  IMPORT_LIST: {
    title: '导入一份名单',
    text: '上传号码文件，先预览再导入；名单里没有号码本身，只有用密钥算出的哈希。',
  },
  PLACE: { title: '放到营销点上', text: '打开本地活动的草稿，在第二步选营销点、时间和客群。' },
  SUBMIT_LOCAL: { title: '提交审批', text: '第三步没有红字就可以提交，由市审批决定。' },
  DECIDE: { title: '处理第一项审批', text: '打开一项提交，看清内容、范围和影响，再通过或退回。' },
  READ_NEWS: { title: '看一条通知', text: '右上角的铃铛里有与本人有关的消息。' },
  MONITOR: { title: '看运营数字', text: '曝光、点击、办理和节省都在运营监控里。' },
  SEARCH_AUDIT: { title: '查一次操作记录', text: '按人、对象或结果查找谁做了什么。' },
  READ_HISTORY: { title: '看一个活动的完整历史', text: '从起草到下线，谁批准了哪份内容。' },
  READ_APPROVALS: { title: '看审批记录', text: '每项决定的理由和所针对的内容。' },
  CREATE_KEY: { title: '给渠道建一个密钥', text: '渠道凭密钥取内容、回传事件；密钥只显示一次。' },
  CREATE_PERSON: { title: '新建一个人员', text: '填工号和姓名，初始密码只显示一次；身份由安全管理员授予。' },
  RESET_PASSWORD: {
    title: '学会重置密码和解锁',
    text: '打开一个人员，在这里重置密码，或解锁输错密码的账号。',
  },
  CHANGE_PASSWORD: { title: '换掉初始密码', text: '管理账号先从自己做起：在个人设置里改密码。' },
  GRANT_DUTY: {
    title: '给一个人授予身份',
    text: '打开一个人员，选单位、角色和期限；没有身份的人什么也做不了。',
  },
  GRANT_FUNCTION: { title: '开通或收回一项地市功能', text: '八项功能按地市开通，改动马上生效。' },
  READ_FUNCTIONS: {
    title: '看本市开通了哪些功能',
    text: '由省里开通；没有开通的功能，本市任何身份都用不了。',
  },
  SET_POLICY: {
    title: '提出或确认一条审批策略',
    text: '谁批、批几个、什么顺序；要另一位安全管理员确认才生效。',
  },
  WATCH_DISCLOSURES: {
    title: '看谁拿到过完整号码',
    text: '每一次申请、授权和下载都在数据授权里，必要时可以收回。',
  },
};
