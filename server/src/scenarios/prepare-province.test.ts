import { decisionResponseSchema } from '@xietong/shared/decisions';
import type { PointPlace } from '@xietong/shared/points';
import { releaseDocumentSchema } from '@xietong/shared/releases';
import { rendererForChannel, SHOWN_PLACES } from '@xietong/shared/rendering';
import type { RenderedContent } from '@xietong/shared/rendering';
import { pino } from 'pino';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { composeOnClock } from '../compose-on-clock';
import { systemClock } from '../platform/clock';
import { UNSEEN_ROOM } from '../platform/free-space';
import { systemIds } from '../platform/ids';
import { serveDemo } from '../testing/demo-world';
import { createTestDatabase } from '../testing/test-database';
import type { TestDatabase } from '../testing/test-database';
import { actAsDemoStaff } from './demo-people-zh';
import { CHANNELS } from './jiangsu-zh';
import { makePlacements } from './placement-crowd';
import { prepareProvince } from './prepare-province';
import { createScenarioClock } from './scenario-clock';

/** What channels were promised, in pixels. */
const PICTURE_SIZES: Readonly<Record<string, readonly [width: number, height: number]>> = {
  'web/banner': [1200, 400],
  'web/dialog': [800, 450],
  'web/sidebar': [600, 400],
  'app/splash': [1080, 1920],
  'app/dialog': [800, 450],
  'h5/card': [1080, 1080],
  'terminal/idle': [1920, 1080],
  'wechat/card': [900, 383],
};

const logger = pino({ level: 'silent' });
let database: TestDatabase;
let said: string[] = [];

async function prepare(
  demo: boolean,
  say: (line: string) => void = (line) => said.push(line),
): Promise<void> {
  const compose = composeOnClock(
    { databases: database, secrets: database.secrets, dataFolder: database.dataFolder, room: UNSEEN_ROOM },
    logger,
    systemIds,
  );
  await prepareProvince(
    { databases: database },
    { demo, clock: systemClock, ids: systemIds, compose, say, logger },
  );
}

/** Rows of every table, to see whether a second start changes anything. */
async function countRows(): Promise<Record<string, number>> {
  const { rows } = await database.owner.$client.query<{ name: string; count: string }>(`
    select c.relname as name, (xpath('/row/n/text()', query_to_xml(format('select count(*) as n from %I', c.relname), false, true, '')))[1]::text as count
    from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition`);
  return Object.fromEntries(rows.map(({ name, count }) => [name, Number(count)]));
}

async function states(
  table: 'release' | 'standard_version' | 'local_version',
): Promise<Record<string, number>> {
  const { rows } = await database.owner.$client.query<{ state: string; n: string }>(
    `select state, count(*) as n from ${table} group by state`,
  );
  return Object.fromEntries(rows.map(({ state, n }) => [state, Number(n)]));
}

async function one<T extends object>(query: string): Promise<T | undefined> {
  return (await database.owner.$client.query<T>(query)).rows[0];
}

