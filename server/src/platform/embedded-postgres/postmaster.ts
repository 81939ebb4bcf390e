import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync, readlinkSync, realpathSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { identifyProcess } from '../process-identity';

/** What a running server says about itself in its postmaster.pid. */
export interface Postmaster {
  pid: number;
  port: number;
  /** Folder of its Unix socket, or a loopback address. */
  host: string;
  ready: boolean;
}

/** The server that runs on this cluster now, or null; a note left by a dead one is not believed. */
export function findPostmaster(clusterFolder: string): Postmaster | null {
  const note = readNote(clusterFolder);
  return note !== null && isPostgresOf(note.pid, clusterFolder) ? note : null;
}

/**
 * After a crash the process id in the note may by now be somebody else's (usual in containers), or
 * a zombie that nobody collects, and PostgreSQL then refuses to start. Such a note is removed, once
 * no session of the dead server is left; one whose process is gone is left for PostgreSQL's own checks.
 */
export async function clearForeignNote(clusterFolder: string, patienceMs = 10_000): Promise<void> {
  const note = readNote(clusterFolder);
  if (note === null || isPostgresOf(note.pid, clusterFolder) || !isTaken(note.pid)) return;
  const deadline = Date.now() + patienceMs;
  while (hasSessions(clusterFolder) && Date.now() < deadline) await delay(50);
  if (hasSessions(clusterFolder)) return;
  // The socket's lock names the same dead process, in a folder that no other server uses.
  if (note.host.startsWith('/'))
    rmSync(join(note.host, `.s.PGSQL.${String(note.port)}.lock`), { force: true });
  rmSync(join(clusterFolder, 'postmaster.pid'), { force: true });
}

/** Whether the system still knows the number, as PostgreSQL looks at it. */
function isTaken(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Every process of a server works inside its cluster's folder; known on Linux alone. */
function hasSessions(clusterFolder: string): boolean {
  if (process.platform !== 'linux') return false;
  return readdirSync('/proc').some((name) => /^\d+$/.test(name) && isPostgresOf(Number(name), clusterFolder));
}

/**
 * Asks for a fast shutdown (open sessions are ended, everything is written), and
 * after `patienceMs` for an immediate one, which recovers at the next start.
 */
export async function stopPostmaster(
  pid: number,
  clusterFolder: string,
  pgCtl: string,
  patienceMs = 20_000,
): Promise<void> {
  if (process.platform === 'win32') {
    execFileSync(pgCtl, ['stop', '-D', clusterFolder, '-m', 'fast', '-w'], { stdio: 'ignore' });
    return;
  }
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    if (!sendSignal(pid, signal)) return;
    const deadline = Date.now() + patienceMs;
    while (Date.now() < deadline) {
      if (identifyProcess(pid) === null) return;
      await delay(20);
    }
  }
}

function sendSignal(pid: number, signal: NodeJS.Signals): boolean {
  try {
    process.kill(pid, signal);
    return true;
  } catch {
    return false;
  }
}

/** Lines: pid, cluster folder, start, port, socket folder, listen address, shared memory, status. */
function readNote(clusterFolder: string): Postmaster | null {
  let lines: string[];
  try {
    lines = readFileSync(join(clusterFolder, 'postmaster.pid'), 'utf8')
      .split('\n')
      .map((line) => line.trim());
  } catch {
    return null;
  }
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return null;
  return {
    pid,
    port: Number(lines[3] ?? 0),
    host: [lines[4], lines[5]].find((line) => line !== undefined && line !== '') ?? '127.0.0.1',
    ready: lines[7] === 'ready',
  };
}

function isPostgresOf(pid: number, clusterFolder: string): boolean {
  if (identifyProcess(pid) === null) return false;
  try {
    if (process.platform === 'linux') {
      const program = readlinkSync(`/proc/${String(pid)}/exe`).replace(/ \(deleted\)$/, '');
      return (
        basename(program) === 'postgres' &&
        readlinkSync(`/proc/${String(pid)}/cwd`) === realpathSync(clusterFolder)
      );
    }
    if (process.platform === 'win32') {
      const found = execFileSync('tasklist', ['/FI', `PID eq ${String(pid)}`, '/NH'], { encoding: 'utf8' });
      return found.includes('postgres.exe');
    }
    const command = execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
    return command.includes('postgres') && command.includes(clusterFolder);
  } catch {
    return false;
  }
}
