/** Bundles TypeScript of ours for Node, with the packages that it needs. */
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { build } from 'esbuild';
import { ROOT } from './build-stamp.mjs';
import { writeWhole } from './write-whole.mjs';

const manifest = JSON.parse(readFileSync(join(ROOT, 'server/package.json'), 'utf8'));
/**
 * What stays outside: native code and files of its own are found from its own folder; a workbook is rarely written, and
 * its library is large; what only tests and measurements need is theirs. Everything else goes into the bundle: a program
 * that reads one file starts in half of the time that hundreds of small ones take.
 */
const OUTSIDE = new Set([
  '@node-rs/argon2',
  'esbuild',
  'exceljs',
  'pg-native',
  'sharp',
  'swagger-ui-dist',
  ...Object.keys(manifest.devDependencies),
]);

const keepOutside = {
  name: 'keep-outside',
  setup({ onResolve }) {
    onResolve({ filter: /^[^./]/ }, ({ path, kind }) => {
      const outside = kind !== 'entry-point' && (isBuiltin(path) || OUTSIDE.has(packageName(path)));
      return outside ? { path, external: true } : undefined;
    });
  },
};

/** An empty map: Node reads a program's map whenever one is made, and nobody looks into packages with it. */
const NO_MAP = `\n//# sourceMappingURL=data:application/json;base64,${Buffer.from('{"version":3,"sources":[""],"mappings":"A"}').toString('base64')}`;
const mapOursAlone = {
  name: 'map-ours-alone',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]node_modules[\\/].*\.[cm]?js$/ }, async ({ path }) => ({
      contents: (await readFile(path, 'utf8')) + NO_MAP,
      loader: 'js',
    }));
  },
};

/** Packages that are CommonJS ask for Node's modules, and some for their place, as such do. */
const COMMONJS = [
  `import { createRequire as xCreateRequire } from 'node:module';`,
  `import { dirname as xDirname } from 'node:path';`,
  `import { fileURLToPath as xFileURLToPath } from 'node:url';`,
  `const require = xCreateRequire(import.meta.url);`,
  `const __filename = xFileURLToPath(import.meta.url);`,
  `const __dirname = xDirname(__filename);`,
].join('');

function packageName(path) {
  return path
    .split('/')
    .slice(0, path.startsWith('@') ? 2 : 1)
    .join('/');
}

/**
 * Bundles `entries` (name → path from the repository's root) into `folder`/name.js as ES modules with source maps. A
 * program that starts meanwhile finds the former module or the new one: an empty module would end without a word.
 */
export async function bundle(entries, folder) {
  const { outputFiles } = await build({
    absWorkingDir: ROOT,
    entryPoints: Object.fromEntries(Object.entries(entries).map(([name, path]) => [name, join(ROOT, path)])),
    outdir: folder,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    sourcemap: true,
    sourcesContent: false,
    minifyWhitespace: true,
    minifySyntax: true,
    banner: { js: COMMONJS },
    logLevel: 'warning',
    plugins: [keepOutside, mapOursAlone],
    write: false,
  });
  for (const { path, contents } of outputFiles) writeWhole(path, contents);
}