describe('the demo province', () => {
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.close());

  it(
    'is made anew after a start that was killed half-way, and then never again',
    { timeout: 120_000 },
    async () => {
      const stop = new Error('killed');
      const interrupted = prepare(true, (line) => {
        if (line.includes('campaigns')) throw stop;
      });
      await expect(interrupted).rejects.toBe(stop);
      expect((await countRows()).person).toBe(15);

      const began = performance.now();
      await prepare(true);
      const seconds = (performance.now() - began) / 1000;
      const counts = await countRows();
      expect(counts).toMatchObject({
        tenant: 14,
        channel: 6,
        person: 15,
        subscriber: 660,
        marketing_point: 12,
        customer_list: 3,
      });
      expect(counts.event).toBeGreaterThan(1_500);
      expect(counts.event).toBe(counts.event_identity);
      expect(seconds).toBeLessThan(60);
      expect(await states('standard_version')).toEqual({
        PUBLISHED: 2,
        IN_REVIEW: 1,
        DRAFT: 1,
        RETURNED: 1,
        APPROVED: 1,
      });
      expect(await states('local_version')).toEqual({ APPROVED: 4, IN_REVIEW: 1, DRAFT: 1, RETURNED: 1 });

      said = [];
      await prepare(true);
      expect(await countRows()).toEqual(counts);
      expect(said).toEqual([]);
      await prepare(false);
      expect(await countRows()).toEqual(counts);
    },
  );

  it('has events of every kind, all marked as demo, none from the future', async () => {
    const { rows } = await database.owner.$client.query<{
      type: string;
      n: string;
      late: boolean;
      demo: boolean;
    }>(
      'select type, count(*) as n, bool_or(at > now()) as late, bool_and(demo) as demo from event group by type',
    );
    expect(rows.map(({ type }) => type).sort()).toEqual([
      'click',
      'dismiss',
      'impression',
      'order',
      'transaction',
    ]);
    expect(rows.every(({ late, demo }) => !late && demo)).toBe(true);
    const cities = await database.owner.$client.query<{ n: string }>(
      `select count(distinct t.code) as n from event e join tenant t on t.id = e.campaign_tenant_id`,
    );
    expect(Number(cities.rows[0]?.n)).toBe(3);
  });

  it('tells of thirty days of campaigns, after thirty of ordinary business to compare with', async () => {
    const days = await one(`
      select count(distinct day) filter (where type = 'impression')::int as shown,
        count(distinct day) filter (where type = 'transaction')::int as done from metric_day
      where day < (now() at time zone 'Asia/Shanghai')::date`);
    expect(days).toEqual({ shown: 29, done: 59 });
  });

  it('shows the pilot city growing from 13% to 20% of the business', async () => {
    const shares = await one<{ first: number; last: number }>(`
      with days as (select m.day, sum(count) as "all", sum(count) filter (where t.code = '320100') as pilot,
        row_number() over (order by m.day) as nth from metric_day m join tenant t on t.id = m.tenant_id
        where type = 'transaction' and m.day < (now() at time zone 'Asia/Shanghai')::date group by m.day)
      select (sum(pilot) filter (where nth <= 7) / sum("all") filter (where nth <= 7))::float as first,
        (sum(pilot) filter (where nth > 52) / sum("all") filter (where nth > 52))::float as last from days`);
    expect(shares?.first).toBeCloseTo(0.13, 1);
    expect(shares?.last).toBeCloseTo(0.2, 1);
    expect((shares?.last ?? 0) - (shares?.first ?? 0)).toBeGreaterThan(0.04);
  });

  it('counts late reports on their own day, and repeated ones once', async () => {
    const late = await one<{ late: number; counted: boolean }>(`
      select count(*) filter (where type <> 'transaction' and received_day > day)::int as late,
        count(*) = (select sum(count) from metric_day) as counted from event`);
    expect(late?.late).toBeGreaterThan(0);
    expect(late?.counted).toBe(true);
  });

  it('answers channels at every kind of place with what was approved, pictures in the sizes of the places', async () => {
    const { app, composition, as } = await serveDemo(database);
    const cities = ['320100', '320200'];
    const { rows: points } = await database.owner.$client.query<PointPlace & { code: string }>(
      'select code, channel, format from marketing_point where enabled order by code',
    );
    const seen = new Set<string>();
    for (const { code: channel } of CHANNELS) {
      const key = { channel, name: 'places', cities };
      const { secret } = await composition.services.channelKeyService.create(as('JS-SYS-01'), key);
      for (const { code, format } of points.filter((point) => point.channel === channel))
        for (const city of cities) {
          const response = await app.request('/v1/decisions', {
            method: 'POST',
            headers: { 'content-type': 'application/json', authorization: `Bearer ${secret}` },
            body: JSON.stringify({ requestId: 'r', city, points: [code] }),
          });
          expect(response.status).toBe(200);
          const answer = decisionResponseSchema.parse(await response.json());
          for (const { campaign, content } of answer.points.flatMap(({ items }) => items)) {
            if (campaign === null) continue;
            seen.add(`${channel}/${format}`);
            expect(await previewsOf(campaign, { channel, format })).toContainEqual(content);
            await expectPlaced(content, { channel, format }, (src) => app.request(src));
          }
        }
    }
    expect([...seen].sort()).toEqual(
      SHOWN_PLACES.map(({ channel, format }) => `${channel}/${format}`).toSorted(),
    );
  });

  /** What editors and approvers of a campaign were shown of it at such a place. */
  async function previewsOf(campaign: string, { channel, format }: PointPlace): Promise<unknown[]> {
    const { rows } = await database.owner.$client.query<{ text: string }>(
      `select text from release where campaign_number = $1 and state = 'APPROVED' and kind <> 'STANDARD'`,
      [campaign],
    );
    return rows.map(({ text }) => {
      const document = releaseDocumentSchema.parse(JSON.parse(text));
      const options = { format, smsSignature: '演示', images: document.assets };
      const rendered = rendererForChannel(channel)?.render(document.content, options);
      return rendered?.ok ? rendered.value : rendered;
    });
  }

  async function expectPlaced(
    content: RenderedContent,
    { channel, format }: PointPlace,
    fetch: (src: string) => Response | Promise<Response>,
  ): Promise<void> {
    if (content.renderer === 'sms/1') {
      expect(content.text).toMatch(/^【演示】.+拒收请回复R$/s);
      expect(content.parts).toBeGreaterThan(0);
      return;
    }
    if (content.renderer === 'web/1')
      throw new Error('what is approved today is drawn by the newest renderer');
    const image = content.renderer === 'wechat/1' ? content.cover : content.image;
    if (!image) throw new Error(`nothing to see at ${channel}/${format}`);
    expect(image.alt.trim()).not.toBe('');
    const picture = await fetch(image.src);
    expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
    const { width, height } = await sharp(Buffer.from(await picture.arrayBuffer())).metadata();
    expect([width, height]).toEqual(PICTURE_SIZES[`${channel}/${format}`]);
    expect({ width: image.width, height: image.height }).toEqual({ width, height });
  }

  it('has lists that reach those who agreed, whatever the channel brings, and say why not the others', async () => {
    const { composition, as } = await serveDemo(database);
    const version = await one<{ id: string }>(
      `select v.id from list_version v join tenant t on t.id = v.tenant_id where t.code = '320100'`,
    );
    const reach = await composition.services.reachService.listReach(as('NJ-OPS-01'), {
      listVersionId: version?.id ?? '',
      offerCodes: [],
    });
    expect(reach).toMatchObject({
      size: 40,
      reachable: 30,
      refused: { declined: 5, unasked: 5, strangers: 0 },
    });
  });
});

