import { randomUUID } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { z } from 'zod';
import { layDemo, makeBuiltServer } from '../fixtures/built-server';
import type { BuiltServer } from '../fixtures/built-server';
import { createChannelClient } from '../fixtures/channel-client';
import type { ChannelClient } from '../fixtures/channel-client';
import { makeChannelKey, xietong } from '../fixtures/command-line';
import { signInToConsole } from '../fixtures/console-client';
import { mountDisk } from '../fixtures/disk';
import { expect, test } from '../fixtures/journey-test';
import { attemptStart, makeEarlierBuild } from '../fixtures/start-attempt';

/** Making the database and the demo province. */
const FIRST_START_MS = 120_000;
/** A start on a folder that is there takes about a second; a busy machine is given time. */
const SECOND_START_MS = 30_000;
/** Moments of a first start, in milliseconds: the database is made, is migrated, is filled. */
const KILL_AFTER_MS = [300, 900, 1_600];

/** What a start takes, and who serves leaves. */
const START_MEBIBYTES = 128;
const NO_DISK = 'no disk may be mounted here';

const refusalSchema = z.object({ code: z.string() });
const eventsSchema = z.object({ total: z.number() });
const doctorSchema = z.object({
  good: z.boolean(),
  checks: z.array(z.object({ name: z.string(), level: z.enum(['OK', 'WARN', 'FAIL']) })),
});

