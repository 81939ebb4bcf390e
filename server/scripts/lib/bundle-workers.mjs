/** Threads run bundles, in tests too: made once per run, where `workerFile` looks for them. */
import { join } from 'node:path';
import { ROOT } from './build-stamp.mjs';
import { bundle } from './bundle.mjs';
import { WORKERS } from './worker-entries.mjs';

export async function setup() {
  await bundle(WORKERS, join(ROOT, 'server/node_modules/.workers'));
}