describe('a crowd of placements', () => {
  it('is made through the services, as many as asked for', { timeout: 60_000 }, async () => {
    database = await createTestDatabase();
    await prepare(true);
    const clock = createScenarioClock(systemClock);
    clock.moveTo(new Date(Date.now() - 10 * 60_000));
    const { services } = composeOnClock(
      { databases: database, secrets: database.secrets, dataFolder: database.dataFolder, room: UNSEEN_ROOM },
      logger,
      systemIds,
    )(clock);
    const { rows } = await database.owner.$client.query<{ id: string }>(
      `select campaign_id as id from standard_version where state = 'PUBLISHED' and city_default = 'SHOW_STANDARD'`,
    );
    const before = (await countRows()).placement ?? 0;
    const as = await actAsDemoStaff(database.owner, systemIds);
    await makePlacements({ services, as, clock, standardCampaignId: rows[0]?.id ?? '' }, 120);
    expect((await countRows()).placement).toBe(before + 120);
    expect((await states('local_version')).APPROVED).toBe(4 + 3);
    await database.close();
  });
});

describe('an installation without the demo', () => {
  beforeAll(async () => {
    database = await createTestDatabase();
    said = [];
  });
  afterAll(() => database.close());

  it('gets its first two administrators, whose passwords are said once', async () => {
    await prepare(false);
    const counts = await countRows();
    expect(counts).toMatchObject({ tenant: 14, person: 2, duty: 2, marketing_point: 0, subscriber: 0 });
    expect(said).toHaveLength(2);
    const passwords = said.map((line) => line.split(': ').at(-1) ?? '');
    expect(new Set(passwords).size).toBe(2);
    expect(passwords.every((password) => password.length === 20)).toBe(true);
    const { rows } = await database.owner.$client.query<{ kept: boolean }>(
      'select bool_or(canonical like any ($1)) as kept from audit_event',
      [passwords.map((password) => `%${password}%`)],
    );
    expect(rows[0]?.kept).toBe(false);
    await prepare(false);
    expect(said).toHaveLength(2);
    expect(await countRows()).toEqual(counts);
  });

  it('is never filled with the demo later on', async () => {
    const counts = await countRows();
    await prepare(true);
    expect(await countRows()).toEqual(counts);
  });

  it('gets the one that is missing when the first start was killed in between', async () => {
    await database.owner.$client.query(`
      delete from duty where role = 'SECURITY_ADMIN'; delete from person where staff_id = 'JS-SEC-01'`);
    said = [];
    await prepare(false);
    expect(said).toHaveLength(1);
    expect(said[0]).toContain('JS-SEC-01');
  });
});
