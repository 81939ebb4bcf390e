/** Where the tests' databases lie: nothing of them outlives the run, and a disk is slow to make and remove their files. */
import { lstatSync, mkdirSync, readFileSync, readdirSync, rmSync, statfsSync } from 'node:fs';
import { join } from 'node:path';

const GIB = 2 ** 30;
/** What the databases, uploads and backups of a run take at most, with room to spare. */
const ROOM = 6 * GIB;
const MEMORY_DISK = '/dev/shm';

/**
 * Makes temporary files of this process and its children lie in memory, where Linux offers enough of it and nobody
 * chose another place by `TMPDIR`. Otherwise they stay where they are.
 */
export function keepScratchInMemory() {
  if (process.platform !== 'linux' || process.env.TMPDIR) return;
  const runs = join(MEMORY_DISK, `xietong-tests-${process.getuid()}`);
  const folder = join(runs, String(process.pid));
  try {
    if (!isOurs(runs)) return;
    for (const pid of readdirSync(runs)) if (!isAlive(Number(pid))) removeFolder(join(runs, pid));
    if (!hasRoom(readMachine())) return;
    makeFolder(folder);
  } catch {
    return;
  }
  process.env.TMPDIR = folder;
  process.once('exit', () => removeFolder(folder));
}

/** A run that was killed could not take its files away: the next one does. */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code !== 'ESRCH';
  }
}

function removeFolder(folder) {
  rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
}

/** A database under another account has to get through. */
function makeFolder(folder) {
  mkdirSync(folder, { mode: 0o711, recursive: true });
}

function readMachine() {
  const { bavail, bsize } = statfsSync(MEMORY_DISK);
  return {
    mounts: readFileSync('/proc/mounts', 'utf8'),
    memory: readFileSync('/proc/meminfo', 'utf8'),
    free: bavail * bsize,
  };
}

/** Whether programs may run there, and both the disk and the machine's memory have room. */
export function hasRoom({ mounts, memory, free }) {
  const options = mounts
    .split('\n')
    .map((line) => line.split(' '))
    .findLast(([, place, kind]) => place === MEMORY_DISK && kind === 'tmpfs')?.[3]
    ?.split(',');
  const available = Number(/^MemAvailable: +(\d+) kB$/m.exec(memory)?.[1] ?? 0) * 1024;
  // the tests themselves take as much again
  return options !== undefined && !options.includes('noexec') && free >= ROOM && available >= 2 * ROOM;
}

/** Made or found there as a folder of this account: everybody may write beside it. */
function isOurs(folder) {
  makeFolder(folder);
  const found = lstatSync(folder);
  return found.isDirectory() && found.uid === process.getuid();
}
