import { createHash } from 'node:crypto';
import { MAX_IMAGE_BYTES, storedImageSchema } from '@xietong/shared/assets';
import { covers, IMAGE_SIZES } from '@xietong/shared/rendering';
import { eq, sql } from 'drizzle-orm';
import { Hono } from 'hono';
import sharp from 'sharp';
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

/** A real picture; `shade` makes its bytes differ from others. */
function png(width = 3, height = 2, shade = 0): Promise<Buffer> {
  const background = { r: shade, g: 120, b: 200 };
  return sharp({ create: { width, height, channels: 3, background } })
    .png()
    .toBuffer();
}

/** As a telephone takes it: lying on its side, with the place where it was taken. */
function photograph(): Promise<Buffer> {
  const exif = { IFD0: { Copyright: 'somebody' }, IFD3: { GPSLatitudeRef: 'N' } };
  return sharp({ create: { width: 1600, height: 900, channels: 3, background: '#1b4fb5' } })
    .withExif(exif)
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
}

/** A header that says more than any screen shows; what follows is never looked at. */
function headerOf(width: number, height: number): Buffer {
  const bytes = Buffer.alloc(64);
  Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]).copy(bytes);
  bytes.write('IHDR', 12, 'latin1');
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  bytes.write('IDAT', 37, 'latin1');
  bytes.write('IEND', 56, 'latin1');
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
    const bytes = await png(40, 30);
    const response = await appFor(call).request('/files/images', {
      method: 'POST',
      body: formOf(bytes, 'anything.exe'),
    });
    expect(response.status).toBe(201);
    const stored = storedImageSchema.parse(await response.json());
    expect(stored).toMatchObject({ mime: 'image/png', width: 40, height: 30 });
    const shown = await service.read(call, stored.sha256);
    expect(createHash('sha256').update(shown.data).digest('hex')).toBe(stored.sha256);
    expect(shown.data.length).toBe(stored.bytes);
    expect(await service.upload(call, { fileName: 'again.png', bytes })).toEqual(stored);
    const rows = await database.owner
      .select({ id: asset.id })
      .from(asset)
      .where(eq(asset.sha256, stored.sha256));
    expect(rows).toHaveLength(1);
    expect(audited).toMatchObject([
      { act: 'assets.upload', after: { sha256: stored.sha256, fileName: 'anything.exe', cuts: 0 } },
    ]);
  });

  it('sets it upright and keeps nothing of what else its file told', async () => {
    const call = await world.call(world.province, 'OPERATOR');
    const bytes = await photograph();
    expect((await sharp(bytes).metadata()).exif).toBeDefined();
    const stored = await service.upload(call, { fileName: 'a.jpg', bytes });
    expect(stored).toMatchObject({ mime: 'image/jpeg', width: 900, height: 1600 });
    const { data } = await service.read(call, stored.sha256);
    const kept = await sharp(data).metadata();
    expect([kept.exif, kept.icc, kept.xmp, kept.orientation]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    expect(data.includes('somebody')).toBe(false);
  });

  it('reads WebP, too', async () => {
    const call = await world.call(world.province, 'OPERATOR');
    const bytes = await sharp(await png(70, 20))
      .webp()
      .toBuffer();
    expect(await service.upload(call, { fileName: 'a', bytes })).toMatchObject({
      mime: 'image/webp',
      width: 70,
      height: 20,
    });
  });

  it('cuts it to every shape that it is large enough for, each an image of its own', async () => {
    const call = await world.call(world.nanjing, 'OPERATOR');
    const bytes = await png(1200, 1000, 9);
    const { sha256 } = await service.upload(call, { fileName: 'a.png', bytes });
    const described = await service.describe(call, { hashes: [sha256] });
    const expected = IMAGE_SIZES.filter((size) => covers({ width: 1200, height: 1000 }, size));
    expect(expected.length).toBeLessThanOrEqual(IMAGE_SIZES.length);
    expect(described[0]).toMatchObject({ sha256, width: 1200, height: 1000 });
    expect(described.slice(1)).toMatchObject(expected.map((size) => ({ ...size, of: sha256 })));
    for (const cut of described.slice(1)) {
      const { data, mime } = await service.read(call, cut.sha256);
      expect(mime).toBe('image/jpeg');
      expect(await sharp(data).metadata()).toMatchObject({ width: cut.width, height: cut.height });
      expect(createHash('sha256').update(data).digest('hex')).toBe(cut.sha256);
    }
    const wuxi = await world.call(world.wuxi, 'OPERATOR');
    expect(await service.describe(wuxi, { hashes: [sha256] })).toEqual([]);
  });

  it('leaves images of before as they are: without cuts, and served', async () => {
    const call = await world.call(world.province, 'OPERATOR');
    const { sha256 } = await service.upload(call, { fileName: 'a.png', bytes: await png(1300, 700, 3) });
    await database.owner.execute(sql`update asset set cuts = '[]' where sha256 = ${sha256}`);
    expect(await service.describe(call, { hashes: [sha256] })).toMatchObject([
      { sha256, width: 1300, height: 700 },
    ]);
    expect((await service.read(call, sha256)).mime).toBe('image/png');
  });

  it.each([
    ['a script under an image name', () => Buffer.from('<svg onload="alert(1)"/>'), 'IMAGE_TYPE_NOT_ALLOWED'],
    ['a GIF', () => Buffer.from('GIF89a'.padEnd(64, '\0'), 'latin1'), 'IMAGE_TYPE_NOT_ALLOWED'],
    ['nothing', () => Buffer.alloc(0), 'IMAGE_TYPE_NOT_ALLOWED'],
    ['a picture cut short', async () => (await png(200, 200)).subarray(0, 60), 'IMAGE_DAMAGED'],
    ['a picture that says it is whole and is not', () => headerOf(200, 200), 'IMAGE_DAMAGED'],
    ['a small file of huge sides', () => headerOf(6001, 1), 'IMAGE_DIMENSIONS_NOT_ALLOWED'],
    ['a small file that unpacks to too much', () => headerOf(5000, 5000), 'IMAGE_TOO_MANY_PIXELS'],
    [
      'too many bytes',
      async () => Buffer.concat([await png(), Buffer.alloc(MAX_IMAGE_BYTES)]),
      'IMAGE_TOO_LARGE',
    ],
  ])('refuses %s', async (_what, make, code) => {
    const call = await world.call(world.province, 'OPERATOR');
    const bytes = await make();
    await expect(service.upload(call, { fileName: 'a.png', bytes })).rejects.toMatchObject({ code });
  });

  it('is for operators', async () => {
    const auditor = await world.call(world.province, 'AUDITOR');
    expect(
      (await appFor(auditor).request('/files/images', { method: 'POST', body: formOf(await png()) })).status,
    ).toBe(403);
    expect(
      (await appFor(null).request('/files/images', { method: 'POST', body: formOf(await png()) })).status,
    ).toBe(401);
  });
});

describe('fetching an image', () => {
  it('shows a city its own and the province’s, never another city’s', async () => {
    const nanjing = await world.call(world.nanjing, 'OPERATOR');
    const wuxi = await world.call(world.wuxi, 'OPERATOR');
    const own = await service.upload(nanjing, { fileName: 'a.png', bytes: await png(5, 5, 7) });
    const shared = await service.upload(await world.call(world.province, 'OPERATOR'), {
      fileName: 'a.png',
      bytes: await png(6, 6, 7),
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
    const { sha256 } = await service.upload(call, { fileName: 'a.png', bytes: await png(9, 9, 1) });
    const { data } = await service.read(call, sha256);
    const get = async () => appFor(null).request(`/v1/images/${sha256}`);
    expect((await get()).status).toBe(404);
    await database.owner.execute(sql`update asset set released_at = now() where sha256 = ${sha256}`);
    const served = await get();
    expect(served.status).toBe(200);
    expect(Buffer.from(await served.arrayBuffer())).toEqual(data);
    expect(served.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(served.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
  });
});
