/** What a start says; why a start, a backup or a restore does not go on, and what to do. */
export const words = {
  roles: {
    OPERATOR: 'operator',
    APPROVER: 'approver',
    AUDITOR: 'auditor',
    SYSTEM_ADMIN: 'system administrator',
    SECURITY_ADMIN: 'security administrator',
  },
  ready: (url: string) => `Xietong is ready: ${url}`,
  demo: {
    signIns: (password: string) => `Demo sign-ins (password ${password}):`,
    signIn: (staffId: string, tenant: string, role: string) => `  ${staffId}  ${tenant}  ${role}`,
    people: 'Demo province: people',
    points: 'Demo province: marketing points and customers',
    campaigns: 'Demo province: campaigns',
    events: 'Demo province: thirty days of events',
    made: (events: number) => `Demo province: ready, ${String(events)} events`,
  },
  firstSignIn: (staffId: string, role: string, password: string) =>
    `First sign-in ${staffId} (${role}), password: ${password}`,
  settings: {
    unusable: (problems: string) => `The settings cannot be used:\n  ${problems}`,
    orphans: (names: string) => `${names} is set, but DATABASE_URL is not.`,
    ownerMissing:
      'DATABASE_URL is set, but DATABASE_OWNER_URL is not: migrations run as the role that owns the database, the service as one that does not.',
    postgresUrl: 'must be an address of the form postgresql://user:password@host:5432/database',
    portNumber: 'must be a number from 0 to 65535',
    portWhole: 'must be a whole number',
    portRange: 'must be from 0 to 65535',
    demo: 'must be 1 (demo province) or 0 (none)',
    acceptClock: 'must be 1 (start although the clock seems wrong) or 0',
    language: 'must be zh-CN or en',
    publicUrl: 'must be an address such as https://xietong.example',
    trustedProxies: 'must be addresses or networks such as 10.0.0.7, 10.1.0.0/16',
    auditWebhook: 'must be an address such as https://log.example/heads',
    auditDays: 'must be a number of days',
    auditDaysLeast: (days: number) => `must be ${String(days)} or more: logs are kept for six months by law`,
    metricsToken: 'must be 16 or more visible ASCII characters without blanks',
    logLevel: 'must be one of fatal, error, warn, info, debug, trace, silent',
  },
  system: {
    EACCES: 'permission denied',
    EPERM: 'operation not permitted',
    ENOENT: 'no such file or directory',
    ENOTDIR: 'not a directory',
    EISDIR: 'is a directory',
    EEXIST: 'it exists already',
    EROFS: 'read-only file system',
    ENOSPC: 'no space left on the disk',
    EDQUOT: 'the disk quota is used up',
    EMFILE: 'too many open files',
    ENAMETOOLONG: 'the name is too long',
    EIO: 'the disk or another device failed',
    ECONNREFUSED: 'the connection was refused',
    ECONNRESET: 'the connection was broken off',
    ETIMEDOUT: 'no answer in time',
    EHOSTUNREACH: 'the host cannot be reached',
    ENOTFOUND: 'there is no host of this name',
    EAI_AGAIN: 'names cannot be looked up at present',
  },
  systemReason: (code: string, said: string, place: string | null) =>
    `${code}: ${said}${place === null ? '' : `, ${place}`}`,
  dataFolder: {
    unusable: (folder: string, reason: string) =>
      `The data folder ${folder} cannot be used (${reason}). Set XIETONG_DATA to a folder that may be written.`,
    restoreUnfinished: (folder: string) =>
      `A restore into ${folder} was not finished. Run it again: npm run xietong -- restore FILE.`,
    full: (folder: string, free: number, needed: number) =>
      `The disk of ${folder} is full: ${String(free)} MB are free, a start needs ${String(needed)} MB. Free some space, or set XIETONG_DATA to a folder on another disk.`,
    served: (pid: number, folder: string) =>
      `Process ${String(pid)} already serves ${folder}. End it first, or set XIETONG_DATA to another folder.`,
    held: (pid: number, file: string) =>
      `Process ${String(pid)} has held ${file} for too long. End it and try again.`,
    notOurs: (folder: string) =>
      `${folder} belongs to somebody else or is open to others. Remove it and start again.`,
    notEnterable: (uid: number, folder: string, elsewhere: string) =>
      `The database runs as user ${String(uid)}, who can enter neither ${folder} nor ${elsewhere}. Set XIETONG_DATA to a folder that others may pass through, or start as another user than root.`,
  },
  keys: {
    gone: (folder: string) =>
      `${folder} holds a database, but its keys are gone (secrets.json). Put that file back from a backup: without it the stored numbers cannot be read.`,
    damaged: (file: string) =>
      `${file} is damaged. Restore it from a backup: without it the stored numbers cannot be read.`,
    notOfCluster: (folder: string) =>
      `The keys in secrets.json are not those of the database in ${folder}. Put the secrets.json back that belongs to it, from a backup.`,
    notOfData:
      'The keys in secrets.json are not those that the numbers in this database were stored with. Put the secrets.json back that belongs to it, from a backup.',
  },
  failures: {
    diskFull: 'The disk is full. Nothing that was stored is lost: free some space and try again.',
    connections:
      'The database takes no more connections. Raise its max_connections (100 are enough), or end what else uses it.',
  },
  port: {
    inUse: (port: number) =>
      `Port ${String(port)} is in use by another program. End that program, or set PORT to another number.`,
    notAllowed: (port: number) =>
      `Port ${String(port)} may not be used by this account. Set PORT to a number above 1023.`,
    noAddress: (host: string) =>
      `This machine has no address ${host}. Set HOST to one it has, such as 127.0.0.1 or 0.0.0.0.`,
    other: (host: string, port: number, reason: string) =>
      `The server cannot listen on ${host}:${String(port)}: ${reason}`,
  },
  database: {
    notMade: (folder: string, reason: string) => `The database could not be made in ${folder}:\n${reason}`,
    otherMajor: (folder: string, found: string, ours: string) =>
      `${folder} was made by PostgreSQL ${found}, this installation brings ${ours}. Start the installation that made it, or set XIETONG_DATA to another folder.`,
    notStarting: (folder: string, why: string, log: string) =>
      `The database in ${folder} does not start: ${why}.\n${log}`,
    notReady: 'it did not get ready',
    endedWith: (code: string) => `it ended with code ${code}`,
    ended: (folder: string) => `The database in ${folder} ended right after its start.`,
    notRunning:
      'The PostgreSQL that comes with the installation does not run on this machine. Set DATABASE_URL and DATABASE_OWNER_URL to a PostgreSQL 15 or newer.',
    notBrought: (platform: string) =>
      `No PostgreSQL came with the installation for this machine (${platform}). Set DATABASE_URL and DATABASE_OWNER_URL to a PostgreSQL 15 or newer.`,
    tooOld: (found: string, oldest: number) =>
      `The database server is PostgreSQL ${found}; ${String(oldest)} or newer is needed. Upgrade it, or set DATABASE_URL and DATABASE_OWNER_URL to another one.`,
    unreachable: (variable: string | undefined, reason: string) =>
      `The database cannot be reached${variable === undefined ? '' : ` (${variable})`}: ${reason}`,
    roleMissing: (role: string, reason: string, variable: string) =>
      `The role ${role} is missing and the owner may not make it (${reason}). Make it by CREATE ROLE ${role} LOGIN PASSWORD '…' and set ${variable}, or give the owner CREATEROLE.`,
    roleUnfit: (variable: string, problem: string) =>
      `The service does not start with this database (${variable}): ${problem}.`,
    newerData: (unknown: number) =>
      `The data was made by a newer version of the program (${String(unknown)} unknown changes of the database). Start that version, or restore a backup made with this one.`,
  },
  role: {
    unknown: (role: string) => `the role ${role} cannot be looked up`,
    superuser: (role: string) => `the role ${role} is a superuser`,
    bypasses: (role: string) => `the role ${role} may bypass row-level security (BYPASSRLS)`,
    owns: (role: string, table: string) =>
      `the role ${role} owns ${table} and so bypasses its row-level security`,
    noMember: (role: string, expected: string) =>
      `the role ${role} is neither ${expected} nor a member of it (GRANT ${expected} TO ${role})`,
  },
  clock: {
    says: (now: string) => `the clock says ${now}`,
    impossible: (says: string) => `${says}, which cannot be`,
    recorded: (says: string, at: string) => `${says}, but something was recorded at ${at} already`,
    received: (says: string, day: string) => `${says}, but events were received on ${day} already`,
    silent: (says: string, since: string, days: number) =>
      `${says}, and nothing was recorded since ${since}, for ${String(days)} days`,
    differs: (seconds: number) => `the database's clock differs from this machine's by ${String(seconds)} s`,
    look: 'If nobody worked for so long, nothing is wrong. Else stop the service, set the clock and let it follow a time server: what a wrong clock ends or starts is on record.',
    suspicious: (suspicion: string, look: string) => `${suspicion}. ${look}`,
    mend: 'Set the clock and let it follow a time server. If it is right, because it was wrong before or nobody worked for so long, start with XIETONG_ACCEPT_CLOCK=1.',
    wrong: (problem: string, mend: string) => `This machine's time seems wrong: ${problem}. ${mend}`,
    disagree: (problem: string) =>
      `The clocks of two machines disagree: ${problem}. Let both follow the same time server and start again.`,
  },
  backup: {
    nothing: (folder: string) =>
      `There is nothing to back up in ${folder}. Set XIETONG_DATA to the data folder.`,
    notEmbedded: 'The database is not the embedded one.',
    notMade: (reason: string) => `The backup was not made: ${reason}.`,
    elsewhere: (instead: string) => `The data is in the database that DATABASE_URL names: ${instead}.`,
    backUpElsewhere: 'back it up with the tools of that server, such as pg_dump, and copy secrets.json',
    restoreElsewhere: 'restore it with the tools of that server, and put secrets.json into the data folder',
    present: (file: string) => `${file} is there already. Name another file.`,
    noFolder: (folder: string) => `There is no folder ${folder}.`,
    inDataFolder: (file: string) =>
      `${file} is in the data folder itself. Name a file elsewhere, best on another disk.`,
    holdsData: (folder: string, names: string) =>
      `${folder} holds data already (${names}), which a restore never replaces. Set XIETONG_DATA to an empty folder, or move this one away.`,
    otherMajor: (found: string, ours: string) =>
      `it was made with PostgreSQL ${found}, this program brings ${ours}; restore it with the program that made it`,
    newer: 'it was made by a newer version of the program; restore it with that version',
    unknownPath: (path: string) => `it holds ${path}, which this program does not know`,
    notOurs: 'it is no backup of this program',
    unfinished: 'it was not finished or is damaged: its manifest is missing',
    descriptionTooLong: 'it is damaged: its own description is too long',
    altered: (path: string) => `it is damaged: ${path} is not what was backed up`,
    leadsElsewhere: (path: string) => `it holds a path that leads elsewhere (${path})`,
    endsEarly: 'it ends too early',
    cannotRestore: (file: string, reason: string) => `${file} cannot be restored: ${reason}`,
    because: (reason: string) => `${reason}.`,
    damaged: (reason: string) => `it is damaged or no backup (${reason}).`,
    damagedOrOther: 'it is damaged or of another version of the program.',
    fileThere: (file: string) => `${file} is there already`,
    notEnded: 'the database did not end the backup',
    tablespaces: 'the database keeps tables outside its folder (tablespaces), which a backup does not hold',
    strangeFile: (path: string) => `${path} in the database's folder is neither a file nor a folder`,
    noStart: 'the database named no start of the backup',
    logGone: 'a part of the write-ahead log is gone already',
    controlBusy: 'the database rewrites its control file all the time',
  },
};
