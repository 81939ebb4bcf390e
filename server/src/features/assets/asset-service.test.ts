import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { MAX_IMAGE_BYTES } from '@xietong/shared/assets';
import { eq, sql } from 'drizzle-orm';
import { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Call } from '../../access/call';
import { asset } from '../../db/schema';
import type { AppEnv } from '../../http/app-env';
import { answerError } from '../../http/error-response';
import { securityHeaders } from '../../http/security-headers';
import { systemIds } from '../../platform/ids';
import { createTestProvince } from '../../testing/tenant-factory';
import type { TestProvince } from '../../testing/tenant-factory';
import { createTestDatabase } from '../../testing/test-database';
import type { TestDatabase } from '../../testing/test-database';
import { createAssetHttp } from './asset-http';
import { createAssetService } from './asset-service';
import type { AssetService } from './asset-service';

let database: TestDatabase;
let world: TestProvince;
let service: AssetService;
const audited: { act: string; after?: object | undefined }[] = [];

function crc32(bytes: Buffer): number {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

/** A real picture; `shade` makes its bytes differ from others. */
function png(width = 3, height = 2, shade = 0): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const pixels = deflateSync(Buffer.alloc(height * (width + 1), shade));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', pixels),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function jpeg(width: number, height: number): Buffer {
  const app0 = Buffer.from('ffe000104a46494600010100000100010000', 'hex');
  const frame = Buffer.from('ffc0001108000000000301220002110103110100', 'hex');
  frame.writeUInt16BE(height, 5);
  frame.writeUInt16BE(width, 7);
  return Buffer.concat([Buffer.from('ffd8', 'hex'), app0, frame, Buffer.from('ffd9', 'hex')]);
}

function webp(width: number, height: number): Buffer {
  const bytes = Buffer.alloc(30);
  bytes.write('RIFF', 0, 'latin1');
  bytes.writeUInt32LE(22, 4);
  bytes.write('WEBPVP8X', 8, 'latin1');
  bytes.writeUInt32LE(10, 16);
  bytes.writeUIntLE(width - 1, 24, 3);
  bytes.writeUIntLE(height - 1, 27, 3);
  return bytes;
}

/** The routes as somebody's requests meet them. */
function appFor(call: Call | null): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.use('*', securityHeaders({ tls: false }));
  app.use('*', async (c, next) => {
    c.set('actor', call?.actor ?? null);
    c.set('requestId', systemIds.next());
    c.set('clientAddress', '127.0.0.1');
    await next();
  });
  createAssetHttp({ assetService: service })(app);
  app.onError((error, c) => answerError(error, c) ?? c.text('', 500));
  return app;
}

function formOf(bytes: Buffer, name = 'a.png'): FormData {
  const form = new FormData();
  form.append('file', new File([new Uint8Array(bytes)], name));
  return form;
}

beforeAll(async () => {
  database = await createTestDatabase();
  world = await createTestProvince(database);
  const audit = {
    success: (_tx: unknown, _call: Call, entry: (typeof audited)[number]) => {
      audited.push(entry);
      return Promise.resolve();
    },
    standalone: () => Promise.resolve(),
  };
  service = createAssetService({
    database: database.app,
    engineDatabase: database.engine,
    ids: systemIds,
    audit,
  });
});
afterAll(() => database.close());

