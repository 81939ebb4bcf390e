/** Writes files so that nobody who reads at the same time ever meets half of one. Plain Node. */
import { mkdirSync, readFileSync, readdirSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The file is its former self or the new one, whole, at every instant. */
export function writeWhole(path, content) {
  mkdirSync(dirname(path), { recursive: true });
  const part = `${path}.${process.pid}.part`;
  writeFileSync(part, content);
  renameSync(part, path);
}

/** Copies a folder with everything in it, file by file as `writeWhole`. */
export function copyWhole(from, to) {
  for (const name of readdirSync(from, { recursive: true })) {
    const path = join(from, name);
    if (statSync(path).isFile()) writeWhole(join(to, name), readFileSync(path));
  }
}
