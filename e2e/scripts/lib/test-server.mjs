/**
 * The built server with its demo province, on an embedded database in a folder of its own, or, with
 * XIETONG_TEST_POSTGRES=15, on the oldest PostgreSQL that is supported.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startOldestPostgres } from '../../../server/scripts/lib/oldest-postgres.mjs';
import { startNode, stop } from './run-process.mjs';

/** Time to make the database and fill the demo province, in milliseconds. */
const START_MS = 180_000;
const POLL_MS = 250;

/**
 * Starts server/dist/main.js and resolves to {url, env, close} when it is ready; `env` is what the
 * journeys need to know of it.
 * @throws Error with the end of its output when it ends or does not get ready in time
 */
export async function startTestServer(root) {
  const data = mkdtempSync(join(tmpdir(), 'xietong-e2e-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = {
    PORT: String(port),
    HOST: '127.0.0.1',
    XIETONG_DATA: data,
    XIETONG_DEMO: '1',
    LOG_LEVEL: 'warn',
    NODE_ENV: 'production',
  };
  // a database of the surroundings is not ours to fill
  for (const name of ['DATABASE_URL', 'DATABASE_OWNER_URL', 'DATABASE_ENGINE_URL', 'DATABASE_AUTH_URL'])
    env[name] = '';
  const database = await startDatabase();
  Object.assign(env, database.env);
  const { child, ended, outputSoFar } = startNode(['--enable-source-maps', 'server/dist/main.js'], {
    cwd: root,
    env,
  });
  const close = async () => {
    await stop(child);
    await ended;
    await database.close();
    rmSync(data, { recursive: true, force: true });
  };
  const problem = await waitUntilReady(url, child);
  const journeys = Object.entries(database.env).map(([name, value]) => [`XIETONG_E2E_${name}`, value]);
  if (problem === null)
    return { url, env: { XIETONG_E2E_DATA: data, ...Object.fromEntries(journeys) }, close };
  await close();
  throw new Error(`The server ${problem}:\n${outputSoFar().slice(-4000)}`);
}

/** What was asked for is tried or fails: nobody shall think that it was tried. */
async function startDatabase() {
  const wanted = process.env.XIETONG_TEST_POSTGRES ?? '';
  if (wanted === '') return { env: {}, close: () => Promise.resolve() };
  if (wanted !== '15') throw new Error('XIETONG_TEST_POSTGRES may be 15 alone.');
  const database = await startOldestPostgres();
  if (database.problem !== undefined) throw new Error(database.problem);
  console.log(`Database: PostgreSQL ${database.version}`);
  return database;
}

async function waitUntilReady(url, child) {
  const deadline = Date.now() + START_MS;
  while (Date.now() < deadline) {
    if (child.exitCode !== null || child.signalCode !== null) return 'ended before it was ready';
    const response = await fetch(`${url}/readyz`).catch(() => null);
    if (response?.ok) return null;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  return `was not ready after ${START_MS / 1000} s`;
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
