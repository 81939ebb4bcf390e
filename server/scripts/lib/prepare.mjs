/** What has to be there before anything of ours runs: packages and a build. Plain Node. */
import { join } from 'node:path';
import { ROOT, isBuildFresh } from './build-stamp.mjs';
import { ensureInstalled } from './install.mjs';
import { run } from './run.mjs';

/**
 * Installs and builds what is missing or outdated, telling so on stderr alone. Ends the process
 * when either fails.
 */
export async function prepare() {
  await ensureInstalled();
  if (isBuildFresh()) return;
  console.error('Building …');
  const status = await run(process.execPath, [join(ROOT, 'server/scripts/build.mjs')], { cwd: ROOT });
  if (status === 0) return;
  console.error('The build failed; the reason stands above.');
  process.exit(1);
}
