/**
 * `npm run bench -- [name …] [-- arguments]`: runs server/bench/<name>.bench.ts, or e2e/bench/<name>.bench.ts
 * in a browser; without names all of them.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled } from './lib/install.mjs';
import { ROOT } from './lib/build-stamp.mjs';

const benchesIn = (folder) =>
  existsSync(join(ROOT, folder))
    ? readdirSync(join(ROOT, folder))
        .filter((file) => file.endsWith('.bench.ts'))
        .map((file) => file.slice(0, -'.bench.ts'.length))
    : [];
const inBrowser = benchesIn('e2e/bench');
const known = [...benchesIn('server/bench'), ...inBrowser].sort();

await ensureInstalled();
const { names, forwarded } = readArguments(process.argv.slice(2));
const unknown = names.filter((name) => !known.includes(name));
if (unknown.length > 0 || known.length === 0) {
  console.error(
    `No bench named ${unknown.join(', ') || 'anything'}. There are: ${known.join(', ') || 'none'}.`,
  );
  process.exit(2);
}
process.exitCode = await run(names.length > 0 ? names : known, forwarded);

/** Names come first; the first argument that begins with a dash and all after it go to the bench. */
function readArguments(given) {
  const cut = given.findIndex((argument) => argument.startsWith('-'));
  const names = cut === -1 ? given : given.slice(0, cut);
  const rest = cut === -1 ? [] : given.slice(cut);
  return { names, forwarded: rest[0] === '--' ? rest.slice(1) : rest };
}

/** The bundles lie inside the server's folder, from where they find its packages. */
async function run(chosen, forwarded) {
  const { bundle } = await import('./lib/bundle.mjs');
  const { WORKERS } = await import('./lib/worker-entries.mjs');
  const folder = mkdtempSync(join(ROOT, 'server/node_modules/.bench-'));
  try {
    const own = chosen.filter((name) => !inBrowser.includes(name));
    const entries = Object.fromEntries(own.map((name) => [name, `server/bench/${name}.bench.ts`]));
    await bundle({ ...entries, ...WORKERS }, folder);
    cpSync(join(ROOT, 'server/src/db/migrations'), join(folder, 'migrations'), { recursive: true });
    const outcomes = chosen.map((name) => {
      console.log(`\n# ${name}`);
      const startedAt = performance.now();
      const args = inBrowser.includes(name)
        ? ['e2e/scripts/bench.mjs', name]
        : ['--enable-source-maps', '--expose-gc', join(folder, `${name}.js`), ...forwarded];
      const status = spawnSync(process.execPath, args, { cwd: ROOT, stdio: 'inherit' }).status ?? 1;
      return { name, status, seconds: (performance.now() - startedAt) / 1_000 };
    });
    console.log('\n# Summary');
    for (const { name, status, seconds } of outcomes)
      console.log(
        `  ${name.padEnd(16)} ${status === 0 ? 'kept  ' : 'FAILED'} ${seconds.toFixed(0).padStart(6)} s`,
      );
    return Math.max(...outcomes.map(({ status }) => status));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
