import { spawnSync } from 'node:child_process';
import { chownSync, mkdirSync } from 'node:fs';
import type { ServerUser } from '../platform/embedded-postgres/server-user';

/** A place that is soon full. */
export interface SmallDisk {
  /** A disk of its own, or, where this account may mount none, a limit on the size of this process's files. */
  readonly kind: 'MOUNT' | 'LIMIT';
  readonly remove: () => void;
}

/**
 * Makes the folder a disk of so many bytes. Where nothing may be mounted, this process cannot write longer files until it
 * is removed: the operating system refuses them as well, to this process alone.
 */
export function makeSmallDisk(folder: string, bytes: number, owner: ServerUser | null = null): SmallDisk {
  mkdirSync(folder, { recursive: true });
  const options = `size=${bytes},mode=0700`;
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder], { stdio: 'ignore' });
  if (mounted.status === 0) {
    if (owner !== null) chownSync(folder, owner.uid, owner.gid);
    return { kind: 'MOUNT', remove: () => void spawnSync('umount', ['-l', folder]) };
  }
  limitFiles(String(bytes));
  return {
    kind: 'LIMIT',
    remove: () => {
      limitFiles('unlimited');
    },
  };
}

/** The soft limit alone: it is taken back. */
function limitFiles(bytes: string): void {
  const set = spawnSync('prlimit', ['--pid', String(process.pid), `--fsize=${bytes}:`], { encoding: 'utf8' });
  if (set.status !== 0) throw new Error(`neither a disk nor a limit could be made: ${set.stderr}`);
}
