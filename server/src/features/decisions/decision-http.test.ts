import { Readable } from 'node:stream';
import { decisionResponseSchema } from '@xietong/shared/decisions';
import type { DecisionResponse } from '@xietong/shared/decisions';
import { headlineIn } from '@xietong/shared/rendering';
import type { ReleaseDocument, ReleaseKind } from '@xietong/shared/releases';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { asCaller } from '../../access/as-caller';
import type { Call } from '../../access/call';
import { systemIds } from '../../platform/ids';
import { createTestApprovals, createTestReleases } from '../../testing/review-services';
import { createAppWorld } from '../../testing/app-world';
import type { AppWorld } from '../../testing/app-world';
import type { TestTenant } from '../../testing/tenant-factory';

let world: AppWorld;
let secret: string;
const problemSchema = z.object({
  code: z.string(),
  fields: z.array(z.object({ path: z.string(), code: z.string() })),
});
const reportSchema = z.object({ results: z.array(z.object({ id: z.string(), status: z.string() })) });

interface Live {
  tenant: TestTenant;
  headline: string;
  kind?: ReleaseKind;
  point?: string;
  standardId?: string;
  listVersionId?: string;
  rule?: Record<string, unknown>;
  offerCode?: string;
}

/** Something approved and live, made as people make it: submitted by one, approved by another. */
async function goLive({ tenant, headline, kind = 'LOCAL', point = 'home-banner', ...more }: Live) {
  const operator = await world.tenants.call(tenant, 'OPERATOR');
  const approver = await world.tenants.call(tenant, 'APPROVER');
  const list = more.listVersionId
    ? await asCaller(world.database.app, operator, async (tx) => {
        const found = await world.services.listService.versionForRelease(
          tx,
          operator,
          more.listVersionId ?? '',
        );
        return {
          versionId: found.versionId,
          listName: found.listName,
          digest: found.digest,
          size: found.size,
        };
      })
    : null;
  const campaignId = more.standardId && kind !== 'LOCAL' ? more.standardId : systemIds.next();
  const versionId = systemIds.next();
  const labels = { zh: '字段', en: 'Field' };
  const policy = { kind: 'EDITABLE' as const, constraint: {} };
  const offer = more.offerCode
    ? { code: more.offerCode, name: '演示', tariffNumber: 'DEMO-1', priceFen: 300 }
    : null;
  const document: ReleaseDocument = {
    schema: 'xietong.release/1',
    tenant: { code: tenant.code, kind: tenant.kind },
    subject: {
      kind,
      campaignId,
      number: `${tenant.code}-2026-${headline}`.slice(0, 30),
      title: headline,
      versionId,
      version: 1,
      base: more.standardId
        ? { campaignId: more.standardId, number: 'JS-2026-0001', versionId: systemIds.next(), version: 1 }
        : null,
    },
    cityDefault: kind === 'STANDARD_PLACEMENT' ? 'SHOW_STANDARD' : null,
    content: [
      { id: systemIds.next(), role: 'headline', labels, policy, value: headline },
      ...(offer ? [{ id: systemIds.next(), role: 'offer' as const, labels, policy, value: offer }] : []),
    ],
    assets: [],
    renderers: { web: '1', sms: '1' },
    placements: [
      {
        id: systemIds.next(),
        point,
        channel: 'web',
        startsAt: '2026-11-21T16:00:00.000Z',
        endsAt: '2026-11-30T16:00:00.000Z',
        tier: kind === 'STANDARD_PLACEMENT' ? 'STANDARD' : 'LOCAL',
        lever: 50,
        audience: list || more.rule ? { list, rule: more.rule ?? null } : null,
      },
    ],
    offer,
  };
  const releases = createTestReleases(world.clock);
  const { requestId, hash, releaseId } = await asCaller(world.database.app, operator, (tx) =>
    releases.submit(tx, operator, { kind, campaignId, versionId, document }),
  );
  await decideQuietly(approver, requestId, hash, releaseId);
  await world.snapshots.refresh();
  return { releaseId, campaignId };
}

/** The approval without the feature behind the version, which these documents do not have. */
async function decideQuietly(
  approver: Call,
  requestId: string,
  hash: string,
  releaseId: string,
): Promise<void> {
  await createTestApprovals({
    database: world.database,
    clock: world.clock,
    audit: world.audit,
    releases: createTestReleases(world.clock),
  }).decide(approver, { id: requestId, hash, outcome: 'APPROVED' });
  expect(releaseId).toMatch(/^[0-9a-f-]{36}$/);
}

