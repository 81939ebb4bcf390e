/** Brings node_modules to what the lock file says. Plain Node, since nothing may be installed yet. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './build-stamp.mjs';
import { run, tryRun } from './run.mjs';
import { scriptWords } from './words.mjs';

const PNPM = '10.34.9';
const OLDEST_NODE = [20, 19];
const STAMP = join(ROOT, 'node_modules/.xietong-install.json');
/** Whatever changes what is installed, or for which machine. */
const INPUTS = ['pnpm-lock.yaml', 'pnpm-workspace.yaml', 'package.json', '.npmrc'];

/** Ends the process with a clear message when Node is older than the oldest that works. */
function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return;
  console.error(scriptWords().nodeTooOld(OLDEST_NODE.join('.'), process.versions.node));
  process.exit(1);
}

/**
 * Installs when node_modules is missing or the lock file changed since. Everything it prints goes
 * to stderr. Ends the process with a clear message when that fails.
 */
export async function ensureInstalled() {
  requireNode();
  const state = installState();
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === state && isComplete()) return;
  console.error(scriptWords().installing);
  const [command, ...first] = findPnpm();
  const status = await run(command, [...first, 'install', '--frozen-lockfile', '--prefer-offline'], {
    cwd: ROOT,
    // without a terminal pnpm would otherwise refuse to replace an outdated node_modules
    env: { ...process.env, CI: process.env.CI ?? 'true' },
  });
  if (status !== 0) {
    console.error(scriptWords().notInstalled);
    process.exit(1);
  }
  writeFileSync(STAMP, state);
}

function isComplete() {
  return ['server', 'shared', 'web', 'e2e'].every((name) => existsSync(join(ROOT, name, 'node_modules')));
}

/** A node_modules made on another platform or for another Node does not do. */
function installState() {
  const hash = createHash('sha256').update(
    `${process.platform} ${process.arch} ${process.versions.modules}\n`,
  );
  for (const name of INPUTS) hash.update(readFileSync(join(ROOT, name)));
  return hash.digest('hex');
}

/** pnpm 10 when it is there; otherwise npx fetches the pinned one. */
function findPnpm() {
  if (tryRun('pnpm', ['--version'])?.startsWith('10.')) return ['pnpm'];
  return ['npx', '-y', `pnpm@${PNPM}`];
}
