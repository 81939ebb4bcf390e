import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asCaller } from '../../access/as-caller';
import type { FailurePort } from '../../access/audit-port';
import type { Call } from '../../access/call';
import { withTenant } from '../../platform/database';
import type { Tx } from '../../platform/database';
import { REFUSAL_ROOM, roomIn, SPACE_NEEDED, URGENT_ROOM } from '../../platform/free-space';
import { systemIds } from '../../platform/ids';
import { createTestDatabase } from '../../testing/test-database';
import type { TestDatabase } from '../../testing/test-database';
import { createTestProvince } from '../../testing/tenant-factory';
import { createAuditWriter } from './audit-writer';
import { createAuditWriterWithRoom, failuresWithRoom } from './failures-with-room';

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

describe('a refusal', () => {
  const refused = (requestId: string, id: string | null) => ({
    ...({ actor: operator.actor, act: 'campaigns.publish', result: 'REFUSED', code: 'FORBIDDEN' } as const),
    ...{ subject: { type: 'LocalCampaign', id } as const, requestId, address: null },
  });
  const owner = (text: string) => database.owner.$client.query<{ subject_id: string }>(text);

  it('is written into a quarter of what is kept for the database, and the flood of them no further', async () => {
    const [bytesOfOne, requestId] = [1024 * 1024, systemIds.next()];
    let left = SPACE_NEEDED;
    const writing: FailurePort = {
      failure: async (entry) => {
        await audit.failure(entry);
        left -= bytesOfOne;
      },
    };
    const bounded = failuresWithRoom(
      writing,
      roomIn('/', () => left),
      pino({ enabled: false }),
    );
    for (let n = 0; n < 300; n += 1) await bounded.failure(refused(requestId, null));
    expect(left).toBe(SPACE_NEEDED - REFUSAL_ROOM - bytesOfOne);
    expect(left).toBeGreaterThan(SPACE_NEEDED - URGENT_ROOM);
    const kept = await eventsOf({ ...operator, requestId });
    expect(kept).toHaveLength(REFUSAL_ROOM / bytesOfOne + 1);
  });

  it('leaves that room as reads of personal data do, which are not answered without their event', async () => {
    let left = SPACE_NEEDED - REFUSAL_ROOM;
    const room = roomIn('/', () => left);
    const clock = { now: () => new Date() };
    const bounded = createAuditWriterWithRoom({
      ...{ db: database.app, clock, ids: systemIds, logger: pino({ enabled: false }), room },
      province: () => Promise.resolve(null),
    });
    const read = calling('people.list');
    await bounded.completed(read, { act: 'people.list', subject, after: { rows: 1 } });
    left -= 1;
    const refusal = { code: 'STORAGE_FULL' };
    const again = bounded.completed(calling('people.list'), {
      act: 'people.list',
      subject,
      after: { rows: 1 },
    });
    await expect(again).rejects.toMatchObject(refusal);
    const takedown = calling('releases.takeDown');
    await bounded.completed(takedown, { act: 'releases.takeDown', subject });
    expect([await eventsOf(read), await eventsOf(takedown)]).toEqual([
      ['people.list'],
      ['releases.takeDown'],
    ]);
  });

  it('is in the log, whatever was put in the place of an id', async () => {
    for (const [n, id] of ['\u0000', 'a\ud800b'].entries()) {
      await audit.failure(refused(`odd-${String(n)}`, id));
      const { rows } = await owner(
        `select subject_id from audit_event where request_id = 'odd-${String(n)}'`,
      );
      expect(rows).toEqual([{ subject_id: ['\ufffd', 'a\ufffdb'][n] }]);
    }
  });

  it('is in the log without what was wanted, where the database does not take that', async () => {
    await owner(`alter table audit_event add constraint picky check (subject_id <> 'odd')`);
    try {
      await audit.failure(refused('picky-1', 'odd'));
    } finally {
      await owner('alter table audit_event drop constraint picky');
    }
    const { rows } = await owner(`select subject_id from audit_event where request_id = 'picky-1'`);
    expect(rows).toEqual([{ subject_id: '' }]);
  });
});

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

  it('is written by the edge, too, where what follows from it alone was written', async () => {
    const call = calling('campaigns.retire');
    await audit.standalone(call, { act: 'releases.pause', subject });
    await audit.completed(call, { act: 'campaigns.retire', subject });
    expect(await eventsOf(call)).toEqual(['releases.pause', 'campaigns.retire']);
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

  it('was not done where its transaction was undone, and can be done again', async () => {
    const [undone, again] = [calling('localCampaigns.archive'), calling('localCampaigns.archive')];
    const archive = (call: Call, fails: boolean) =>
      asCaller(database.app, call, async (tx) => {
        await audit.success(tx, call, { act: 'localCampaigns.archive', subject });
        if (fails) throw new Error('undone');
      });
    for (const call of [undone, again]) await expect(archive(call, true)).rejects.toThrow('undone');
    await archive(again, false);
    for (const call of [undone, again]) {
      await audit.completed(call, { act: 'localCampaigns.archive', subject });
      expect(await eventsOf(call)).toEqual(['localCampaigns.archive']);
    }
    await expect(archive(again, false)).rejects.toThrow('a second event');
  });

  it('stands with the outermost transaction, or is undone alone inside it', async () => {
    const [kept, lost] = [calling('localCampaigns.archive'), calling('localCampaigns.archive')];
    const scope = { tenantId: kept.actor.tenant.id, actorId: null, requestId: null };
    const within = (tx: Tx, call: Call) =>
      withTenant(tx, scope, (inner) =>
        audit.success(inner, call, { act: 'localCampaigns.archive', subject }),
      );
    await asCaller(database.app, kept, async (tx) => {
      await within(tx, kept);
      await expect(within(tx, kept)).rejects.toThrow('a second event');
    });
    await expect(
      asCaller(database.app, lost, async (tx) => {
        await within(tx, lost);
        throw new Error('undone');
      }),
    ).rejects.toThrow('undone');
    for (const call of [kept, lost]) {
      await audit.completed(call, { act: 'localCampaigns.archive', subject });
      expect(await eventsOf(call)).toEqual(['localCampaigns.archive']);
    }
  });
});
