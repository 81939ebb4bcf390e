/** A server of the oldest PostgreSQL that is supported, for tests: Debian's package, in a folder of its own. Plain Node. */
import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MAJOR = 15;
const DEBIAN = `/usr/lib/postgresql/${MAJOR}/bin`;
/** Time for apt-get, in milliseconds. */
const INSTALL_MS = 300_000;
const isRoot = process.getuid?.() === 0;
/** PostgreSQL refuses to run as root. */
const account = isRoot ? { uid: 65534, gid: 65534 } : {};
const PASSWORD = 'xietong-test-154';

/**
 * Starts it, with an empty database, its owner and the serving role made as an administrator would.
 * Resolves to {version, env, close}, `env` being what the program needs to use it, or to {problem}
 * where there is none and none can be installed.
 */
export async function startOldestPostgres() {
  const bin = findPrograms();
  if (bin === null) {
    const how = `Install Debian's postgresql-${MAJOR}, or name its folder of programs: POSTGRES_${MAJOR}_BIN=/path/bin`;
    return { problem: `No PostgreSQL ${MAJOR} is here and none could be installed. ${how}` };
  }
  const folder = mkdtempSync(join(tmpdir(), 'xietong-pg15-'));
  chmodSync(folder, 0o711);
  const data = join(folder, 'data');
  const close = async () => {
    spawnSync(join(bin, 'pg_ctl'), ['stop', '-D', data, '-m', 'immediate', '-w'], { ...account, cwd: '/' });
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
  };
  try {
    const port = await freePort();
    makeCluster(bin, data);
    const settings = `-p ${port} -k ${folder} -c listen_addresses=127.0.0.1 -c fsync=off`;
    // the folder is the server's: its socket goes there, too
    if (isRoot) chownSync(folder, account.uid, account.gid);
    run(join(bin, 'pg_ctl'), ['start', '-D', data, '-w', '-l', join(data, 'log'), '-o', settings]);
    const version = administrate(bin, port);
    const url = (role) => `postgresql://${role}:${PASSWORD}@127.0.0.1:${port}/xietong`;
    return {
      version,
      env: { DATABASE_URL: url('xietong_app'), DATABASE_OWNER_URL: url('xietong_owner') },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function makeCluster(bin, data) {
  mkdirSync(data, { mode: 0o700 });
  const passwordFile = `${data}.password`;
  writeFileSync(passwordFile, PASSWORD, { mode: 0o600 });
  for (const path of isRoot ? [data, passwordFile] : []) chownSync(path, account.uid, account.gid);
  const how = ['--username=postgres', `--pwfile=${passwordFile}`, '--auth=scram-sha-256', '--no-sync'];
  run(join(bin, 'initdb'), ['-D', data, ...how, '--encoding=UTF8', '--locale=C.UTF-8']);
  rmSync(passwordFile);
}

/** The statements of server/README.md; returns the server's version. */
function administrate(bin, port) {
  const statements = [
    `create role xietong_owner login createrole password '${PASSWORD}'`,
    `create role xietong_app login password '${PASSWORD}'`,
    'create database xietong owner xietong_owner',
    'show server_version',
  ];
  const parameters = ['-h', '127.0.0.1', '-p', String(port), '-U', 'postgres', '-d', 'postgres', '-qAt'];
  const commands = statements.flatMap((statement) => ['-c', statement]);
  return run(join(bin, 'psql'), ['-v', 'ON_ERROR_STOP=1', ...parameters, ...commands]).trim();
}

function findPrograms() {
  const given = process.env[`POSTGRES_${MAJOR}_BIN`];
  if (given) return given;
  if (!existsSync(join(DEBIAN, 'initdb'))) installPackage();
  return existsSync(join(DEBIAN, 'initdb')) ? DEBIAN : null;
}

function installPackage() {
  if (!isRoot || !existsSync('/etc/debian_version')) return;
  console.error(`Installing postgresql-${MAJOR} …`);
  const options = {
    stdio: 'ignore',
    timeout: INSTALL_MS,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  };
  spawnSync('apt-get', ['update', '-qq'], options);
  spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', `postgresql-${MAJOR}`], options);
}

/** What the program prints. @throws Error with what it complains of */
function run(program, parameters) {
  const env = { PATH: '/usr/bin:/bin', LC_ALL: 'C.UTF-8', TZ: 'UTC', PGPASSWORD: PASSWORD };
  // a started server holds on to what it inherits: nothing waits for its output
  const stdio = parameters[0] === 'start' ? 'ignore' : 'pipe';
  const outcome = spawnSync(program, parameters, { ...account, cwd: '/', env, encoding: 'utf8', stdio });
  if (outcome.status === 0) return outcome.stdout ?? '';
  throw new Error(`${program} failed: ${outcome.stderr ?? outcome.error?.message ?? ''}`);
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
