/** Finds a Chromium that starts on this machine, and fonts for what it shows. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const DEBIAN = '/usr/bin/chromium';
const isRoot = process.getuid?.() === 0;
// the packages of e2e are seen from its own folder alone
const require = createRequire(new URL('../../package.json', import.meta.url));

/** In this order; a path of null lets Playwright take a browser of its own. */
const CANDIDATES = [
  { name: "Playwright's own", find: () => null },
  { name: DEBIAN, find: () => (existsSync(DEBIAN) ? DEBIAN : undefined) },
  { name: '@sparticuz/chromium', find: unpackSparticuz },
  { name: "Debian's package", find: installDebianPackage },
];

/**
 * Resolves to {name, path} of a browser that was started once to prove it; path null = Playwright's
 * own. CHROMIUM_PATH has the last word.
 * @throws Error that tells what was tried and what to do
 */
export async function findBrowser() {
  const tried = [];
  const given = process.env.CHROMIUM_PATH;
  const candidates = given ? [{ name: `CHROMIUM_PATH ${given}`, find: () => given }] : CANDIDATES;
  for (const { name, find } of candidates) {
    const problem = await tryCandidate(find);
    if (typeof problem === 'object') return { name, path: problem.path };
    tried.push(`  ${name}: ${problem}`);
  }
  throw new Error(
    `No browser for the journeys could be started:\n${tried.join('\n')}\n` +
      'Install Chromium and name it: CHROMIUM_PATH=/path/to/chromium npm test',
  );
}

/** {path} of a browser that starts, else the reason as text. */
async function tryCandidate(find) {
  try {
    const path = await find();
    if (path === undefined) return 'not there';
    await proveItStarts(path);
    return { path };
  } catch (error) {
    return String(error.message ?? error).split('\n', 1)[0];
  }
}

async function proveItStarts(path) {
  const { chromium } = require('@playwright/test');
  const args = isRoot ? ['--no-sandbox'] : [];
  const browser = await chromium.launch({
    args,
    timeout: 30_000,
    ...(path === null ? {} : { executablePath: path }),
  });
  await browser.close();
}

async function unpackSparticuz() {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  const { default: chromium } = await import(pathToFileURL(require.resolve('@sparticuz/chromium')).href);
  return chromium.executablePath();
}

function installDebianPackage() {
  if (!mayInstall()) return undefined;
  if (!install(['chromium', 'fonts-noto-cjk'], 300_000)) return undefined;
  return existsSync(DEBIAN) ? DEBIAN : undefined;
}

/** Without a Chinese font pages show boxes. Tries to install one; the journeys run without it, too. */
export function provideChineseFont() {
  if (process.platform !== 'linux' || hasChineseFont()) return;
  console.log('No Chinese font is installed.');
  if (mayInstall()) install(['fonts-noto-cjk'], 120_000);
  if (!hasChineseFont()) console.log('Screenshots will show boxes; install fonts-noto-cjk to see the text.');
}

function hasChineseFont() {
  const { status, stdout } = spawnSync('fc-list', [':lang=zh'], { encoding: 'utf8' });
  return status === 0 && stdout.trim() !== '';
}

function mayInstall() {
  return isRoot && existsSync('/etc/debian_version') && spawnSync('apt-get', ['--version']).status === 0;
}

/** True when apt-get installed the packages in the given time, in milliseconds. */
function install(packages, timeout) {
  console.log(`Installing ${packages.join(' and ')} …`);
  const options = { stdio: 'ignore', timeout, env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  spawnSync('apt-get', ['update', '-qq'], options);
  return (
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], options).status ===
    0
  );
}
