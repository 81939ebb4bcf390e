/** `npm run check [-- name …]`: everything that needs no running program; shows all failures. */
import { ensureInstalled } from '../../server/scripts/lib/install.mjs';
import { checks } from './lib/checks.mjs';
import { runTasks } from './lib/task-queue.mjs';

await ensureInstalled();
const wanted = process.argv.slice(2);
const tasks = checks().filter(
  ({ name }) => wanted.length === 0 || wanted.some((part) => name.startsWith(part)),
);
const startedAt = performance.now();
const results = await runTasks(tasks, {
  parallel: 2,
  onEnd: ({ name, ok, seconds }) =>
    console.log(`${ok ? 'ok  ' : 'FAIL'} ${name.padEnd(14)} ${seconds.toFixed(1)} s`),
});
const failed = results.filter(({ ok }) => !ok);
for (const { name, output } of failed) console.log(`\n--- ${name}\n${output.trim()}`);
const total = ((performance.now() - startedAt) / 1000).toFixed(1);
console.log(`\nchecks: ${results.length - failed.length} passed, ${failed.length} failed in ${total} s`);
if (failed.length > 0 || results.length === 0) process.exitCode = 1;
