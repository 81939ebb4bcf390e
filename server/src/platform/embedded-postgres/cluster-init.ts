import { spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { StartupError } from '../../config/startup-error';
import { words } from '../../config/words/words';
import type { PostgresBinaries } from './binaries';
import { makePrivateFolder } from './cluster-location';
import { neutralFolder } from './server-user';
import type { ServerUser } from './server-user';

/** One cluster on disk and how its server is to be run. */
export interface ClusterOptions {
  /** The cluster's folder itself, e.g. `<data folder>/postgres`. */
  folder: string;
  binaries: PostgresBinaries;
  user: ServerUser | null;
  superuserPassword: string;
  /** Server settings by name, over PostgreSQL's defaults. */
  settings: Readonly<Record<string, string>>;
  /** Text the server writes; kept beside the cluster. */
  logFile: string;
  /** Off for clusters that live as long as a test run. */
  durable: boolean;
}

/** Made beside its place and then moved there, so that half a cluster never looks like one. */
export function initialiseCluster(options: ClusterOptions): void {
  const draft = `${options.folder}.new`;
  const passwordFolder = `${options.folder}.password`;
  rmSync(draft, { recursive: true, force: true });
  rmSync(passwordFolder, { recursive: true, force: true });
  mkdirSync(dirname(options.folder), { recursive: true, mode: 0o711 });
  makePrivateFolder(draft, options.user);
  makePrivateFolder(passwordFolder, options.user);
  const passwordFile = join(passwordFolder, 'password');
  writeFileSync(passwordFile, options.superuserPassword, { mode: 0o600 });
  if (options.user !== null) chownSync(passwordFile, options.user.uid, options.user.gid);
  try {
    const outcome = spawnSync(
      options.binaries.program('initdb'),
      [
        `--pgdata=${draft}`,
        '--username=postgres',
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale=C',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        ...(options.durable ? ['--data-checksums'] : ['--no-data-checksums', '--no-sync']),
      ],
      { ...options.user, cwd: neutralFolder(), ...serverEnvironment(), encoding: 'utf8' },
    );
    if (outcome.status !== 0) {
      throw new StartupError(
        words().database.notMade(options.folder, outcome.stderr || (outcome.error?.message ?? '')),
      );
    }
    if (existsSync(options.folder)) rmSync(options.folder, { recursive: true });
    renameSync(draft, options.folder);
  } finally {
    rmSync(passwordFolder, { recursive: true, force: true });
    rmSync(draft, { recursive: true, force: true });
  }
}

/** Nothing of the caller's environment may steer the server (PGDATA, PGPORT, LC_ALL …); Windows needs its own. */
export function serverEnvironment(): { env?: Record<string, string> } {
  return process.platform === 'win32' ? {} : { env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' } };
}
