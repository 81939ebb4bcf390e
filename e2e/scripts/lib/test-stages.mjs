/** The stages of `npm test`; each returns the counts of its tests. */
import { existsSync, readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isBuildFresh } from '../../../server/scripts/lib/build-stamp.mjs';
import { runInBrowser } from './in-browser.mjs';
import { runNode } from './run-process.mjs';
import { NONE, readPlaywright, readTap, readVitest, withExitCode } from './test-counts.mjs';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const MINUTE = 60_000;

/**
 * In order. `reports` is a folder for what the runners write. The times end what hangs: they are far above what a
 * slow machine takes.
 */
export function testStages(reports) {
  return [
    { name: 'static', run: () => runScript('e2e/scripts/check.mjs', 20 * MINUTE) },
    { name: 'tools', run: () => runNodeTests(join(reports, 'tools.tap')) },
    { name: 'shared', run: () => runVitest('shared', join(reports, 'shared.json')) },
    { name: 'server', run: () => runVitest('server', join(reports, 'server.json')) },
    { name: 'web', run: () => runVitest('web', join(reports, 'web.json')) },
    { name: 'build', run: build },
    { name: 'browser', run: () => runJourneys(join(reports, 'browser.json')) },
  ];
}

async function runScript(path, timeoutMs) {
  const { code } = await runNode([path], { cwd: ROOT, show: true, timeoutMs });
  return withExitCode(NONE, code);
}

async function runNodeTests(report) {
  const folder = join(ROOT, 'e2e/scripts');
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.test.mjs'))
    .map((name) => join(folder, name));
  const reporters = ['--test-reporter=dot', '--test-reporter-destination=stdout'];
  const tap = ['--test-reporter=tap', `--test-reporter-destination=${report}`];
  const options = { cwd: ROOT, show: true, timeoutMs: 10 * MINUTE };
  const { code } = await runNode(['--test', ...reporters, ...tap, ...files], options);
  return withExitCode(readTap(report), code);
}

async function runVitest(name, report) {
  const cli = join(ROOT, name, 'node_modules/vitest/vitest.mjs');
  // by itself it would leave a processor idle
  const workers = `--maxWorkers=${availableParallelism()}`;
  const args = [cli, 'run', workers, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const { code } = await runNode(args, { cwd: join(ROOT, name), show: true, timeoutMs: 30 * MINUTE });
  return withExitCode(readVitest(report), code);
}

async function build() {
  return isBuildFresh() ? NONE : runScript('server/scripts/build.mjs', 10 * MINUTE);
}

async function runJourneys(report) {
  if (!existsSync(join(ROOT, 'e2e/journeys'))) return NONE;
  const env = { PLAYWRIGHT_JSON_OUTPUT_FILE: report };
  const { code } = await runInBrowser(['--reporter=list,json'], {
    env,
    keepsDemo: true,
    timeoutMs: 45 * MINUTE,
  });
  return withExitCode(readPlaywright(report), code);
}
