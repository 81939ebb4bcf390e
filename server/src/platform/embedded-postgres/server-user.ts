import { spawnSync } from 'node:child_process';

/** The account the database runs under when it is not our own. */
export interface ServerUser {
  uid: number;
  gid: number;
}

/** PostgreSQL refuses to run as root, so root hands it to "nobody"; everybody else keeps it (null). */
export function chooseServerUser(): ServerUser | null {
  return process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : null;
}

/** Tried for real, since a parent folder, an ACL or a mount option may forbid what the mode allows. */
export function canEnter(folder: string, user: ServerUser | null): boolean {
  if (process.platform === 'win32') return true;
  return runs('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], user);
}

/** Whether the program starts and ends well under that account. */
export function runs(program: string, parameters: string[], user: ServerUser | null): boolean {
  return spawnSync(program, parameters, { ...user, cwd: neutralFolder(), stdio: 'ignore' }).status === 0;
}

/** A working folder every account may stand in. */
export function neutralFolder(): string {
  return process.platform === 'win32' ? process.execPath.slice(0, 3) : '/';
}
