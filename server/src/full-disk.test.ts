import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { eq } from 'drizzle-orm';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Call } from './access/call';
import { createApp } from './app';
import { BODY_ALLOWANCES } from './composition';
import { composeOnClock } from './compose-on-clock';
import type { Composition } from './composition';
import { loadConfig } from './config/load-config';
import { openInstallation } from './db/open-installation';
import type { Installation } from './db/open-installation';
import { auditEvent, customerList, listMember, subscriber } from './db/schema';
import { answerError } from './http/error-response';
import { systemClock } from './platform/clock';
import { openDatabaseServer } from './platform/database-server';
import { withClient } from './platform/database-urls';
import { chooseServerUser } from './platform/embedded-postgres/server-user';
import { REFUSAL_ROOM, roomIn, roomOf, SPACE_NEEDED } from './platform/free-space';
import { systemIds } from './platform/ids';
import { withAddress } from './platform/postgres-url';
import { ensureBaseProvince, machineCall } from './scenarios';
import { makeSmallDisk } from './testing/small-disk';

const logger = pino({ level: 'silent' });
const MEBIBYTE = 1024 * 1024;
const many = (count: number) =>
  Readable.from([
    Buffer.from(Array.from({ length: count }, (_, n) => `154${String(n).padStart(8, '0')}`).join('\n')),
  ]);

/** On a database server of its own: a server without room on one of its disks can do no checkpoint for anybody. */
let folder: string;
let installation: Installation;
let superuserUrl: string;
let composition: Composition;
let app: ReturnType<typeof createApp>;
let nanjing: Call;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'xietong-full-'));
  // or root's database, which runs under another account, could not enter it and would lie elsewhere
  chmodSync(folder, 0o711);
  const config = loadConfig({ XIETONG_DATA: join(folder, 'data') });
  installation = await openInstallation(config, logger);
  const server = await openDatabaseServer(config, installation.secrets);
  superuserUrl = withAddress(server.cluster?.superuserUrl ?? '', { database: 'xietong' });
  await server.release();
  const { databases } = installation;
  await ensureBaseProvince({ owner: databases.owner, ids: systemIds, clock: systemClock });
  composition = composeOnClock(installation, logger, systemIds)(systemClock);
  app = createApp({
    trustedProxies: [],
    ...{ logger, newId: systemIds.next, metrics: { registry: new Registry(), token: null }, webRoot: null },
    room: installation.room,
    ...{ tls: false, bodyAllowances: BODY_ALLOWANCES, routes: composition.routes, answerError },
    ...{
      readiness: () => Promise.resolve({ ready: true, parts: {} }),
      onTurnedAway: composition.onTurnedAway,
    },
  });
  nanjing = await machineCall(databases.owner, 'CLI', systemIds.next(), '320100');
}, 60_000);
afterAll(async () => {
  await installation.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
});

const imports = () => composition.services.listImportService;
const uploads = () => join(installation.dataFolder, 'uploads');

describe('a disk without room', () => {
  it('takes of files whose length nobody said, however many come at once, what it has room for beside the database', async () => {
    const lying = () =>
      readdirSync(uploads()).reduce((sum, name) => sum + statSync(join(uploads(), name)).size, 0);
    mkdirSync(uploads(), { recursive: true, mode: 0o700 });
    let most = 0;
    const room = roomIn(folder, () => {
      most = Math.max(most, lying());
      return SPACE_NEEDED + 4 * MEBIBYTE - lying();
    });
    const { services } = composeOnClock({ ...installation, room }, logger, systemIds)(systemClock);
    const upload = (name: string) =>
      services.listImportService.upload(nanjing, { fileName: name, source: long() });
    const long = () => Readable.from(Array.from({ length: 40 }, () => Buffer.alloc(MEBIBYTE / 16, '154\n')));
    const outcomes = await Promise.allSettled(['a.csv', 'b.csv', 'c.csv'].map(upload));
    const taken = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
    expect(taken.length).toBeLessThan(3);
    for (const outcome of outcomes)
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'UPLOAD_NO_SPACE' });
    expect(most).toBeLessThanOrEqual(4 * MEBIBYTE + (3 * MEBIBYTE) / 16);
    for (const { importId } of taken) await services.listImportService.cancel(nanjing, importId);
    expect(readdirSync(uploads())).toEqual([]);
  });

  it('is told of in the log with whose request was refused, for as long as there is room for that', async () => {
    const of = (left: number) => {
      const room = roomIn(folder, () => left);
      const made = composeOnClock({ ...installation, room }, logger, systemIds)(systemClock);
      return createApp({
        ...{ trustedProxies: [], logger, newId: systemIds.next, webRoot: null, room, tls: false },
        ...{ metrics: { registry: new Registry(), token: null }, bodyAllowances: BODY_ALLOWANCES },
        ...{ routes: made.routes, answerError, onTurnedAway: made.onTurnedAway },
        readiness: () => Promise.resolve({ ready: true, parts: {} }),
      });
    };
    const refusals = async () => {
      const { owner } = installation.databases;
      return (await owner.select().from(auditEvent).where(eq(auditEvent.code, 'STORAGE_FULL'))).map(
        ({ act, subjectId, actorKind }) => [act, subjectId, actorKind],
      );
    };
    const send = (app: ReturnType<typeof createApp>, path: string) =>
      app.request(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' });
    expect((await send(of(SPACE_NEEDED - REFUSAL_ROOM - 1), '/trpc/points.update')).status).toBe(503);
    expect(await refusals()).toEqual([]);
    const full = of(SPACE_NEEDED - REFUSAL_ROOM);
    for (let n = 0; n < 5; n += 1) expect((await send(full, '/trpc/campaigns.create')).status).toBe(503);
    expect(await refusals()).toEqual([['access.request', '/trpc/campaigns.create', 'ANONYMOUS']]);
  });

  it('takes no upload, keeps none of it, and takes it once there is room', async () => {
    const small = makeSmallDisk(uploads(), MEBIBYTE);
    const upload = () => imports().upload(nanjing, { fileName: 'long.csv', source: many(200_000) });
    try {
      await expect(upload()).rejects.toMatchObject({ code: 'UPLOAD_NO_SPACE', kind: 'UNAVAILABLE' });
      expect(readdirSync(uploads())).toEqual([]);
    } finally {
      small.remove();
    }
    const { importId } = await upload();
    await imports().cancel(nanjing, importId);
  });
});

