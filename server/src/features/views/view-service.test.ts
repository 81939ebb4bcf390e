import { MAX_VIEWS, type CreateViewInput } from '@xietong/shared/views';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Call } from '../../access/call';
import { systemIds } from '../../platform/ids';
import { createTestDatabase } from '../../testing/test-database';
import type { TestDatabase } from '../../testing/test-database';
import { createTestProvince } from '../../testing/tenant-factory';
import { createViewService } from './view-service';

let database: TestDatabase;
let me: Call;
let colleague: Call;
const acts: string[] = [];
const audit = {
  success: (_tx: unknown, _call: unknown, { act }: { act: string }) => {
    acts.push(act);
    return Promise.resolve();
  },
  standalone: () => Promise.resolve(),
};
const clock = { now: () => new Date('2026-11-22T02:00:00.000Z') };
const views = () => createViewService({ database: database.app, clock, ids: systemIds, audit });
const input = (name: string, more: Partial<CreateViewInput> = {}): CreateViewInput => ({
  list: 'campaigns',
  name,
  query: { state: ['DRAFT'], q: '手机报' },
  ...more,
});

beforeAll(async () => {
  database = await createTestDatabase();
  const world = await createTestProvince(database);
  me = await world.call(world.nanjing, 'OPERATOR');
  colleague = await world.call(world.nanjing, 'OPERATOR');
});
afterAll(() => database.close());

describe('saved views', () => {
  it('are kept, changed and put away by their person, each act audited', async () => {
    const made = await views().create(me, input('草稿'));
    expect(await views().list(me, { list: 'campaigns' })).toEqual([made]);
    expect(await views().list(me, { list: 'audit' })).toEqual([]);
    const changed = await views().update(me, { id: made.id, query: { state: ['PUBLISHED'] } });
    expect(await views().list(me, { list: 'campaigns' })).toEqual([changed]);
    await views().archive(me, { id: made.id });
    expect(await views().list(me, { list: 'campaigns' })).toEqual([]);
    expect(acts).toEqual(['savedViews.create', 'savedViews.update', 'savedViews.archive']);
    await views().create(me, input('草稿'));
  });

  it('do not exist for a colleague, in the database neither', async () => {
    const made = await views().create(me, input('我的', { list: 'audit' }));
    expect(await views().list(colleague, { list: 'audit' })).toEqual([]);
    for (const act of [
      () => views().update(colleague, { id: made.id, query: {} }),
      () => views().archive(colleague, { id: made.id }),
    ])
      await expect(act()).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const seen = await database.app.transaction(async (tx) => {
      const { tenant } = colleague.actor;
      await tx.execute(`select set_config('app.tenant', '${tenant.id}', true)`);
      if (colleague.actor.kind === 'PERSON')
        await tx.execute(`select set_config('app.actor', '${colleague.actor.personId}', true)`);
      return (await tx.execute('select 1 from saved_view')).rowCount;
    });
    expect(seen).toBe(0);
  });

  it('have one name each, are not endless and hold no customer’s number', async () => {
    await views().create(me, input('重名', { list: 'events' }));
    await expect(views().create(me, input('重名', { list: 'events' }))).rejects.toMatchObject({
      code: 'VIEW_NAME_TAKEN',
    });
    for (const number of [
      '+86 154-0000-1234',
      '张先生15400001234',
      '❶❺❹⓿⓿⓿⓿❶❷❸❹',
      '1、5、4、0、0、0、0、1、2、3、4',
    ]) {
      const holds = { code: 'VIEW_HOLDS_PHONE' };
      const kept = views().create(me, input('号码', { list: 'events', query: { q: ['x', number] } }));
      await expect(kept).rejects.toMatchObject(holds);
      await expect(views().create(me, input(number, { list: 'events' }))).rejects.toMatchObject(holds);
    }
    for (let n = 1; n < MAX_VIEWS; n += 1)
      await views().create(me, input(`第${String(n)}个`, { list: 'events' }));
    await expect(views().create(me, input('再一个', { list: 'events' }))).rejects.toMatchObject({
      code: 'VIEW_TOO_MANY',
    });
  });
});
