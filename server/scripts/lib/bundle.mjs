/** Bundles TypeScript of ours for Node; the packages that the server declares stay outside. */
import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { build } from 'esbuild';
import { ROOT } from './build-stamp.mjs';
import { writeWhole } from './write-whole.mjs';

/** Ours are TypeScript sources, which Node cannot run. */
const OURS = '@xietong/';

const manifest = JSON.parse(readFileSync(join(ROOT, 'server/package.json'), 'utf8'));
const declared = new Set(
  [manifest.dependencies, manifest.optionalDependencies, manifest.devDependencies]
    .flatMap((group) => Object.keys(group ?? {}))
    .filter((name) => !name.startsWith(OURS)),
);

/**
 * What only shared declares cannot be found from the bundle, so it goes into it; what the server
 * declares, too, stays outside, so that there is one instance of it.
 */
const keepDeclaredOutside = {
  name: 'keep-declared-outside',
  setup({ onResolve }) {
    onResolve({ filter: /^[^./]/ }, ({ path, kind }) => {
      const outside = kind !== 'entry-point' && (isBuiltin(path) || declared.has(packageName(path)));
      return outside ? { path, external: true } : undefined;
    });
  },
};

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
    logLevel: 'warning',
    plugins: [keepDeclaredOutside],
    write: false,
  });
  for (const { path, contents } of outputFiles) writeWhole(path, contents);
}
