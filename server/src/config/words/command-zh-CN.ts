/** 命令行怎么用、拒绝什么，以及各命令的回答。 */
export const words = {
  unknown: (name: string) => `没有命令 ${name}。不带参数执行，可以查看全部命令。`,
  optionMissing: (name: string) => `缺少 --${name}。`,
  takes: (command: string, expected: string) => `${command} 应有的参数：${expected}。`,
  noArguments: '不带参数',
  optionUnknown: (option: string) => `没有选项 ${option}。`,
  optionValueMissing: (option: string) => `${option} 后面须有值。`,
  optionTakesNoValue: (option: string) => `${option} 不带值。`,
  usage: (line: string) => `用法：npm run xietong -- ${line} [--json]`,
  usageOfAll: '用法：npm run xietong -- <命令> [选项]',
  field: (name: string, wrong: string) => `${name}：${wrong}`,
  particulars: (text: string, others: string) => `${text}（${others}）`,
  names: { minimum: '至少', maximum: '至多', operator: '运算符', staffId: '工号' },
  /** 规则最外层的位置。 */
  root: '最外层',
  everyCommand: '每个命令都可以加 --json 和 --help。',
  file: {
    noFile: (path: string) => `${path} 不是文件。`,
    tooLarge: (path: string, megabytes: number) =>
      `${path} 超过 ${String(megabytes)} MB。请拆成几个文件分别导入。`,
    unreadable: (path: string, reason: string) => `${path} 无法读取（${reason}）。`,
    missing: (path: string) => `没有文件 ${path}。`,
    present: (path: string) => `${path} 已经存在。请换一个文件名。`,
  },
  wrong: {
    rule: '--rule 不是 JSON。请用单引号括起来，例如 \'{"Contract":"Month-to-month"}\'。',
    column: '--column 是第几列，从 1 数起。',
    key: (problems: string) => `没有生成密钥：\n  ${problems}`,
    range: '--from 和 --to 是 2026-11-01 形式的日期，先后不能颠倒。',
    head: (line: number, file: string) => `${file} 第 ${String(line)} 行不是签名树头。`,
    headsOfRange: '--heads 对照整个日志：请去掉 --from 和 --to。',
    days: (least: number) => `--days 是天数，不少于 ${String(least)}：日志依法保留六个月。`,
  },
  customers: {
    imported: (rows: number, created: number, updated: number) =>
      `客户 ${String(rows)} 个：新增 ${String(created)} 个，更新 ${String(updated)} 个。`,
    blank: (name: string, blanks: number, lines: string) =>
      `${name}：空白 ${String(blanks)} 处，按缺失处理（第 ${lines} 行）。`,
    noAttribute: (name: string) => `没有客户带有属性 ${name}。`,
  },
  list: {
    imported: (rows: number, accepted: number, duplicates: number, rejected: number) =>
      `共 ${String(rows)} 行：号码 ${String(accepted)} 个，重复 ${String(duplicates)} 个，拒绝 ${String(rejected)} 行。`,
    rejected: (line: number, reason: string, value: string) => `  第 ${String(line)} 行：${reason}：${value}`,
    more: (count: number) => `  另有 ${String(count)} 项`,
    version: (id: string) => `名单版本 ${id}`,
  },
  key: (id: string, channel: string, cities: string) =>
    `密钥 ${id}，渠道 ${channel}，地市 ${cities}。请立即保存，以后不再显示。`,
  password: (staffId: string, name: string) => `${staffId} ${name} 的密码，请立即交给本人，以后不再显示。`,
  keyName: (channel: string) => `${channel}（命令行）`,
  backup: {
    notRecorded: '这次备份没有记入审计日志：数据不是本版本程序的。',
    made: (file: string, files: number, megabytes: string, seconds: number) =>
      `${file}：${String(files)} 个文件，${megabytes} MB，用时 ${String(seconds)} 秒。`,
    keep: '其中含有密钥：请放在他人读不到的地方，并且不要只放在这块磁盘上。',
    restored: (folder: string, takenAt: string) => `${folder} 已恢复到 ${takenAt} 的状态。请启动服务。`,
  },
};