describe('uploading an image', () => {
  it('keeps it by the hash of its bytes, once, with its size in pixels', async () => {
    const call = await world.call(world.province, 'OPERATOR');
    const bytes = png(40, 30);
    const response = await appFor(call).request('/files/images', {
      method: 'POST',
      body: formOf(bytes, 'anything.exe'),
    });
    expect(response.status).toBe(201);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const stored = { sha256, mime: 'image/png', width: 40, height: 30, bytes: bytes.length };
    expect(await response.json()).toEqual(stored);
    expect(await service.upload(call, { fileName: 'again.png', bytes })).toEqual(stored);
    expect(
      await database.owner.select({ id: asset.id }).from(asset).where(eq(asset.sha256, sha256)),
    ).toHaveLength(1);
    expect(audited).toMatchObject([{ act: 'assets.upload', after: { sha256, fileName: 'anything.exe' } }]);
  });

  it('reads JPEG and WebP, too', async () => {
    const call = await world.call(world.province, 'OPERATOR');
    expect(await service.upload(call, { fileName: 'a', bytes: jpeg(640, 480) })).toMatchObject({
      mime: 'image/jpeg',
      width: 640,
      height: 480,
    });
    expect(await service.upload(call, { fileName: 'a', bytes: webp(700, 20) })).toMatchObject({
      mime: 'image/webp',
      width: 700,
      height: 20,
    });
  });

  it.each([
    ['a script under an image name', Buffer.from('<svg onload="alert(1)"/>'), 'IMAGE_TYPE_NOT_ALLOWED'],
    ['a GIF', Buffer.from('GIF89a'.padEnd(64, '\0'), 'latin1'), 'IMAGE_TYPE_NOT_ALLOWED'],
    ['nothing', Buffer.alloc(0), 'IMAGE_TYPE_NOT_ALLOWED'],
    ['a picture cut short', png(200, 200).subarray(0, 60), 'IMAGE_DAMAGED'],
    ['a small file of huge sides', png(6001, 1), 'IMAGE_DIMENSIONS_NOT_ALLOWED'],
    ['too many bytes', Buffer.concat([png(), Buffer.alloc(MAX_IMAGE_BYTES)]), 'IMAGE_TOO_LARGE'],
  ])('refuses %s', async (_what, bytes, code) => {
    const call = await world.call(world.province, 'OPERATOR');
    await expect(service.upload(call, { fileName: 'a.png', bytes })).rejects.toMatchObject({ code });
  });

  it('is for operators', async () => {
    const auditor = await world.call(world.province, 'AUDITOR');
    expect(
      (await appFor(auditor).request('/files/images', { method: 'POST', body: formOf(png()) })).status,
    ).toBe(403);
    expect(
      (await appFor(null).request('/files/images', { method: 'POST', body: formOf(png()) })).status,
    ).toBe(401);
  });
});

describe('fetching an image', () => {
  it('shows a city its own and the province’s, never another city’s', async () => {
    const nanjing = await world.call(world.nanjing, 'OPERATOR');
    const wuxi = await world.call(world.wuxi, 'OPERATOR');
    const own = await service.upload(nanjing, { fileName: 'a.png', bytes: png(5, 5, 7) });
    const shared = await service.upload(await world.call(world.province, 'OPERATOR'), {
      fileName: 'a.png',
      bytes: png(6, 6, 7),
    });
    const get = async (call: Call | null, sha256: string) => appFor(call).request(`/files/images/${sha256}`);
    const shown = await get(nanjing, own.sha256);
    expect(shown.status).toBe(200);
    expect(shown.headers.get('content-type')).toBe('image/png');
    expect(shown.headers.get('x-content-type-options')).toBe('nosniff');
    expect(shown.headers.get('cache-control')).toMatch(/^private/);
    expect((await get(wuxi, own.sha256)).status).toBe(404);
    expect((await get(wuxi, shared.sha256)).status).toBe(200);
    expect((await get(null, shared.sha256)).status).toBe(401);
    expect((await get(nanjing, 'ABC')).status).toBe(404);
  });

  it('gives channels what was released, and nothing else', async () => {
    const call = await world.call(world.wuxi, 'OPERATOR');
    const { sha256 } = await service.upload(call, { fileName: 'a.png', bytes: png(9, 9, 1) });
    const get = async () => appFor(null).request(`/v1/images/${sha256}`);
    expect((await get()).status).toBe(404);
    await database.owner.execute(sql`update asset set released_at = now() where sha256 = ${sha256}`);
    const served = await get();
    expect(served.status).toBe(200);
    expect(Buffer.from(await served.arrayBuffer())).toEqual(png(9, 9, 1));
    expect(served.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(served.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
  });
});
