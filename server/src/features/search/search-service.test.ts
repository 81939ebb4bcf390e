import { SEARCH_GROUP_SIZE, searchSchema } from '@xietong/shared/search';
import type { FoundGroup, SearchGroup } from '@xietong/shared/search';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DemoStaffId } from '../../scenarios/demo-people-zh';
import { createDemoWorld } from '../../testing/demo-world';
import type { DemoWorld } from '../../testing/demo-world';

let world: DemoWorld;
beforeAll(async () => {
  world = await createDemoWorld();
}, 120_000);
afterAll(() => world.database.close());

const find = (staffId: DemoStaffId, text: string): Promise<FoundGroup[]> =>
  world.composition.services.searchService.find(world.as(staffId), searchSchema.parse({ text }));
const hitsOf = (found: FoundGroup[], group: SearchGroup) =>
  found.find((each) => each.group === group)?.hits ?? [];

async function owned(text: string, code: string): Promise<{ name: string; number: string; id: string }[]> {
  const { rows } = await world.database.owner.$client.query<{ name: string; number: string; id: string }>(
    text,
    [code],
  );
  return rows;
}
const localsOf = (code: string) =>
  owned(
    `select c.id, c.number, v.title as name from local_campaign c join local_version v on v.campaign_id = c.id join tenant t on t.id = c.tenant_id
     where t.code = $1 and v.version = (select max(version) from local_version where campaign_id = c.id) order by c.number`,
    code,
  );
const listsOf = (code: string) =>
  owned(
    `select l.id, l.name, '' as number from customer_list l join tenant t on t.id = l.tenant_id where t.code = $1`,
    code,
  );

describe('searching', () => {
  it('finds a local campaign by number, part of its number, and title', async () => {
    const [local] = await localsOf('320100');
    if (!local) throw new Error('Nanjing has no campaign');
    for (const text of [local.number, local.number.slice(-9), local.name, ` ${local.name.slice(1, 5)} `])
      expect(
        hitsOf(await find('NJ-OPS-01', text), 'locals').map(({ id }) => id),
        text,
      ).toContain(local.id);
  });

  it('puts what the text begins before what only holds it', async () => {
    const found = hitsOf(await find('JS-OPS-01', '32'), 'locals');
    expect(found.length).toBeGreaterThan(0);
    expect(found[0]?.number?.startsWith('32')).toBe(true);
  });

  it('finds points by code and by name in both languages', async () => {
    for (const text of ['home-banner', 'HOME-BAN', '首页']) {
      const codes = hitsOf(await find('WX-OPS-01', text), 'points').map(({ number }) => number);
      expect(codes, text).toContain('home-banner');
    }
  });

  it('finds submissions, and says when there are more than are shown', async () => {
    const [release] = await owned(
      `select id, title as name, left(campaign_number, 2) as number from release where campaign_number <> $1 limit 1`,
      '',
    );
    const groups = await find('JS-APR-01', release?.number ?? '');
    expect(hitsOf(groups, 'approvals')).toHaveLength(SEARCH_GROUP_SIZE);
    expect(groups.find(({ group }) => group === 'approvals')?.more).toBe(true);
    for (const { submitted } of hitsOf(groups, 'approvals')) {
      expect(['STANDARD', 'STANDARD_PLACEMENT', 'LOCAL']).toContain(submitted?.kind);
      expect(submitted?.at).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/);
    }
    expect(hitsOf(groups, 'locals').every(({ submitted }) => submitted === null)).toBe(true);
  });

  it('takes the characters of a pattern as they are', async () => {
    expect(await find('JS-OPS-01', '%%')).toEqual([]);
    expect(await find('JS-OPS-01', '__')).toEqual([]);
    expect(await find('JS-OPS-01', String.raw`\\`)).toEqual([]);
  });

  it('wants two characters at least', () => {
    expect(searchSchema.safeParse({ text: ' a ' }).success).toBe(false);
    expect(searchSchema.safeParse({ text: '审批' }).success).toBe(true);
  });
});

describe('what is found', () => {
  it('is nothing of Nanjing to Wuxi, by any number or name that Nanjing has', async () => {
    const things = [...(await localsOf('320100')), ...(await listsOf('320100'))];
    expect(things.length).toBeGreaterThan(2);
    const foreign = new Set(things.map(({ id }) => id));
    const { rows } = await world.database.owner.$client.query<{ id: string }>(
      `select r.id from approval_request r join tenant t on t.id = r.tenant_id where t.code = '320100'`,
    );
    for (const { id } of rows) foreign.add(id);
    for (const text of things.flatMap(({ name, number }) => [name, number]).filter((each) => each !== '')) {
      for (const staffId of ['WX-OPS-01', 'WX-APR-01'] as const) {
        const found = (await find(staffId, text)).flatMap(({ hits }) => hits.map(({ id }) => id));
        expect(
          found.filter((id) => foreign.has(id)),
          `${staffId} ${text}`,
        ).toEqual([]);
      }
    }
  });

  it('is of every city to the province', async () => {
    const [nanjing] = await localsOf('320100');
    const [wuxi] = await localsOf('320200');
    for (const local of [nanjing, wuxi])
      expect(hitsOf(await find('JS-APR-01', local?.number ?? ''), 'locals').map(({ id }) => id)).toEqual([
        local?.id,
      ]);
  });

  it('is no standard to a city before it was published', async () => {
    const { rows } = await world.database.owner.$client.query<{ number: string }>(
      `select c.number from standard_campaign c where not exists (select from standard_version v where v.campaign_id = c.id and v.published_at is not null)`,
    );
    expect(rows.length).toBeGreaterThan(0);
    for (const { number } of rows) {
      expect(hitsOf(await find('JS-OPS-01', number), 'standards')).toHaveLength(1);
      expect(hitsOf(await find('NJ-OPS-01', number), 'standards')).toEqual([]);
    }
  });

  it('is people to those who keep them, by staff id and name, and no business of theirs', async () => {
    for (const staffId of ['JS-SYS-01', 'JS-SEC-01'] as const) {
      expect(await find(staffId, '手机报')).toEqual([]);
      const [people, ...others] = await find(staffId, 'nj-ops');
      expect(others).toEqual([]);
      expect(people?.hits.map(({ number }) => number).sort()).toEqual(['NJ-OPS-01', 'NJ-OPS-02']);
    }
    const found = async (staffId: DemoStaffId) => (await find(staffId, 'NJ-')).map(({ group }) => group);
    expect(await found('NJ-AUD-01')).toContain('people');
    expect(await found('NJ-OPS-01')).not.toContain('people');
    expect(hitsOf(await find('NJ-AUD-01', 'WX-'), 'people')).toEqual([]);
  });

  it('is nobody by a phone number, and the search keeps none', async () => {
    const { rows } = await world.database.owner.$client.query<{ size: string }>(
      'select count(*) as size from audit_event',
    );
    expect(await find('JS-OPS-01', '15400000001')).toEqual([]);
    const after = await world.database.owner.$client.query<{ size: string }>(
      'select count(*) as size from audit_event',
    );
    expect(after.rows).toEqual(rows);
  });
});