test.describe('a start', () => {
  test.setTimeout(240_000);
  let folder: string;
  let server: BuiltServer;
  test.beforeAll(async () => {
    test.setTimeout(FIRST_START_MS + 10_000);
    folder = mkdtempSync(join(tmpdir(), 'xietong-start-'));
    // or root's database, which runs under another account, could not enter it and would lie elsewhere
    chmodSync(folder, 0o711);
    server = await makeBuiltServer(join(folder, 'demo'));
    layDemo(server.dataFolder);
    await server.start(FIRST_START_MS);
  });
  test.afterAll(async () => {
    await server.dispose();
    rmSync(folder, { recursive: true, force: true });
  });

  test('that cannot succeed says why, ends with 1 and touches nothing', async () => {
    const port = createServer();
    await new Promise<void>((resolve) => port.listen(0, '127.0.0.1', resolve));
    const address = port.address();
    const taken = address !== null && typeof address === 'object' ? address.port : 0;
    const fresh = join(folder, 'fresh');
    const refused = await attemptStart(fresh, { env: { PORT: String(taken) } });
    const inChinese = { PORT: String(taken), XIETONG_LANG: '', LC_ALL: 'zh_CN.UTF-8' };
    expect((await attemptStart(fresh, { env: inChinese })).output).toMatch(/^端口 \d+ 已被另一个程序占用/);
    await new Promise((resolve) => port.close(resolve));
    expect(refused.code).toBe(1);
    expect(refused.output).toMatch(new RegExp(`^Port ${taken} is in use by another program.*set PORT`));
    expect(existsSync(join(fresh, 'postgres'))).toBe(false);

    writeFileSync(join(folder, 'file'), 'mine');
    const unwritable = await attemptStart(join(folder, 'file', 'data'));
    expect(unwritable.code).toBe(1);
    expect(unwritable.output).toMatch(/^The data folder .* cannot be used .*Set XIETONG_DATA/);

    const foreign = join(folder, 'foreign');
    mkdirSync(foreign, { mode: 0o755 });
    if (process.getuid?.() === 0) chownSync(foreign, 65534, 65534);
    else chmodSync(foreign, 0o555);
    const closed = await attemptStart(join(foreign, 'data'), { under: 'rights' });
    expect(closed.code).toBe(1);
    expect(closed.output).toMatch(/^The data folder .* cannot be used \(EACCES.*Set XIETONG_DATA/);
    expect(readdirSync(foreign)).toEqual([]);

    const wrong = await attemptStart(fresh, { env: { PORT: 'http', XIETONG_DEMO: 'yes' } });
    expect(wrong.code).toBe(1);
    expect(wrong.output).toMatch(/PORT must be.*\n.*XIETONG_DEMO must be/);
  });

  test('on a disk that takes no file, or too little, says so and touches nothing', async () => {
    const readOnly = mountDisk(join(folder, 'read-only'), { megabytes: 8, readOnly: true });
    test.skip(readOnly === null, NO_DISK);
    const refusedByDisk = await attemptStart(join(folder, 'read-only', 'data'));
    readOnly?.remove();
    expect(refusedByDisk.code).toBe(1);
    expect(refusedByDisk.output).toMatch(/^The data folder .* cannot be used \(EROFS.*Set XIETONG_DATA/);

    const small = mountDisk(join(folder, 'small'), { megabytes: 64 });
    const full = await attemptStart(join(folder, 'small', 'data'));
    const begun = existsSync(join(folder, 'small', 'data', 'postgres'));
    small?.remove();
    expect(full.code).toBe(1);
    expect(full.output).toMatch(
      /^The disk of .* is full: 6\d MB are free, a start needs 128 MB. Free some space/,
    );
    expect(begun).toBe(false);
  });

  test('beside a process that serves the folder is refused, and that one goes on', async () => {
    const second = await attemptStart(server.dataFolder);
    expect(second.code).toBe(1);
    expect(second.output).toMatch(/^Process \d+ already serves .*XIETONG_DATA/);
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
  });

  test('is told apart from one on data of a newer program or of later than now', async () => {
    await server.stop();
    const earlier = makeEarlierBuild();
    const older = await attemptStart(server.dataFolder, { build: earlier.folder });
    earlier.remove();
    expect(older.code).toBe(1);
    expect(older.output).toMatch(/^The data was made by a newer version .*restore a backup/);

    const late = await attemptStart(server.dataFolder, { clockHours: -3 });
    expect(late.code).toBe(1);
    expect(late.output).toMatch(/^This machine's time seems wrong: .*recorded at .*Set the clock/);
    for (const years of [-50, 50]) {
      const dead = await attemptStart(server.dataFolder, { clockHours: 24 * 365 * years });
      expect(dead.code).toBe(1);
      expect(dead.output).toMatch(/^This machine's time seems wrong: .*cannot be/);
    }
    const ahead = await attemptStart(server.dataFolder, { clockHours: 24 * 500 });
    expect(ahead.code).toBe(1);
    expect(ahead.output).toMatch(
      /^This machine's time seems wrong: .*nothing was recorded since .*XIETONG_ACCEPT_CLOCK=1/,
    );

    const began = performance.now();
    await server.start(SECOND_START_MS);
    const took = `${Math.round(performance.now() - began)} ms`;
    test.info().annotations.push({ type: 'second start', description: took });
    expect(doctorSchema.parse(await xietong(server.dataFolder, ['doctor'])).good).toBe(true);
  });

  test('sends every signed head of the audit log outside, where it proves that nothing was cut', async () => {
    const bodies: string[] = [];
    const receiver = createHttpServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        bodies.push(Buffer.concat(parts).toString());
        response.writeHead(204).end();
      });
    });
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
    const address = receiver.address();
    const port = address !== null && typeof address === 'object' ? address.port : 0;
    await server.stop();
    await server.start(SECOND_START_MS, {
      XIETONG_AUDIT_WEBHOOK: `http://127.0.0.1:${port}/heads`,
      XIETONG_AUDIT_DAYS: '180',
    });
    await expect.poll(() => bodies.length, { timeout: 20_000 }).toBeGreaterThan(0);
    const file = join(folder, 'heads.jsonl');
    const verify = () => xietong(server.dataFolder, ['audit', 'verify', '--heads', file]);
    writeFileSync(file, `${bodies.join('\n')}\n`);
    expect(await verify()).toMatchObject({ state: 'SOUND', findings: [] });
    writeFileSync(file, bodies.join('\n').replace(/"signature":"../, '"signature":"AA'));
    await expect(verify()).rejects.toMatchObject({ stdout: expect.stringContaining('HEAD_NOT_OURS') });
    writeFileSync(file, 'a head\n');
    await expect(verify()).rejects.toThrow(/Line 1 of .* is no signed head/);
    await server.stop();
    await new Promise((resolve) => receiver.close(resolve));
    const wrong = await attemptStart(server.dataFolder, { env: { XIETONG_AUDIT_DAYS: '30' } });
    expect(wrong.output).toMatch(/XIETONG_AUDIT_DAYS must be/);
    await server.start(SECOND_START_MS);
  });

  test('that is killed at any moment is made up by the next one', async () => {
    const killed = await makeBuiltServer(join(folder, 'killed'));
    // the disk takes no more in the midst of it: nothing of that start is in the way of the next
    const cut = await attemptStart(killed.dataFolder, { under: 'fileSize' });
    expect(cut.code).toBe(1);
    expect(cut.output).toMatch(/^The (database could not be made in|disk is full)/);
    for (const moment of KILL_AFTER_MS) {
      const ended = killed.start(FIRST_START_MS).catch(() => undefined);
      await after(moment);
      await killed.killHard({ database: false });
      await ended;
    }
    await killed.start(FIRST_START_MS);
    await signInToConsole(killed.url, 'NJ-OPS-01');
    await killed.dispose();
  });

  test('on a restored backup serves what was acknowledged before the backup, with the same keys', async () => {
    const secret = await makeChannelKey(server.dataFolder, { channel: 'web', cities: ['320100'] });
    const work = reportWithoutEnd(createChannelClient(server.url, secret));
    await expect.poll(() => work.acknowledged.length).toBeGreaterThan(200);
    const before = [...work.acknowledged];
    const file = join(folder, 'running.backup');
    await xietong(server.dataFolder, ['backup', file]);
    await work.stop();
    expect(work.acknowledged.length).toBeGreaterThan(before.length);
    expect(statSync(file).mode & 0o077).toBe(0);

    const restored = await makeBuiltServer(join(folder, 'restored'));
    await xietong(restored.dataFolder, ['restore', file]);
    await expect(xietong(restored.dataFolder, ['restore', file])).rejects.toThrow(/holds data already/);
    await restored.start(SECOND_START_MS);
    const channel = createChannelClient(restored.url, secret);
    const statuses = await reportAll(channel, before);
    expect(statuses.filter((status) => status !== 'duplicate')).toEqual([]);
    // what came after is of neither: sent again, the two are the same
    await reportAll(channel, work.acknowledged);
    const [original, copy] = await Promise.all([countEvents(server.url), countEvents(restored.url)]);
    expect(copy).toBe(original);
    expect(readdirSync(restored.dataFolder)).not.toContain('restoring');
    await restored.dispose();
  });
});

test('a disk that fills up while a server runs costs nothing that was acknowledged, and it serves on', async () => {
  test.setTimeout(FIRST_START_MS + 2 * SECOND_START_MS);
  const folder = mkdtempSync(join(tmpdir(), 'xietong-filling-'));
  chmodSync(folder, 0o711);
  const disk = mountDisk(join(folder, 'disk'), { megabytes: 1024 });
  if (disk === null) {
    rmSync(folder, { recursive: true, force: true });
    test.skip(true, NO_DISK);
    return;
  }
  const server = await makeBuiltServer(join(folder, 'disk', 'data'));
  try {
    layDemo(server.dataFolder);
    await server.start(FIRST_START_MS);
    const secret = await makeChannelKey(server.dataFolder, { channel: 'web', cities: ['320100'] });
    const channel = createChannelClient(server.url, secret);
    const nanjing = await signInToConsole(server.url, 'NJ-OPS-01');
    const takeRoom = disk.fill((START_MEBIBYTES + 2) * 1024 * 1024);
    const acknowledged: string[] = [];
    let refused: { status: number; code: string } | undefined;
    for (let batch = 0; refused === undefined; batch += 1) {
      const at = new Date().toISOString();
      const ids = Array.from({ length: 1_000 }, (_, index) => `full-${batch}-${index}@${at}`);
      const answer = await channel.post('/v1/events', { events: ids.map(transaction) });
      if (answer.ok) acknowledged.push(...ids);
      else refused = { status: answer.status, ...refusalSchema.parse(await answer.json()) };
    }
    expect(refused).toEqual({ status: 503, code: 'STORAGE_FULL' });
    expect(acknowledged.length).toBeGreaterThan(0);

    // who comes to take something down is let in, and reaches it
    const approver = await signInToConsole(server.url, 'NJ-APR-01');
    const nothing = { releaseId: randomUUID(), reason: '磁盘已满时的紧急下线' };
    const takenDown = approver.mutate('releases.takeDown', nothing, z.unknown());
    await expect(takenDown).rejects.toMatchObject({ code: 'NOT_FOUND' });

    const backup = join(folder, 'disk', 'beside.backup');
    await expect(xietong(server.dataFolder, ['backup', backup])).rejects.toThrow(/The disk is full/);
    expect(existsSync(backup)).toBe(false);

    // to the last byte: whoever writes is told so, whoever reads or decides is served
    takeRoom();
    const makeRoom = disk.fill(0);
    const full = { status: 503, code: 'STORAGE_FULL' };
    const upload = () =>
      fetch(`${server.url}/files/lists/uploads?fileName=a.csv`, { method: 'POST', body: '1\n' });
    for (const answer of [await upload(), await signIn(server.url)])
      expect({ status: answer.status, ...refusalSchema.parse(await answer.json()) }).toEqual(full);
    await expect(nanjing.mutate('workbench.visit', null, z.unknown())).rejects.toMatchObject(full);
    const list = () => nanjing.query('campaigns.list', { page: 1, pageSize: 1 }, z.unknown());
    await list();
    await channel.decide({ requestId: 'full', city: '320100', points: ['home-banner'] });

    // a database that ended nevertheless is told of, and comes back by itself as soon as there is room
    server.killDatabase();
    await expect
      .poll(() => list().catch((error: unknown) => error))
      .toMatchObject({
        ...{ status: 503, code: 'DATABASE_UNAVAILABLE' },
      });
    makeRoom();
    await expect
      .poll(
        () =>
          list().then(
            () => 'served',
            () => 'not yet',
          ),
        { timeout: 30_000 },
      )
      .toBe('served');
    const early = acknowledged.slice(0, 500);
    expect(await reportAll(channel, early)).toEqual(early.map(() => 'duplicate'));

    const fillAgain = disk.fill(2 * 1024 * 1024);
    await server.stop();
    const onFull = await attemptStart(server.dataFolder);
    expect(onFull.code).toBe(1);
    expect(onFull.output).toMatch(
      /^The disk of .* is full: \d+ MB are free, a start needs 128 MB. Free some space/,
    );
    fillAgain();
    await server.start(SECOND_START_MS);
    const statuses = await reportAll(channel, acknowledged);
    expect(statuses.filter((status) => status !== 'duplicate')).toEqual([]);
    expect(await reportAll(channel, [`room@${new Date().toISOString()}`])).toEqual(['accepted']);
  } finally {
    await server.dispose();
    disk.remove();
    rmSync(folder, { recursive: true, force: true });
  }
});

function transaction(id: string) {
  const [, at = ''] = id.split('@');
  return { id, type: 'transaction' as const, at, business: 'RECHARGE', city: '320100', value: 5_000 };
}

/** Reports events one after the other until it is stopped; what was answered is acknowledged. */
function reportWithoutEnd(channel: ChannelClient): { acknowledged: string[]; stop: () => Promise<void> } {
  const acknowledged: string[] = [];
  let goOn = true;
  const report = async (reporter: number): Promise<void> => {
    for (let number = 1; goOn; number += 1) {
      const at = new Date().toISOString();
      const ids = Array.from({ length: 10 }, (_, index) => `start-${reporter}-${number}-${index}@${at}`);
      const results = await channel.report(ids.map(transaction));
      expect(results.filter(({ status }) => status !== 'accepted')).toEqual([]);
      acknowledged.push(...ids);
    }
  };
  const ended = Promise.all([report(1), report(2)]);
  return {
    acknowledged,
    stop: async () => {
      goOn = false;
      await ended;
    },
  };
}

/** Somebody else comes. */
const signIn = (url: string): Promise<Response> =>
  fetch(`${url}/api/auth/sign-in/username`, {
    ...{ method: 'POST', headers: { 'content-type': 'application/json' } },
    body: JSON.stringify({ username: 'WX-OPS-01', password: 'none' }),
  });

/** What became of each, in their order. */
async function reportAll(channel: ChannelClient, ids: readonly string[]): Promise<string[]> {
  const statuses: string[] = [];
  for (let from = 0; from < ids.length; from += 500) {
    const results = await channel.report(ids.slice(from, from + 500).map(transaction));
    statuses.push(...results.map(({ status }) => status));
  }
  return statuses;
}

async function countEvents(url: string): Promise<number> {
  const person = await signInToConsole(url, 'NJ-OPS-01');
  const day = (offset: number): string =>
    new Date(Date.now() + 8 * 3_600_000 + offset * 86_400_000).toISOString().slice(0, 10);
  const input = { from: day(-1), to: day(0), demo: 'exclude', limit: 1 };
  return (await person.query('events.list', input, eventsSchema)).total;
}
