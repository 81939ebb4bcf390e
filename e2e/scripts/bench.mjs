/** `node e2e/scripts/bench.mjs <name>`: runs e2e/bench/<name>.bench.ts in a browser, against a fresh build. */
import { isBuildFresh } from '../../server/scripts/lib/build-stamp.mjs';
import { runInBrowser } from './lib/in-browser.mjs';
import { runNode } from './lib/run-process.mjs';

const MINUTE = 60_000;
const [name = ''] = process.argv.slice(2);
if (!isBuildFresh()) {
  const { code } = await runNode(['server/scripts/build.mjs'], { show: true, timeoutMs: 10 * MINUTE });
  if (code !== 0) process.exit(1);
}
const args = ['-c', 'bench.config.ts', '--reporter=line', `${name}.bench.ts`];
const { code } = await runInBrowser(args, { timeoutMs: 20 * MINUTE });
process.exitCode = code ?? 1;
