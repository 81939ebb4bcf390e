/** What has to be there before anything of ours runs: packages and a build. Plain Node. */
import { join } from 'node:path';
import { ROOT, isBuildFresh } from './build-stamp.mjs';
import { ensureInstalled } from './install.mjs';
import { run } from './run.mjs';
import { scriptWords } from './words.mjs';

/**
 * Installs and builds what is missing or outdated, telling so on stderr alone. Ends the process
 * when either fails.
 */
export async function prepare() {
  await ensureInstalled();
  if (isBuildFresh()) return;
  console.error(scriptWords().building);
  const status = await run(process.execPath, [join(ROOT, 'server/scripts/build.mjs')], { cwd: ROOT });
  if (status === 0) return;
  console.error(scriptWords().notBuilt);
  process.exit(1);
}
