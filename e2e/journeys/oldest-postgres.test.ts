import { copyFileSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { startOldestPostgres } from '../../server/scripts/lib/oldest-postgres.mjs';
import type { RunningPostgres } from '../../server/scripts/lib/oldest-postgres.mjs';
import { makeBuiltServer } from '../fixtures/built-server';
import type { BuiltServer } from '../fixtures/built-server';
import { createChannelClient } from '../fixtures/channel-client';
import { makeChannelKey } from '../fixtures/command-line';
import { signInToConsole } from '../fixtures/console-client';
import { countFitting, importCustomerTable } from '../fixtures/customers';
import { goRound } from '../fixtures/flows/loop-round';
import { useDatabase } from '../fixtures/installation';
import { expect, test } from '../fixtures/journey-test';
import { submitLocalRelease } from '../fixtures/local-release';
import { LOOP_PLANS } from '../fixtures/loop-plan';
import { approveWaiting } from '../fixtures/waiting-request';

/** Making the demo province in an empty database. */
const FIRST_START_MS = 120_000;
/** A start on a database that is there takes about a second; a busy machine is given time. */
const SECOND_START_MS = 30_000;
/** Promised: after an emergency stop no process answers with what was stopped. */
const STOPPED_WITHIN_MS = 2_000;

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

  test('stops a release at both of two processes that serve it', async () => {
    test.setTimeout(SECOND_START_MS + 60_000);
    if (server === undefined || database === undefined || database.problem !== undefined) {
      test.skip(true, database?.problem);
      return;
    }
    const second = await makeBuiltServer(mkdtempSync(join(tmpdir(), 'xietong-second-')));
    try {
      // the keys of the installation are the same on every node
      copyFileSync(join(server.dataFolder, 'secrets.json'), join(second.dataFolder, 'secrets.json'));
      useDatabase(second.dataFolder, database.env);
      await second.start(SECOND_START_MS);
      const secret = await makeChannelKey(server.dataFolder, { channel: 'terminal', cities: ['320100'] });
      const nodes = [server, second].map(({ url }) => createChannelClient(url, secret));
      const author = await signInToConsole(server.url, 'NJ-OPS-01');
      const { number, releaseId } = await submitLocalRelease(author, {
        ...{ standard: '手机报推广', title: '两个节点（演示）', point: 'terminal-idle' },
      });
      await approveWaiting(await signInToConsole(second.url, 'NJ-APR-01'), number);
      const shown = () =>
        Promise.all(
          nodes.map(async (node) => {
            const asked = { requestId: 'stop', city: '320100', points: ['terminal-idle'] };
            const { points } = await node.decide(asked);
            return points.flatMap(({ items }) => items.map(({ campaign }) => campaign)).includes(number);
          }),
        );
      await expect.poll(shown, { timeout: 15_000 }).toEqual([true, true]);

      const reason = '两个节点都要停（演示）';
      await author.mutate('releases.takeDown', { releaseId, reason }, z.unknown());
      await expect.poll(shown, { timeout: STOPPED_WITHIN_MS, intervals: [20] }).toEqual([false, false]);
      // and stays stopped
      expect(await shown()).toEqual([false, false]);
    } finally {
      await second.dispose();
    }
  });
});
