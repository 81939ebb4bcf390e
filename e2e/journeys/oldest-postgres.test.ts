import { startOldestPostgres } from '../../server/scripts/lib/oldest-postgres.mjs';
import type { RunningPostgres } from '../../server/scripts/lib/oldest-postgres.mjs';
import { makeBuiltServer } from '../fixtures/built-server';
import type { BuiltServer } from '../fixtures/built-server';
import { countFitting, importCustomerTable } from '../fixtures/customers';
import { goRound } from '../fixtures/flows/loop-round';
import { useDatabase } from '../fixtures/installation';
import { test } from '../fixtures/journey-test';
import { LOOP_PLANS } from '../fixtures/loop-plan';

/** Making the demo province in an empty database. */
const FIRST_START_MS = 120_000;

test.describe('the oldest PostgreSQL that is supported', () => {
  let database: RunningPostgres | { problem: string } | undefined;
  let server: BuiltServer | undefined;
  test.beforeAll(async () => {
    test.setTimeout(FIRST_START_MS + 310_000);
    database = await startOldestPostgres();
    if (database.problem !== undefined) return;
    server = await makeBuiltServer();
    useDatabase(server.dataFolder, database.env);
    await server.start(FIRST_START_MS);
  });
  test.afterAll(async () => {
    await server?.dispose();
    if (database?.problem === undefined) await database?.close();
  });

  test('carries the whole loop, from the standard to the audit', async ({ seat }) => {
    test.setTimeout(900_000);
    if (server === undefined) {
      process.stderr.write(`\n!!! NOT TRIED: ${database?.problem ?? ''}\n\n`);
      test.skip(true, database?.problem);
      return;
    }
    const { url, dataFolder } = server;
    await importCustomerTable(dataFolder);
    // without the examination of every page, which the Chinese one does elsewhere
    const plan = LOOP_PLANS.find(({ language }) => language === 'en');
    if (plan === undefined) throw new Error('there is no plan of the loop');
    const fittingInNanjing = await countFitting(dataFolder, '320100');
    await goRound({ plan, seat: (sitting) => seat({ ...sitting, url }), url, dataFolder, fittingInNanjing });
  });
});