async function post(path: string, body: unknown, key = secret): Promise<Response> {
  return world.app.request(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(key ? { authorization: `Bearer ${key}` } : {}) },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

async function decided(body: object): Promise<DecisionResponse> {
  const request = { requestId: 'r1', city: '320100', points: ['home-banner'], ...body };
  const response = await post('/v1/decisions', request);
  expect(response.status).toBe(200);
  return decisionResponseSchema.parse(await response.json());
}

const headlines = ({ points }: DecisionResponse) =>
  points.flatMap((point) => point.items.map((item) => headlineIn(item.content)));
const personalised = { consent: { personalised: true } };

beforeAll(async () => {
  world = await createAppWorld();
  const admin = await world.tenants.call(world.tenants.province, 'SYSTEM_ADMIN');
  const cities = ['320100', '320200'];
  secret = (await world.services.channelKeyService.create(admin, { channel: 'web', name: 'test', cities }))
    .secret;
  await world.snapshots.refresh();
});
afterAll(() => world.close());

describe('statuses, in their order', () => {
  const good = { requestId: 'r', city: '320100', points: ['home-banner'] };
  it('401 without a key and for one that is unknown, even when the body is wrong', async () => {
    expect((await post('/v1/decisions', good, '')).status).toBe(401);
    const unknown = await post('/v1/decisions', '{', 'xt_web_wrong');
    expect([unknown.status, problemSchema.parse(await unknown.json()).code]).toEqual([401, 'KEY_UNKNOWN']);
    expect(unknown.headers.get('www-authenticate')).toContain('Bearer');
  });
  it('400 naming every field that is wrong', async () => {
    const response = await post('/v1/decisions', { city: 'x', points: [], subscriber: 5, consent: {} });
    expect(response.status).toBe(400);
    const { code, fields } = problemSchema.parse(await response.json());
    expect(code).toBe('INVALID_INPUT');
    expect(fields.map((field) => field.path).sort()).toEqual(['city', 'points', 'requestId', 'subscriber']);
    expect((await post('/v1/decisions', '{"requestId":')).status).toBe(400);
    expect((await post('/v1/decisions', { ...good, subscriber: '12345' })).status).toBe(400);
  });
  it('404 for a point or city that does not exist or is outside the scope', async () => {
    const codes = await Promise.all(
      [{ points: ['nowhere'] }, { points: ['sms-tail'] }, { city: '999999' }, { city: '320300' }].map(
        async (over) => {
          const response = await post('/v1/decisions', { ...good, ...over });
          return [response.status, problemSchema.parse(await response.json()).code];
        },
      ),
    );
    expect(codes).toEqual([
      [404, 'DECISION_POINT_UNKNOWN'],
      [404, 'DECISION_POINT_UNKNOWN'],
      [404, 'DECISION_CITY_UNKNOWN'],
      [404, 'DECISION_CITY_UNKNOWN'],
    ]);
  });
  it('403 for an explanation without the right to one, 200 with a fallback where nothing fits', async () => {
    expect((await post('/v1/decisions', { ...good, explain: true })).status).toBe(403);
    expect((await decided({ points: ['plan-sidebar'] })).points).toEqual([
      { point: 'plan-sidebar', fallback: true, items: [] },
    ]);
  });
  it('429 when a key asks faster than it may', async () => {
    const admin = await world.tenants.call(world.tenants.province, 'SYSTEM_ADMIN');
    const slow = await world.services.channelKeyService.create(admin, {
      channel: 'web',
      name: 'slow',
      cities: ['320100'],
      ratePerSecond: 2,
    });
    const statuses = [];
    for (let turn = 0; turn < 3; turn += 1)
      statuses.push((await post('/v1/decisions', good, slow.secret)).status);
    expect(statuses).toEqual([200, 200, 429]);
  });
});

describe('a decision', () => {
  it("is Nanjing's version for a listed customer, the province's for another, never for Wuxi", async () => {
    const operator = await world.tenants.call(world.tenants.nanjing, 'OPERATOR');
    const source = Readable.from([Buffer.from('phone\n15400000001\n15400000002\n')]);
    const imported = await world.services.listImportService.importFile(operator, {
      fileName: 'a.csv',
      source,
      name: 'A',
    });
    const standardId = systemIds.next();
    const { province, nanjing } = world.tenants;
    await goLive({ tenant: province, headline: 'standard', kind: 'STANDARD_PLACEMENT', standardId });
    await goLive({ tenant: nanjing, headline: 'nanjing', standardId, listVersionId: imported.versionId });
    const listed = { subscriber: '15400000001', ...personalised };
    expect(headlines(await decided(listed))).toEqual(['nanjing']);
    expect(headlines(await decided({ ...listed, subscriber: '15400000009' }))).toEqual(['standard']);
    expect(headlines(await decided({ ...listed, city: '320200' }))).toEqual(['standard']);
    expect(headlines(await decided({ subscriber: '15400000001' }))).toEqual(['standard']);
  });

  it('follows a rule over what is stored and what the channel says', async () => {
    await goLive({
      tenant: world.tenants.nanjing,
      headline: 'fiber',
      point: 'plan-sidebar',
      rule: { net: 'fiber' },
    });
    const ask = (attributes: object) => decided({ points: ['plan-sidebar'], attributes, ...personalised });
    expect(headlines(await ask({ net: 'fiber' }))).toEqual(['fiber']);
    expect(headlines(await ask({ net: 'dsl' }))).toEqual([]);
    expect(headlines(await ask({}))).toEqual([]);
  });

  it('stops offering what was ordered, on every channel, from the next decision on', async () => {
    await goLive({ tenant: world.tenants.wuxi, headline: 'paper', point: 'web-dialog', offerCode: 'PAPER' });
    const ask = () => decided({ city: '320200', points: ['web-dialog'], subscriber: '15400000007' });
    const first = await ask();
    expect(headlines(first)).toEqual(['paper']);
    const event = {
      id: 'o1',
      type: 'order',
      decisionId: first.points[0]?.items[0]?.decisionId,
      at: world.clock.now().toISOString(),
    };
    const report = async () =>
      reportSchema.parse(await (await post('/v1/events', { events: [event] })).json());
    expect((await report()).results).toEqual([{ id: 'o1', status: 'accepted' }]);
    expect((await report()).results).toEqual([{ id: 'o1', status: 'duplicate' }]);
    expect(headlines(await ask())).toEqual([]);
  });

  it('keeps whoever is on a blocklist from all marketing where it is in force, and for no longer', async () => {
    const { province, nanjing, wuxi } = world.tenants;
    const { listService, listImportService } = world.services;
    const point = 'plan-sidebar';
    for (const tenant of [nanjing, wuxi]) await goLive({ tenant, headline: `open ${tenant.code}`, point });
    const block = async (
      tenant: TestTenant,
      numbers: string[],
      target: { name: string } | { listId: string },
    ) => {
      const imported = await listImportService.importFile(await world.tenants.call(tenant, 'OPERATOR'), {
        ...{ fileName: 'b.csv', source: Readable.from([Buffer.from(numbers.join('\n'))]) },
        ...('name' in target ? { ...target, purpose: 'BLOCKLIST' as const } : target),
      });
      await world.snapshots.refresh();
      return imported;
    };
    const archive = async (tenant: TestTenant, listId: string) => {
      await listService.archive(await world.tenants.call(tenant, 'OPERATOR'), listId);
      await world.snapshots.refresh();
    };
    const shown = async (city: string, subscriber?: string) =>
      headlines(await decided({ city, points: [point], ...(subscriber ? { subscriber } : {}) }));
    const [first, second] = ['15400000021', '15400000022'];

    const { listId } = await block(nanjing, [first], { name: 'blocked' });
    expect(await shown('320100', first)).toEqual([]);
    expect(await shown('320100', second)).toEqual(['open 320100']);
    expect(await shown('320100')).toEqual(['open 320100']);
    // Another city's requests are none of Nanjing's business.
    expect(await shown('320200', first)).toEqual(['open 320200']);
    await block(nanjing, [second], { listId });
    expect(await shown('320100', first)).toEqual(['open 320100']);
    expect(await shown('320100', second)).toEqual([]);

    const everywhere = await block(province, [first], { name: 'blocked everywhere' });
    expect(await shown('320100', first)).toEqual([]);
    expect(await shown('320200', first)).toEqual([]);
    await archive(province, everywhere.listId);
    await archive(nanjing, listId);
    expect(await shown('320100', first)).toEqual(['open 320100']);
    expect(await shown('320100', second)).toEqual(['open 320100']);
  });

  it('ends by its window, without anybody doing anything', async () => {
    const before = world.clock.at;
    world.clock.at = new Date('2026-11-30T15:59:59.999Z');
    await world.snapshots.refresh();
    expect((await decided({})).points[0]?.fallback).toBe(false);
    world.clock.at = new Date('2026-11-30T16:00:00.000Z');
    expect((await decided({})).points[0]?.fallback).toBe(true);
    world.clock.at = before;
  });

  it('says so when the configuration could not be looked at', async () => {
    await world.snapshots.refresh();
    const before = world.clock.at;
    world.clock.at = new Date(before.getTime() + 5_001);
    expect((await decided({})).stale).toBe(true);
    world.clock.at = before;
  });
});

describe('the description of the API', () => {
  it('is generated from the schemas and names both routes', async () => {
    const response = await world.app.request('/openapi.json');
    const document = z
      .object({ openapi: z.string(), paths: z.record(z.string(), z.unknown()) })
      .parse(await response.json());
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths)).toEqual(['/v1/decisions', '/v1/events']);
  });
  it('can be read in the browser from files of ours', async () => {
    const page = await world.app.request('/docs');
    expect(page.status).toBe(200);
    expect(await page.text()).not.toMatch(/https?:|<script>/);
    for (const file of ['swagger-ui.css', 'swagger-ui-bundle.js', 'start.js'])
      expect((await world.app.request(`/docs/${file}`)).status).toBe(200);
  });
});
