/** Builds what runs: the server and the command line by esbuild, the web application by Vite. */
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { promisify } from 'node:util';
import { ROOT, forgetBuildStamp, hashSources, writeBuildStamp } from './lib/build-stamp.mjs';
import { bundle } from './lib/bundle.mjs';
import { scriptWords } from './lib/words.mjs';
import { WORKERS } from './lib/worker-entries.mjs';
import { copyWhole } from './lib/write-whole.mjs';

const DIST = join(ROOT, 'server/dist');
const ENTRIES = { main: 'server/src/main.ts', cli: 'server/src/cli/cli.ts', ...WORKERS };
const MIGRATIONS = 'server/src/db/migrations';
const PACKABLE = new Set(['.css', '.html', '.js', '.json', '.svg']);
/** Below this size in bytes packing gains nothing. */
const PACK_FROM = 1024;

const hash = hashSources();
// Whoever looks from now on finds no finished build; what runs goes on with the former files until each is replaced.
forgetBuildStamp();
const outputs = [...(await buildServer()), ...copyMigrations(), ...(await buildWeb())];
writeBuildStamp(hash, outputs);

async function buildServer() {
  const present = Object.entries(ENTRIES).filter(([, source]) => existsSync(join(ROOT, source)));
  if (present.length === 0) return [];
  await timed('server', () => bundle(Object.fromEntries(present), DIST));
  return present.map(([name]) => `server/dist/${name}.js`);
}

function copyMigrations() {
  if (!existsSync(join(ROOT, MIGRATIONS))) return [];
  copyWhole(join(ROOT, MIGRATIONS), join(DIST, 'migrations'));
  return ['server/dist/migrations'];
}

async function buildWeb() {
  if (!existsSync(join(ROOT, 'web/index.html'))) return [];
  const root = join(ROOT, 'web');
  await timed('web', async () => {
    const { build } = await import(pathToFileURL(join(root, 'node_modules/vite/dist/node/index.js')).href);
    process.chdir(root);
    await build({ root, logLevel: 'warn', build: { outDir: join(root, 'dist'), emptyOutDir: true } });
  });
  await timed('packing', () => packFiles(join(root, 'dist')));
  return ['web/dist/index.html'];
}

/** Lays a Brotli and a gzip form beside every text file, so that no request packs anything. */
async function packFiles(folder) {
  const paths = readdirSync(folder, { recursive: true })
    .map((name) => join(folder, name))
    .filter((path) => PACKABLE.has(extname(path)) && statSync(path).size >= PACK_FROM);
  // all at once: the packing threads take one after the other, on every processor
  await Promise.all(paths.map(packFile));
}

async function packFile(path) {
  const content = readFileSync(path);
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: 9,
    [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
  };
  const [brotli, gzipped] = await Promise.all([
    promisify(brotliCompress)(content, { params }),
    promisify(gzip)(content, { level: 9 }),
  ]);
  writeFileSync(`${path}.br`, brotli);
  writeFileSync(`${path}.gz`, gzipped);
}

async function timed(name, work) {
  const startedAt = performance.now();
  await work();
  console.log(scriptWords().built(name, ((performance.now() - startedAt) / 1000).toFixed(1)));
}
