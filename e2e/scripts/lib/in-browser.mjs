/** Runs Playwright against the build, served on a fresh database. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isBuildFresh } from '../../../server/scripts/lib/build-stamp.mjs';
import { findBrowser, provideChineseFont } from './browser.mjs';
import { runNode } from './run-process.mjs';
import { startTestServer } from './test-server.mjs';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/**
 * Resolves to what the run of `playwright test <args>` ended with. The server is told to it in the
 * environment, and is gone afterwards; `keepsDemo` as of `startTestServer`.
 * @throws Error when the build is out of date, as without one of the present sources nothing is proven
 */
export async function runInBrowser(args, { env = {}, keepsDemo = false, timeoutMs }) {
  if (!isBuildFresh()) throw new Error('The build has failed or is out of date.');
  provideChineseFont();
  // the server fills its demo province while a browser is looked for
  const [browser, started] = await Promise.allSettled([findBrowser(), startTestServer(ROOT, { keepsDemo })]);
  if (started.status === 'rejected') throw started.reason;
  const server = started.value;
  try {
    if (browser.status === 'rejected') throw browser.reason;
    const { name, path } = browser.value;
    console.log(`Browser: ${name}`);
    const cli = join(ROOT, 'e2e/node_modules/@playwright/test/cli.js');
    const own = { XIETONG_E2E_URL: server.url, ...server.env, ...env };
    if (path !== null) own.CHROMIUM_PATH = path;
    return await runNode([cli, 'test', ...args], { cwd: join(ROOT, 'e2e'), env: own, show: true, timeoutMs });
  } finally {
    await server.close();
  }
}
