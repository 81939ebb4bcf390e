/** Tells whether the build is that of the present sources, without reading them. Plain Node. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeWhole } from './write-whole.mjs';

export const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

const STAMP = join(ROOT, 'server/dist/build-stamp.json');
const SOURCES = [
  'pnpm-lock.yaml',
  'tsconfig.base.json',
  'server/package.json',
  'server/scripts/build.mjs',
  'server/scripts/lib',
  'server/src',
  'shared/package.json',
  'shared/src',
  'web/index.html',
  'web/package.json',
  'web/public',
  'web/src',
  'web/tsconfig.json',
  'web/vite.config.ts',
];

/** True when the last build finished and no source has changed size or time since. */
export function isBuildFresh() {
  if (!existsSync(STAMP)) return false;
  const { hash, outputs } = JSON.parse(readFileSync(STAMP, 'utf8'));
  return hash === hashSources() && outputs.every((path) => existsSync(join(ROOT, path)));
}

/** From now on the build counts as unfinished. */
export function forgetBuildStamp() {
  rmSync(STAMP, { force: true });
}

/** Remembers a finished build; `outputs` are paths from the repository's root that must exist. */
export function writeBuildStamp(hash, outputs) {
  writeWhole(STAMP, `${JSON.stringify({ hash, outputs })}\n`);
}

/** Hex SHA-256 over path, size and time of every source; tests do not count. */
export function hashSources() {
  const hash = createHash('sha256');
  for (const path of SOURCES) addToHash(hash, path);
  return hash.digest('hex');
}

function addToHash(hash, path) {
  const absolute = join(ROOT, path);
  if (!existsSync(absolute)) return;
  const stat = statSync(absolute);
  if (stat.isDirectory()) {
    for (const name of readdirSync(absolute).sort()) addToHash(hash, `${path}/${name}`);
  } else if (!/[.]test[.]ts$/.test(path)) {
    hash.update(`${path}\0${stat.size}\0${stat.mtimeMs}\n`);
  }
}
