/** What is done with the installation as a whole, and what it was started with. */
export const installationActs = {
  backup: '备份整个系统',
  restore: '从备份恢复系统',
  configure: '以新的设置启动',
};
export const installationFields = {
  port: '端口',
  host: '监听地址',
  dataFolder: '数据目录',
  demo: '演示省份',
  acceptClock: '忽略时钟异常启动',
  publicUrl: '对外访问地址',
  auditDays: '记录在数据库中保留的天数',
  logLevel: '日志级别',
  databaseAt: '数据库',
  databaseFingerprint: '数据库地址指纹',
  webhookAt: '签名树头接收方',
  webhookFingerprint: '接收方地址指纹',
  metricsFingerprint: '监控指标凭据指纹',
  programVersion: '程序版本',
  smsSignature: '短信签名',
  takenAt: '备份时间',
  restoredAt: '恢复时间',
};
