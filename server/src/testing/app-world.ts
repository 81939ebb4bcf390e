import { pino } from 'pino';
import { Registry } from 'prom-client';
import { createApp } from '../app';
import { BODY_ALLOWANCES, compose } from '../composition';
import { answerError } from '../http/error-response';
import { UNSEEN_ROOM } from '../platform/free-space';
import { systemIds } from '../platform/ids';
import { createTestDatabase } from './test-database';
import { createTestProvince } from './tenant-factory';

/**
 * The whole server on a database of its own, without a socket: requests go through `app.request()`.
 * The clock stands still until a test moves it.
 */
export async function createAppWorld(startsAt = '2026-11-22T02:00:00.000Z') {
  const database = await createTestDatabase();
  const tenants = await createTestProvince(database);
  await tenants.points();
  const clock = { at: new Date(startsAt), now: () => clock.at };
  const logger = pino({ level: 'silent' });
  const composition = compose({
    databases: database,
    secrets: database.secrets,
    dataFolder: database.dataFolder,
    room: UNSEEN_ROOM,
    clock,
    ids: systemIds,
    logger,
    demo: null,
    tls: false,
    version: 'test',
    baseUrl: () => 'http://127.0.0.1:9',
    isAlone: false,
  });
  const app = createApp({
    trustedProxies: [],
    logger,
    newId: systemIds.next,
    metrics: { registry: new Registry(), token: null },
    webRoot: null,
    tls: false,
    bodyAllowances: BODY_ALLOWANCES,
    room: UNSEEN_ROOM,
    onTurnedAway: composition.onTurnedAway,
    routes: composition.routes,
    readiness: () => Promise.resolve({ ready: true, parts: {} }),
    answerError,
  });
  return { ...composition, app, clock, database, tenants, close: () => database.close() };
}
export type AppWorld = Awaited<ReturnType<typeof createAppWorld>>;
