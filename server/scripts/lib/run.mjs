/** Runs programs for the scripts; npm's own are batch files on Windows, which need a shell. Plain Node. */
import { spawn, spawnSync } from 'node:child_process';

const shell = process.platform === 'win32';

/** Runs to the end, with all output on stderr; resolves to the exit code (1 when it does not start). */
export function run(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { ...options, shell, stdio: ['ignore', 2, 2] });
    child.once('error', () => resolve(1));
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

/** What the program prints, or null when it is missing or fails. */
export function tryRun(command, args) {
  const outcome = spawnSync(command, args, { encoding: 'utf8', shell, stdio: ['ignore', 'pipe', 'ignore'] });
  return outcome.status === 0 ? outcome.stdout.trim() : null;
}
