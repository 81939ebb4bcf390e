import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The folder that holds the whole installation: the nearest parent with the
 * workspace file. Works from the sources and from the bundle alike.
 */
export function findInstallationRoot(from: string = fileURLToPath(import.meta.url)): string {
  const start = dirname(from);
  for (let folder = start; ;) {
    if (existsSync(join(folder, 'pnpm-workspace.yaml'))) return folder;
    const parent = dirname(folder);
    if (parent === folder) return process.cwd();
    folder = parent;
  }
}
