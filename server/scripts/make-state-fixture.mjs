/**
 * Keeps the data that the present program makes, for the tests of upgrades to later ones:
 * `node server/scripts/make-state-fixture.mjs` writes server/src/testing/data/state-<migration>.json.gz.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './lib/build-stamp.mjs';
import { ensureInstalled } from './lib/install.mjs';

await ensureInstalled();
const { bundle } = await import('./lib/bundle.mjs');
const { WORKERS } = await import('./lib/worker-entries.mjs');
// inside the server's folder, from where the bundle finds its packages
const folder = mkdtempSync(join(ROOT, 'server/node_modules/.state-'));
try {
  await bundle({ maker: 'server/src/testing/state-fixture-maker.ts', ...WORKERS }, folder);
  cpSync(join(ROOT, 'server/src/db/migrations'), join(folder, 'migrations'), { recursive: true });
  const target = join(ROOT, 'server/src/testing/data');
  const { status } = spawnSync(process.execPath, [join(folder, 'maker.js'), target], { stdio: 'inherit' });
  process.exitCode = status ?? 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
