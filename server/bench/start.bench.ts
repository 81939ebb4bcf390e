/**
 * Starts of the build, as `npm start` makes them: the first on an empty folder, which makes the database and fills the demo
 * province, the second on what is there, and one after a kill.
 */
import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { findInstallationRoot } from '../src/config/installation-root';
import { row } from './bench-report';

/** "In seconds": so many at most, on a machine with nothing else to do. */
const SECOND_START_S = 5;
const SECOND_STARTS = 3;
const POLL_MS = 20;
const LIMIT_MS = 180_000;
const root = findInstallationRoot();

async function freePort(): Promise<number> {
  const probe = createServer();
  probe.listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

/** Seconds until it serves. */
async function start(dataFolder: string): Promise<{ seconds: number; child: ChildProcess }> {
  const port = await freePort();
  const startedAt = performance.now();
  const env = { ...process.env, XIETONG_DATA: dataFolder, PORT: String(port), LOG_LEVEL: 'warn' };
  const child = spawn(process.execPath, ['server/scripts/start.mjs'], { cwd: root, env, stdio: 'ignore' });
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null);
    if (answer?.ok) return { seconds: (performance.now() - startedAt) / 1000, child };
    if (child.exitCode !== null || performance.now() - startedAt > LIMIT_MS)
      throw new Error('the service did not start');
    await after(POLL_MS);
  }
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const gone = once(child, 'exit');
  child.kill(signal);
  await gone;
}

// installed and built before the first is timed
spawnSync(process.execPath, ['server/scripts/xietong.mjs', '--help'], { cwd: root, stdio: 'ignore' });
const folder = mkdtempSync(join(tmpdir(), 'xietong-bench-start-'));
chmodSync(folder, 0o711);
try {
  const dataFolder = join(folder, 'data');
  const first = await start(dataFolder);
  await end(first.child, 'SIGTERM');
  const seconds: number[] = [];
  for (let round = 0; round < SECOND_STARTS; round += 1) {
    const again = await start(dataFolder);
    seconds.push(again.seconds);
    await end(again.child, round === SECOND_STARTS - 1 ? 'SIGKILL' : 'SIGTERM');
  }
  const killed = await start(dataFolder);
  await end(killed.child, 'SIGTERM');
  const slowest = Math.max(...seconds);
  row('first start, with the demo province', first.seconds, 's');
  row(`second start, the slowest of ${SECOND_STARTS}`, slowest, 's');
  row('  of the first', slowest / first.seconds, '');
  row('start after a kill, the database still running', killed.seconds, 's');
  row('  bound of the second start', SECOND_START_S, 's');
  if (slowest > SECOND_START_S) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
}
