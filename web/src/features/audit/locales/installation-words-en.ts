/** What is done with the installation as a whole, and what it was started with. */
export const installationActs = {
  backup: 'Take a backup of the installation',
  restore: 'Restore the installation from a backup',
  configure: 'Start with other settings',
};
export const installationFields = {
  port: 'Port',
  host: 'Host',
  dataFolder: 'Data folder',
  demo: 'Demo province',
  acceptClock: 'Start in spite of the clock',
  publicUrl: 'Public address',
  auditDays: 'Days that events stay in the database',
  logLevel: 'Log level',
  databaseAt: 'Database',
  databaseFingerprint: 'Fingerprint of the database addresses',
  webhookAt: 'Receiver of signed heads',
  webhookFingerprint: 'Fingerprint of the receiver address',
  metricsFingerprint: 'Fingerprint of the metrics credential',
  programVersion: 'Version of the program',
  smsSignature: 'SMS signature',
  takenAt: 'Backup taken at',
  restoredAt: 'Restored at',
};
