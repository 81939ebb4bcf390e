/**
 * The built server with its demo province, on an embedded database in a folder of its own, or, with
 * XIETONG_TEST_POSTGRES=15, on the oldest PostgreSQL that is supported.
 */
import { spawnSync } from 'node:child_process';
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
 * journeys need to know of it. With `keepsDemo` a copy of the data folder as it was filled is laid aside for
 * installations of their own, which need not be filled once more; where it can be had.
 * @throws Error with the end of its output when it ends or does not get ready in time
 */
export async function startTestServer(root, { keepsDemo = false } = {}) {
  const data = mkdtempSync(join(tmpdir(), 'xietong-e2e-'));
  const demo = keepsDemo ? mkdtempSync(join(tmpdir(), 'xietong-demo-')) : null;
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
  const serve = async () => {
    const started = startNode(['--enable-source-maps', 'server/dist/main.js'], { cwd: root, env });
    return { ...started, problem: await waitUntilReady(url, started.child) };
  };
  const end = async ({ child, ended }) => {
    await stop(child);
    await ended;
  };
  let server = await serve();
  const journeys = { XIETONG_E2E_DATA: data };
  if (demo !== null && server.problem === null && database.isEmbedded) {
    await end(server);
    copyFolder(data, demo);
    journeys.XIETONG_E2E_DEMO = demo;
    server = await serve();
  }
  const close = async () => {
    await end(server);
    await database.close();
    for (const folder of [data, demo]) if (folder !== null) rmSync(folder, { recursive: true, force: true });
  };
  for (const [name, value] of Object.entries(database.env)) journeys[`XIETONG_E2E_${name}`] = value;
  if (server.problem === null) return { url, env: journeys, close };
  await close();
  throw new Error(`The server ${server.problem}:\n${server.outputSoFar().slice(-4000)}`);
}

/** With its owners, of whom the database is one. */
function copyFolder(from, to) {
  const { status, stderr } = spawnSync('cp', ['-a', `${from}/.`, to], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${from} could not be copied: ${stderr}`);
}

/** What was asked for is tried or fails: nobody shall think that it was tried. */
async function startDatabase() {
  const wanted = process.env.XIETONG_TEST_POSTGRES ?? '';
  if (wanted === '') return { isEmbedded: true, env: {}, close: () => Promise.resolve() };
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
