import { Registry } from 'prom-client';
import { pino } from 'pino';
import { createApp } from '../app';
import { BODY_ALLOWANCES, compose } from '../composition';
import { composeOnClock } from '../compose-on-clock';
import { answerError } from '../http/error-response';
import { systemClock } from '../platform/clock';
import { UNSEEN_ROOM } from '../platform/free-space';
import { systemIds } from '../platform/ids';
import { actAsDemoStaff, DEMO_PASSWORD, DEMO_SIGN_INS, prepareProvince } from '../scenarios';
import { createTestDatabase } from './test-database';
import type { TestDatabase } from './test-database';

const logger = pino({ level: 'silent' });

/** The demo province in a database of its own, with the whole application on it; where it listens, if it does. */
export async function createDemoWorld(baseUrl = () => 'http://localhost') {
  const database = await createTestDatabase();
  const { secrets, dataFolder } = database;
  const installation = { databases: database, secrets, dataFolder, room: UNSEEN_ROOM };
  await prepareProvince(installation, {
    demo: true,
    clock: systemClock,
    ids: systemIds,
    compose: composeOnClock(installation, logger, systemIds),
    say: () => undefined,
    logger,
  });
  return serveDemo(database, baseUrl);
}
export type DemoWorld = Awaited<ReturnType<typeof createDemoWorld>>;

/** The whole application on a database that holds the demo province already. */
export async function serveDemo(database: TestDatabase, baseUrl = () => 'http://localhost') {
  const { secrets, dataFolder } = database;
  const composition = compose({
    databases: database,
    secrets,
    dataFolder,
    room: UNSEEN_ROOM,
    clock: systemClock,
    ids: systemIds,
    logger,
    demo: { password: DEMO_PASSWORD, signIns: DEMO_SIGN_INS },
    tls: false,
    version: '0.0.0',
    baseUrl,
    isAlone: false,
  });
  await composition.snapshots.refresh();
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
  return { database, composition, app, as: await actAsDemoStaff(database.owner, systemIds) };
}
