/**
 * `npm test [-- stage …]`: installs what is missing, then runs every stage, the later ones also
 * after a failure, and closes with what failed and the counts of all tests. Plain Node up to the installation.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureInstalled } from '../../server/scripts/lib/install.mjs';
import { keepScratchInMemory } from './lib/scratch-folder.mjs';
import { NONE, add, summary } from './lib/test-counts.mjs';
import { failuresIn } from './lib/test-failures.mjs';
import { testStages } from './lib/test-stages.mjs';

keepScratchInMemory();
const reports = mkdtempSync(join(tmpdir(), 'xietong-reports-'));
process.once('exit', () => rmSync(reports, { recursive: true, force: true }));

const wanted = process.argv.slice(2);
const stages = testStages(reports);
const unknown = wanted.filter((name) => !stages.some((stage) => stage.name === name));
if (unknown.length > 0) {
  console.error(`No stage ${unknown.join(', ')}. There are: ${stages.map(({ name }) => name).join(', ')}.`);
  process.exit(2);
}

const times = [];
await timed('install', async () => {
  await ensureInstalled();
  return NONE;
});
let total = NONE;
for (const { name, run } of stages) {
  const isWanted =
    wanted.length === 0 || wanted.includes(name) || (name === 'build' && wanted.includes('browser'));
  if (isWanted) total = add(total, await timed(name, run));
}

for (const failure of failuresIn(reports)) console.log(`\n✗ ${failure}`);
console.log(`\n${times.join('\n')}`);
if (total.failed > 0 || total.passed === 0) process.exitCode = 1;
console.log(summary(total));

/** Counts of the stage; one that throws is one failure. */
async function timed(name, run) {
  console.log(`\n=== ${name}`);
  const startedAt = performance.now();
  const counts = await run().catch((error) => {
    console.error(error.message);
    return { ...NONE, failed: 1 };
  });
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  times.push(`${name.padEnd(8)} ${seconds.padStart(6)} s  ${summary(counts)}`);
  return counts;
}
