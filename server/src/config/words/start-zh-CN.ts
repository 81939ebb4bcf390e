/** 启动时说的话；启动、备份或恢复为什么不能继续，以及怎么办。 */
export const words = {
  roles: {
    OPERATOR: '运营',
    APPROVER: '审批',
    AUDITOR: '审计员',
    SYSTEM_ADMIN: '系统管理员',
    SECURITY_ADMIN: '安全管理员',
  },
  ready: (url: string) => `协同已就绪：${url}`,
  demo: {
    signIns: (password: string) => `演示账号（密码 ${password}）：`,
    signIn: (staffId: string, tenant: string, role: string) => `  ${staffId}  ${tenant}  ${role}`,
    people: '演示省：人员',
    points: '演示省：营销点和客户',
    campaigns: '演示省：活动',
    events: '演示省：三十天的事件',
    made: (events: number) => `演示省：已就绪，共 ${String(events)} 条事件`,
  },
  firstSignIn: (staffId: string, role: string, password: string) =>
    `首次登录 ${staffId}（${role}），密码：${password}`,
  settings: {
    unusable: (problems: string) => `以下设置无效：\n  ${problems}`,
    orphans: (names: string) => `设置了 ${names}，但没有设置 DATABASE_URL。`,
    ownerMissing:
      '设置了 DATABASE_URL，但没有设置 DATABASE_OWNER_URL：数据库升级由该库的属主角色执行，服务则使用另一个不拥有该库的角色。',
    postgresUrl: '须为 postgresql://user:password@host:5432/database 形式的地址',
    portNumber: '须为 0 至 65535 的数字',
    portWhole: '须为整数',
    portRange: '须在 0 至 65535 之间',
    demo: '须为 1（带演示省）或 0（不带）',
    acceptClock: '须为 1（时钟可疑也启动）或 0',
    language: '须为 zh-CN 或 en',
    publicUrl: '须为 https://xietong.example 这样的地址',
    trustedProxies: '须为地址或网段，如 10.0.0.7, 10.1.0.0/16',
    auditWebhook: '须为 https://log.example/heads 这样的地址',
    auditDays: '须为天数',
    auditDaysLeast: (days: number) => `须不少于 ${String(days)}：日志依法保留六个月`,
    metricsToken: '须为 16 个以上可见的 ASCII 字符，不含空格',
    logLevel: '须为 fatal、error、warn、info、debug、trace、silent 之一',
  },
  system: {
    EACCES: '没有权限',
    EPERM: '不允许这样操作',
    ENOENT: '没有这个文件或目录',
    ENOTDIR: '不是目录',
    EISDIR: '是目录，不是文件',
    EEXIST: '已经存在',
    EROFS: '文件系统只读',
    ENOSPC: '磁盘已满',
    EDQUOT: '磁盘配额已用完',
    EMFILE: '打开的文件过多',
    ENAMETOOLONG: '名称过长',
    EIO: '磁盘或其他设备出错',
    ECONNREFUSED: '连接被拒绝',
    ECONNRESET: '连接中断',
    ETIMEDOUT: '连接超时',
    EHOSTUNREACH: '主机不可达',
    ENOTFOUND: '没有这个主机名',
    EAI_AGAIN: '暂时无法解析主机名',
  },
  systemReason: (code: string, said: string, place: string | null) =>
    `${code} ${said}${place === null ? '' : `：${place}`}`,
  dataFolder: {
    unusable: (folder: string, reason: string) =>
      `数据目录 ${folder} 无法使用（${reason}）。请把 XIETONG_DATA 设为可以写入的目录。`,
    restoreUnfinished: (folder: string) =>
      `上次恢复到 ${folder} 没有完成。请重新执行：npm run xietong -- restore 备份文件。`,
    full: (folder: string, free: number, needed: number) =>
      `${folder} 所在磁盘已满：剩余 ${String(free)} MB，启动需要 ${String(needed)} MB。请清理磁盘，或把 XIETONG_DATA 设到另一块磁盘上的目录。`,
    served: (pid: number, folder: string) =>
      `进程 ${String(pid)} 已在使用 ${folder} 提供服务。请先结束它，或把 XIETONG_DATA 设为另一个目录。`,
    held: (pid: number, file: string) => `进程 ${String(pid)} 占用 ${file} 过久。请结束它后再试。`,
    notOurs: (folder: string) => `${folder} 属于其他用户，或对其他用户开放。请删除它后重新启动。`,
    notEnterable: (uid: number, folder: string, elsewhere: string) =>
      `数据库以用户 ${String(uid)} 运行，它进不了 ${folder}，也进不了 ${elsewhere}。请把 XIETONG_DATA 设为其他用户可以通过的目录，或不用 root 启动。`,
  },
  keys: {
    gone: (folder: string) =>
      `${folder} 里有数据库，但缺少密钥文件 secrets.json。请从备份取回该文件：没有它，已存的号码无法读取。`,
    damaged: (file: string) => `${file} 已损坏。请从备份取回它：没有它，已存的号码无法读取。`,
    notOfCluster: (folder: string) =>
      `secrets.json 里的密钥不属于 ${folder} 中的数据库。请从备份取回与它配套的 secrets.json。`,
    notOfData: 'secrets.json 里的密钥不是存入这些号码时所用的密钥。请从备份取回与数据库配套的 secrets.json。',
  },
  failures: {
    diskFull: '磁盘已满。已保存的内容没有丢失：请清理磁盘后再试。',
    connections:
      '数据库的连接数已满，不再接受新连接。请调高 max_connections（100 即可），或结束占用连接的其他程序。',
  },
  port: {
    inUse: (port: number) =>
      `端口 ${String(port)} 已被另一个程序占用。请结束该程序，或把 PORT 设为其他数字。`,
    notAllowed: (port: number) => `当前账号不能使用端口 ${String(port)}。请把 PORT 设为大于 1023 的数字。`,
    noAddress: (host: string) =>
      `本机没有地址 ${host}。请把 HOST 设为本机的地址，例如 127.0.0.1 或 0.0.0.0。`,
    other: (host: string, port: number, reason: string) => `服务无法监听 ${host}:${String(port)}：${reason}`,
  },
  database: {
    notMade: (folder: string, reason: string) => `无法在 ${folder} 建立数据库：\n${reason}`,
    otherMajor: (folder: string, found: string, ours: string) =>
      `${folder} 由 PostgreSQL ${found} 建立，本安装自带 ${ours}。请用建立它的安装启动，或把 XIETONG_DATA 设为另一个目录。`,
    notStarting: (folder: string, why: string, log: string) =>
      `${folder} 中的数据库无法启动：${why}。\n${log}`,
    notReady: '未能就绪',
    endedWith: (code: string) => `已退出，退出码 ${code}`,
    ended: (folder: string) => `${folder} 中的数据库启动后随即退出。`,
    notRunning:
      '安装自带的 PostgreSQL 无法在本机运行。请把 DATABASE_URL 和 DATABASE_OWNER_URL 设为 PostgreSQL 15 或更新的数据库。',
    notBrought: (platform: string) =>
      `安装包中没有适合本机（${platform}）的 PostgreSQL。请把 DATABASE_URL 和 DATABASE_OWNER_URL 设为 PostgreSQL 15 或更新的数据库。`,
    tooOld: (found: string, oldest: number) =>
      `数据库服务器是 PostgreSQL ${found}，需要 ${String(oldest)} 或更新的版本。请升级它，或把 DATABASE_URL 和 DATABASE_OWNER_URL 设为另一个数据库。`,
    unreachable: (variable: string | undefined, reason: string) =>
      `连接不上数据库${variable === undefined ? '' : `（${variable}）`}：${reason}`,
    roleMissing: (role: string, reason: string, variable: string) =>
      `缺少角色 ${role}，而数据库属主无权建立它（${reason}）。请执行 CREATE ROLE ${role} LOGIN PASSWORD '…' 并设置 ${variable}，或授予属主 CREATEROLE。`,
    roleUnfit: (variable: string, problem: string) => `服务不能使用这个数据库（${variable}）：${problem}。`,
    newerData: (unknown: number) =>
      `数据由更新版本的程序建立（数据库中有 ${String(unknown)} 项本程序不认识的变更）。请启动那个版本，或恢复用本版本所做的备份。`,
  },
  role: {
    unknown: (role: string) => `查不到角色 ${role}`,
    superuser: (role: string) => `角色 ${role} 是超级用户`,
    bypasses: (role: string) => `角色 ${role} 可以绕过行级安全（BYPASSRLS）`,
    owns: (role: string, table: string) => `角色 ${role} 是 ${table} 的属主，因而绕过它的行级安全`,
    noMember: (role: string, expected: string) =>
      `角色 ${role} 既不是 ${expected}，也不是它的成员（GRANT ${expected} TO ${role}）`,
  },
  clock: {
    says: (now: string) => `时钟显示 ${now}`,
    impossible: (says: string) => `${says}，不可能是现在的时间`,
    recorded: (says: string, at: string) => `${says}，但在 ${at} 已有记录`,
    received: (says: string, day: string) => `${says}，但 ${day} 已收到过事件`,
    silent: (says: string, since: string, days: number) =>
      `${says}，而自 ${since} 以来 ${String(days)} 天没有任何记录`,
    differs: (seconds: number) => `数据库的时钟与本机相差 ${String(seconds)} 秒`,
    look: '如果确实很久无人使用，则没有问题；否则请停止服务，校准时钟，并让它跟随时间服务器：时钟错误期间结束或启动的内容都有记录可查。',
    suspicious: (suspicion: string, look: string) => `${suspicion}。${look}`,
    mend: '请校准时钟，并让它跟随时间服务器。如果时钟现在正确（以前不准，或确实很久无人使用），请加 XIETONG_ACCEPT_CLOCK=1 启动。',
    wrong: (problem: string, mend: string) => `本机时间似乎不对：${problem}。${mend}`,
    disagree: (problem: string) =>
      `两台机器的时钟不一致：${problem}。请让两者跟随同一个时间服务器，再重新启动。`,
  },
  backup: {
    nothing: (folder: string) => `${folder} 里没有可以备份的内容。请把 XIETONG_DATA 设为数据目录。`,
    notEmbedded: '数据库不是内置的数据库。',
    notMade: (reason: string) => `备份失败：${reason}。`,
    elsewhere: (instead: string) => `数据在 DATABASE_URL 所指的数据库里：${instead}。`,
    backUpElsewhere: '请用该服务器的工具（如 pg_dump）备份，并复制 secrets.json',
    restoreElsewhere: '请用该服务器的工具恢复，并把 secrets.json 放进数据目录',
    present: (file: string) => `${file} 已经存在。请换一个文件名。`,
    noFolder: (folder: string) => `没有目录 ${folder}。`,
    inDataFolder: (file: string) => `${file} 就在数据目录里。请放到别处，最好是另一块磁盘。`,
    holdsData: (folder: string, names: string) =>
      `${folder} 里已有数据（${names}），恢复从不覆盖数据。请把 XIETONG_DATA 设为空目录，或先移走原目录。`,
    otherMajor: (found: string, ours: string) =>
      `备份来自 PostgreSQL ${found}，本程序自带 ${ours}；请用做备份的那个程序恢复`,
    newer: '备份来自更新版本的程序；请用那个版本恢复',
    unknownPath: (path: string) => `其中的 ${path} 不是本程序的内容`,
    notOurs: '不是本程序的备份',
    unfinished: '备份没有做完或已损坏：缺少清单',
    descriptionTooLong: '备份已损坏：自身的说明过长',
    altered: (path: string) => `备份已损坏：${path} 与备份时不一致`,
    leadsElsewhere: (path: string) => `其中有指向别处的路径（${path}）`,
    endsEarly: '备份不完整，中途结束',
    cannotRestore: (file: string, reason: string) => `无法从 ${file} 恢复：${reason}`,
    because: (reason: string) => `${reason}。`,
    damaged: (reason: string) => `文件已损坏，或不是备份（${reason}）。`,
    damagedOrOther: '文件已损坏，或来自另一个版本的程序。',
    fileThere: (file: string) => `${file} 已经存在`,
    notEnded: '数据库没有结束备份',
    tablespaces: '数据库有表放在目录之外（表空间），备份不含它们',
    strangeFile: (path: string) => `数据库目录里的 ${path} 既不是文件也不是目录`,
    noStart: '数据库没有给出备份的起点',
    logGone: '预写日志的一部分已经不在',
    controlBusy: '数据库一直在改写控制文件',
  },
};
