/** Runs child processes that never outlive us: each leads a group, which is ended as a whole. */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';

const WINDOWS = process.platform === 'win32';
/** Time a child has to end by itself after it was asked, in milliseconds. */
const GRACE_MS = 20_000;

const running = new Set();

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.once(signal, async () => {
    await Promise.all([...running].map(stop));
    process.exit(128 + (constants.signals[signal] ?? 0));
  });
}

/**
 * Starts Node on `args`. `show` passes its output on, otherwise it is collected.
 * The result has `child`, and `ended`: a promise of {code, output}; code null = ended by a signal.
 */
export function startNode(args, { cwd, env = {}, show = false }) {
  const stream = show ? 'inherit' : 'pipe';
  const child = spawn(process.execPath, args, {
    cwd,
    env: { ...process.env, XIETONG_LANG: 'en', ...env },
    stdio: ['ignore', stream, stream],
    detached: !WINDOWS,
  });
  running.add(child);
  const chunks = [];
  child.stdout?.on('data', (chunk) => chunks.push(chunk));
  child.stderr?.on('data', (chunk) => chunks.push(chunk));
  const outputSoFar = () => Buffer.concat(chunks).toString('utf8');
  const ended = new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: 1, output: String(error) }));
    child.once('close', (code) => resolve({ code, output: outputSoFar() }));
  });
  void ended.then(() => running.delete(child));
  return { child, ended, outputSoFar };
}

/** Runs Node on `args` to its end, at most for `timeoutMs`; then it is stopped and code is null. */
export async function runNode(args, { timeoutMs, ...options }) {
  const { child, ended } = startNode(args, options);
  let timer;
  if (timeoutMs !== undefined) timer = setTimeout(() => void stop(child), timeoutMs);
  const result = await ended;
  clearTimeout(timer);
  return result;
}

/** Asks a child to end and waits for it; kills its group after the time of grace. */
export async function stop(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  // the child alone: it ends its own children in the right order
  child.kill('SIGTERM');
  const timer = setTimeout(() => killGroup(child), GRACE_MS);
  await gone;
  clearTimeout(timer);
}

function killGroup(child) {
  try {
    if (WINDOWS) child.kill('SIGKILL');
    else process.kill(-child.pid, 'SIGKILL');
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}
