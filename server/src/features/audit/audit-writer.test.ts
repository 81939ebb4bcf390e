import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asCaller } from '../../access/as-caller';
import type { Call } from '../../access/call';
import { systemIds } from '../../platform/ids';
import { createTestDatabase } from '../../testing/test-database';
import type { TestDatabase } from '../../testing/test-database';
import { createTestProvince } from '../../testing/tenant-factory';
import { createAuditWriter } from './audit-writer';

let database: TestDatabase;
let operator: Call;
let audit: ReturnType<typeof createAuditWriter>;
beforeAll(async () => {
  database = await createTestDatabase();
  const world = await createTestProvince(database);
  operator = await world.call(world.nanjing, 'OPERATOR');
  audit = createAuditWriter({
    ...{
      db: database.app,
      clock: { now: () => new Date() },
      ids: systemIds,
      logger: pino({ enabled: false }),
    },
    province: () => Promise.resolve(world.province),
  });
});
afterAll(() => database.close());

const subject = { type: 'LocalCampaign', id: '01a00000-0000-7000-8000-000000000000' } as const;
const calling = (act: string): Call => ({ ...operator, requestId: systemIds.next(), act });
async function eventsOf({ requestId }: Call): Promise<string[]> {
  const { rows } = await database.owner.$client.query<{ act: string }>(
    'select act from audit_event where request_id = $1 order by id',
    [requestId],
  );
  return rows.map(({ act }) => act);
}

describe('the act of a call', () => {
  it('is written by whoever does it, and by the edge where nobody did', async () => {
    const [told, untold] = [calling('localCampaigns.archive'), calling('localCampaigns.archive')];
    await audit.standalone(told, { act: 'localCampaigns.archive', subject });
    for (const call of [told, untold]) {
      await audit.completed(call, { act: 'localCampaigns.archive', subject });
      expect(await eventsOf(call)).toEqual(['localCampaigns.archive']);
    }
  });

  it('may have others follow from it, each under a name of its own', async () => {
    const call = calling('campaigns.retire');
    for (const act of ['campaigns.retire', 'releases.pause', 'releases.pause'])
      await audit.standalone(call, { act, subject });
    await audit.completed(call, { act: 'campaigns.retire', subject });
    expect(await eventsOf(call)).toEqual(['campaigns.retire', 'releases.pause', 'releases.pause']);
  });

  it('is refused a second time, with everything that was done', async () => {
    const call = calling('releases.takeDown');
    await expect(
      asCaller(database.app, call, async (tx) => {
        await audit.success(tx, call, { act: 'releases.takeDown', subject });
        await audit.success(tx, call, { act: 'releases.takeDown', subject });
      }),
    ).rejects.toThrow('a second event of releases.takeDown');
    expect(await eventsOf(call)).toEqual([]);
  });
});