/**
 * The tables lie on a disk of four megabytes while `run` runs. Where nothing may be mounted, a trigger refuses in the
 * database's own words what it would refuse.
 */
async function whileFull(tables: readonly string[], run: (fill: () => void) => Promise<void>): Promise<void> {
  const name = `small_${randomBytes(4).toString('hex')}`;
  const place = join(folder, name);
  const small = makeSmallDisk(place, 4 * MEBIBYTE, chooseServerUser());
  const sql = (text: string) => withClient(superuserUrl, (client) => client.query(text));
  if (small.kind === 'LIMIT') {
    small.remove();
    process.stderr.write('No disk may be mounted here: the database is told that its own is full.\n');
    await sql(
      `create function no_room() returns trigger language plpgsql as $$ begin
         raise exception 'could not extend file' using errcode = 'disk_full'; end $$`,
    );
    for (const table of tables)
      await sql(`create trigger no_room before insert on ${table} execute function no_room()`);
    await run(() => undefined);
    await sql('drop function no_room() cascade');
    return;
  }
  const ballast = join(place, 'ballast');
  try {
    await sql(`create tablespace ${name} location '${place}'`);
    for (const table of tables) await sql(`alter table ${table} set tablespace ${name}`);
    await run(() => {
      try {
        writeFileSync(ballast, Buffer.alloc(4 * MEBIBYTE));
      } catch (error) {
        expect(error).toMatchObject({ code: 'ENOSPC' });
      }
    });
    rmSync(ballast, { force: true });
    for (const table of tables) await sql(`alter table ${table} set tablespace pg_default`);
    await sql(`drop tablespace ${name}`);
  } finally {
    small.remove();
  }
}

describe('a database without room', () => {
  const importOf = (name: string) =>
    imports().importFile(nanjing, { fileName: 'long.csv', source: many(100_000), name });

  it('ends an import with a code of its own, undone, and takes the file once there is room', async () => {
    const { owner } = installation.databases;
    await whileFull(['list_member'], async () => {
      await expect(importOf('full')).rejects.toMatchObject({ code: 'STORAGE_FULL' });
      expect(await owner.$count(customerList, eq(customerList.name, 'full'))).toBe(0);
      expect(await owner.$count(listMember)).toBe(0);
      expect(readdirSync(uploads())).toEqual([]);
    });
    const { rows } = await composition.services.listImportOverviewService.list(nanjing, {
      ...{ open: false, page: 1, pageSize: 1 },
    });
    expect(rows).toMatchObject([{ state: 'FAILED', failure: { code: 'STORAGE_FULL' } }]);
    const failed = await owner.select().from(auditEvent).where(eq(auditEvent.result, 'FAILED'));
    expect(failed.map(({ act, code }) => [act, code])).toEqual([['lists.import', 'STORAGE_FULL']]);
    expect((await importOf('full')).size).toBe(100_000);
  });

  it('takes no event, says so to the channel, and takes it once there is room', async () => {
    await composition.eventMaintenance.ensurePartitions();
    const key = { channel: 'web', name: 'full', cities: ['320100'], ratePerSecond: 100 };
    const province = await machineCall(installation.databases.owner, 'CLI', systemIds.next());
    const { secret } = await composition.services.channelKeyService.create(province, key);
    const event = { id: 'full', type: 'transaction', at: new Date(), business: 'RECHARGE', city: '320100' };
    const report = () =>
      app.request('/v1/events', {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${secret}` },
        body: JSON.stringify({ events: [event] }),
      });
    await whileFull(['event_identity'], async (fill) => {
      fill();
      const refused = await report();
      expect(refused.status).toBe(503);
      expect(await refused.json()).toMatchObject({ code: 'STORAGE_FULL' });
    });
    const taken = await report();
    expect([taken.status, await taken.json()]).toMatchObject([200, { results: [{ status: 'accepted' }] }]);
  });

  it('ends an import before the room for its log is used up', async () => {
    const { owner } = installation.databases;
    // For the bytes of a file there is room, and none for more than they announce.
    const room = roomOf((bytes) => bytes !== undefined);
    const { services } = composeOnClock({ ...installation, room }, logger, systemIds)(systemClock);
    const file = { fileName: 'long.csv', source: many(20_000), name: 'tight' };
    const refused = { code: 'STORAGE_FULL', kind: 'UNAVAILABLE' };
    await expect(services.listImportService.importFile(nanjing, file)).rejects.toMatchObject(refused);
    expect(await owner.$count(customerList, eq(customerList.name, 'tight'))).toBe(0);

    const province = await machineCall(owner, 'CLI', systemIds.next());
    const rows = Array.from({ length: 600 }, (_, n) => `T-${String(n)},1`);
    const customers = { fileName: 'c.csv', bytes: Buffer.from(['id,n', ...rows].join('\n')), idColumn: 'id' };
    await expect(
      services.customerImportService.importCustomers(province, { ...customers, cities: ['320100'] }),
    ).rejects.toMatchObject(refused);
    expect(await owner.$count(subscriber)).toBe(0);
  });
});
