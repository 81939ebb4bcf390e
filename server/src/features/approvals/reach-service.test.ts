import { randomBytes } from 'node:crypto';
import { shanghaiDate } from '@xietong/shared/kernel';
import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asCaller } from '../../access/as-caller';
import type { Call } from '../../access/call';
import { customerList, listMember, listVersion, subscriber } from '../../db/schema';
import { systemIds } from '../../platform/ids';
import { decideOn } from '../../scenarios/approvals';
import { draftLocally } from '../../scenarios/local-versions';
import { createDemoWorld } from '../../testing/demo-world';
import type { DemoWorld } from '../../testing/demo-world';
import { createListChangeReadModel } from './list-change-read-model';

const DAY_MS = 86_400_000;
const POINT = 'plan-sidebar';
const inDays = (days: number) => shanghaiDate(new Date(Date.now() + days * DAY_MS));
const assessment = { purpose: '演示', necessity: '演示', safeguards: '演示' };

let world: DemoWorld;
let services: DemoWorld['composition']['services'];
let author: Call;
let approver: Call;
let standardId: string;
/** Numbers that somebody has, in Nanjing and in Wuxi, and some that nobody has. */
let known: Buffer[];
let elsewhere: Buffer[];
const nobody = Array.from({ length: 6 }, () => randomBytes(32));

async function rows<T extends Record<string, unknown>>(query: ReturnType<typeof sql>): Promise<T[]> {
  return (await world.database.owner.execute(query)).rows as T[];
}
async function tenantId(code: string): Promise<string> {
  const [row] = await rows<{ id: string }>(sql`select id from tenant where code = ${code}`);
  return row?.id ?? '';
}
/** Of customers who have ordered nothing yet. */
async function hashesOf(code: string): Promise<Buffer[]> {
  const found = await world.database.owner
    .select({ hash: subscriber.numberHash })
    .from(subscriber)
    .where(
      sql`${subscriber.homeTenantId} = ${await tenantId(code)} and not exists (select from subscriber_offer where number_hash = ${subscriber.numberHash})`,
    )
    .limit(8);
  return found.map(({ hash }) => hash);
}

let made = 0;
async function newList(
  tenantId = author.actor.tenant.id,
  purpose: 'MARKETING' | 'BLOCKLIST' = 'MARKETING',
): Promise<string> {
  const id = systemIds.next();
  made += 1;
  const { database } = world;
  await database.owner.insert(customerList).values({
    ...{
      id,
      tenantId,
      purpose,
      name: `名单 ${String(made)}（演示）`,
      createdBy: systemIds.next(),
    },
  });
  return id;
}
async function addVersion(
  listId: string,
  version: number,
  members: readonly Buffer[],
  tenant = author.actor.tenant.id,
): Promise<string> {
  const id = systemIds.next();
  await world.database.owner.insert(listVersion).values({
    ...{ id, tenantId: tenant, listId, version, size: members.length, digest: '0'.repeat(64) },
    ...{ keyVersion: 1, fileName: 'x.csv', report: {}, createdBy: systemIds.next() },
    ...{ createdByName: 'NJ-OPS-01', createdByKind: 'PERSON' },
  });
  if (members.length > 0)
    await world.database.owner
      .insert(listMember)
      .values(members.map((numberHash) => ({ listVersionId: id, tenantId: tenant, numberHash })));
  return id;
}

/** In force from now on, as an import leaves it. */
async function block(code: string, members: readonly Buffer[]): Promise<string> {
  const tenant = await tenantId(code);
  const listId = await newList(tenant, 'BLOCKLIST');
  await release(await addVersion(listId, 1, members, tenant));
  return listId;
}
async function release(versionId: string): Promise<void> {
  await world.database.owner.execute(
    sql`update list_version set released_at = now() where id = ${versionId}`,
  );
}
/** Customers of a city who are on no blocklist of it or of the province. */
async function unblocked(home: string): Promise<number> {
  const { rows: found } = await world.database.owner.execute<{ count: number }>(sql`
    select count(*)::int as count from subscriber s where home_tenant_id = ${home} and not exists (
      select from list_member m join list_version v on v.id = m.list_version_id join customer_list l on l.id = v.list_id
      join tenant t on t.id = l.tenant_id
      where m.number_hash = s.number_hash and l.purpose = 'BLOCKLIST' and l.archived_at is null
        and (t.kind = 'PROVINCE' or t.id = ${home}))`);
  return found[0]?.count ?? 0;
}
async function archive(listId: string): Promise<void> {
  await world.database.owner.execute(sql`update customer_list set archived_at = now() where id = ${listId}`);
}

interface Wanted {
  readonly lever?: number;
  readonly listVersionId?: string;
  readonly pointCode?: string;
}
async function submitted({ lever = 50, listVersionId, pointCode = POINT }: Wanted) {
  const { id, versionId, rowVersion } = await draftLocally(services, author, {
    standardCampaignId: standardId,
    title: `触达 ${String((made += 1))}`,
    texts: { headline: '触达（演示）' },
    placements: [
      {
        ...{ pointCode, lever, firstDay: inDays(0), lastDay: inDays(5) },
        ...(listVersionId ? { listVersionId } : {}),
      },
    ],
    assessment: listVersionId ? assessment : null,
  });
  const { requestId } = await submit(versionId, rowVersion);
  return { id, versionId, requestId };
}
async function submit(versionId: string, rowVersion: number) {
  const { releaseId } = await services.localCampaignService.submit(author, { versionId, rowVersion });
  const [request] = await rows<{ id: string }>(
    sql`select id from approval_request where release_id = ${releaseId}`,
  );
  return { releaseId, requestId: request?.id ?? '' };
}

beforeAll(async () => {
  world = await createDemoWorld();
  ({ services } = world.composition);
  author = world.as('NJ-OPS-01');
  approver = world.as('NJ-APR-01');
  const [standard] = await rows<{ id: string }>(
    sql`select campaign_id as id from standard_placement where state = 'APPROVED'`,
  );
  standardId = standard?.id ?? '';
  known = await hashesOf('320100');
  elsewhere = await hashesOf('320200');
}, 120_000);
afterAll(() => world.database.close());

describe('lists under review', () => {
  it('are measured by what runs now, then by the version before, and counted like sets', async () => {
    const list = await newList();
    const first = await addVersion(list, 1, [...known.slice(0, 4), ...nobody.slice(0, 2)]);
    const running = await submitted({ listVersionId: first });
    expect(await services.reachService.listChanges(approver, running.requestId)).toMatchObject([
      { version: 1, size: 6, before: null, added: 6, removed: 0, kept: 0, refused: { strangers: 2 } },
    ]);
    await decideOn(services, approver, running.versionId);

    const second = await addVersion(list, 2, [...known.slice(2, 6), ...nobody.slice(1, 3)]);
    const next = await services.localCampaignService.revise(author, running);
    const { version } = await services.localCampaignService.get(author, { id: running.id });
    const { rowVersion } = await services.localCampaignService.savePlacements(author, {
      versionId: next.versionId,
      rowVersion: version.rowVersion,
      placements: version.placements.map(({ id, firstDay, lastDay, tier, lever, pointCode }) => ({
        ...{ id, pointCode, firstDay, lastDay, tier, lever, listVersionId: second, rule: null },
      })),
    });
    const { requestId } = await submit(next.versionId, rowVersion);
    expect(await services.reachService.listChanges(approver, requestId)).toMatchObject([
      { version: 2, before: { version: 1, isLive: true }, added: 3, removed: 3, kept: 3 },
    ]);

    // Answered, each is measured by what ran when it was.
    await decideOn(services, approver, next.versionId);
    expect(await services.reachService.listChanges(approver, running.requestId)).toMatchObject([
      { version: 1, before: null, added: 6 },
    ]);
    expect(await services.reachService.listChanges(approver, requestId)).toMatchObject([
      { version: 2, before: { version: 1, isLive: true }, added: 3, removed: 3, kept: 3 },
    ]);

    // Of another campaign with the same list nothing runs: the version before it is what it is measured by.
    const other = await submitted({ listVersionId: second });
    expect(await services.reachService.listChanges(approver, other.requestId)).toMatchObject([
      { version: 2, before: { version: 1, isLive: false }, added: 3, removed: 3, kept: 3 },
    ]);
  });

  it('say who on them opted out, has it already, was never asked, or is no customer here', async () => {
    const [declined, unasked, ordered] = known;
    if (!declined || !unasked || !ordered) throw new Error('too few customers');
    const { owner } = world.database;
    await owner.execute(
      sql`update subscriber set consent_personalised = true where home_tenant_id = ${author.actor.tenant.id}`,
    );
    await owner.execute(
      sql`update subscriber set consent_personalised = false where number_hash = ${declined}`,
    );
    await owner.execute(
      sql`update subscriber set consent_personalised = null where number_hash = ${unasked}`,
    );
    await owner.execute(
      sql`insert into subscriber_offer (number_hash, offer_code, tenant_id, ordered_at) values (${ordered}, 'X', ${author.actor.tenant.id}, now())`,
    );
    const members = [...known, ...elsewhere.slice(0, 2), ...nobody.slice(0, 3)];
    const versionId = await addVersion(await newList(), 1, members);
    const of = (call: Call, offerCodes: string[], homeTenantId: string | null) =>
      asCaller(world.database.app, call, (tx) =>
        createListChangeReadModel(tx).refused(versionId, { homeTenantId, offerCodes }),
      );
    const home = author.actor.tenant.id;
    const expected = { declined: 1, unasked: 1, strangers: 5, ordered: 1, blocked: 0 };
    expect(await of(approver, ['X', 'Y'], home)).toEqual(expected);
    expect(await of(world.as('JS-APR-01'), ['X'], home)).toEqual(expected);
    expect(await of(approver, [], home)).toMatchObject({ ordered: 0 });
    // Before anybody approves it, its author is told as much.
    const asked = { listVersionId: versionId, offerCodes: ['X', 'Y'] };
    const told = { size: members.length, reachable: known.length - 3, refused: expected };
    expect(await services.reachService.listReach(author, asked)).toEqual(told);
    expect(await services.reachService.listReach(author, { ...asked, offerCodes: [] })).toMatchObject({
      ...{ reachable: known.length - 2, refused: { ordered: 0 } },
    });
    await expect(services.reachService.listReach(world.as('WX-OPS-01'), asked)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    // Who is to approve it, too; and of what is for everybody, how many customers the city has.
    const placed = async (wanted: Wanted) => (await submitted(wanted)).requestId;
    const reached = async (requestId: string) =>
      (await services.reachService.reach(approver, requestId)).map((placement) => placement.count);
    expect(await reached(await placed({ listVersionId: versionId }))).toEqual([known.length - 2]);
    expect(await reached(await placed({}))).toEqual([await unblocked(home)]);
    // Another city sees nothing of the list, whatever its id.
    expect(await of(world.as('WX-APR-01'), ['X'], null)).toEqual({
      ...{ declined: 0, unasked: 0, strangers: 0, ordered: 0, blocked: 0 },
    });
  });

  it('say how many on them are on a blocklist in force, of the province or of their own city, each once', async () => {
    const { owner, app } = world.database;
    const home = author.actor.tenant.id;
    await owner.execute(
      sql`update subscriber set consent_personalised = true where home_tenant_id = ${home}`,
    );
    await owner.execute(
      sql`update subscriber set consent_personalised = false where number_hash = ${known[3]}`,
    );
    await owner.execute(
      sql`insert into subscriber_offer (number_hash, offer_code, tenant_id, ordered_at) values (${known[4]}, 'B', ${home}, now())`,
    );
    const versionId = await addVersion(await newList(), 1, [...known, ...nobody.slice(0, 3)]);
    const asked = { listVersionId: versionId, offerCodes: ['B'] };
    const told = async () => {
      const { reachable, refused } = await services.reachService.listReach(author, asked);
      return { reachable, blocked: refused.blocked };
    };
    const free = known.length - 2;
    expect(await told()).toEqual({ reachable: free, blocked: 0 });
    const own = await block('320100', [...known.slice(0, 2), ...nobody.slice(0, 1)]);
    await block('320200', known);
    expect(await told()).toEqual({ reachable: free - 2, blocked: 3 });
    // On both, one who opted out, and one who has ordered it: each once, and none of those two twice from the reach.
    const everywhere = await block('320000', [...known.slice(1, 5), ...nobody.slice(3)]);
    expect(await told()).toEqual({ reachable: free - 3, blocked: 6 });
    const { requestId } = await submitted({ listVersionId: versionId });
    for (const call of [approver, world.as('JS-APR-01')])
      expect(await services.reachService.listChanges(call, requestId)).toMatchObject([
        { refused: { blocked: 6 } },
      ]);
    expect(await services.reachService.reach(approver, requestId)).toMatchObject([
      { count: known.length - 5 },
    ]);
    // Whom a rule fits is counted without them, each once, and another city's blocklist keeps nobody of this one's from it.
    const ruled = await submitted({});
    expect(await services.reachService.reach(approver, ruled.requestId)).toMatchObject([
      { count: await unblocked(home) },
    ]);
    // A version that is not whole yet changes nothing; a newer one takes the place of the one before.
    const next = await addVersion(everywhere, 2, [known[5] ?? randomBytes(32)], await tenantId('320000'));
    expect(await told()).toEqual({ reachable: free - 3, blocked: 6 });
    await release(next);
    expect(await told()).toEqual({ reachable: free - 3, blocked: 4 });
    await archive(own);
    expect(await told()).toEqual({ reachable: free - 1, blocked: 1 });

    // Beneath the services: whoever may not see a version is told nothing of it, and nobody reads the province's.
    const count = (call: Call) =>
      asCaller(app, call, async (tx) => {
        const found = await tx.execute<{ members: number; reachable: number }>(
          sql`select members, reachable from list_blocked(${versionId}, null, '{}')`,
        );
        return found.rows[0];
      });
    expect(await count(approver)).toEqual({ members: 1, reachable: 1 });
    expect(await count(world.as('JS-APR-01'))).toEqual({ members: 1, reachable: 1 });
    expect(await count(world.as('WX-APR-01'))).toEqual({ members: 0, reachable: 0 });
    const read = await asCaller(app, approver, (tx) =>
      tx
        .select()
        .from(listMember)
        .where(sql`${listMember.listVersionId} = ${next}`),
    );
    expect(read).toEqual([]);
    await expect(
      world.database.engine.execute(sql`select * from list_blocked(${versionId}, null, '{}')`),
    ).rejects.toThrow();
    await archive(everywhere);
    expect(await told()).toEqual({ reachable: free, blocked: 0 });
  });

  it('have in common what two sets have, whatever they hold', async () => {
    const pool = [...known, ...nobody];
    const list = await newList();
    let version = 0;
    await fc.assert(
      fc.asyncProperty(fc.subarray(pool), fc.subarray(pool), async (a, b) => {
        const [first, second] = [await addVersion(list, ++version, a), await addVersion(list, ++version, b)];
        const shared = await asCaller(world.database.app, approver, (tx) =>
          createListChangeReadModel(tx).shared(first, second),
        );
        expect(shared).toBe(a.filter((each) => b.includes(each)).length);
      }),
      { numRuns: 15 },
    );
  });

  it('are not there for another city', async () => {
    const { requestId } = await submitted({ listVersionId: await addVersion(await newList(), 1, known) });
    for (const ask of ['listChanges', 'displacement', 'reach'] as const)
      await expect(services.reachService[ask](world.as('WX-APR-01'), requestId)).rejects.toMatchObject({
        code: 'NOT_FOUND',
      });
  });
});

describe('what a request displaces', () => {
  it('says who goes first at the same point, of what the reader may see', async () => {
    const weak = await submitted({ lever: 20, pointCode: 'web-dialog' });
    await decideOn(services, approver, weak.versionId);
    const { requestId } = await submitted({ lever: 90, pointCode: 'web-dialog' });
    const seen = await services.reachService.displacement(approver, requestId);
    const behind = await submitted({ lever: 5, pointCode: 'web-dialog' });
    const fromBehind = await services.reachService.displacement(approver, behind.requestId);
    expect(fromBehind.rivals.filter(({ first }) => first === 'OTHER')).toHaveLength(fromBehind.ahead);
    expect(fromBehind.ahead).toBeGreaterThan(seen.ahead);
    const [title] = await rows<{ title: string }>(
      sql`select title from release where campaign_id = ${weak.id}`,
    );
    const mine = seen.rivals.find(({ campaign }) => campaign?.title === title?.title);
    expect(mine).toMatchObject({ first: 'THIS', because: 'LEVER', sharedMembers: null });
    expect(seen.points.map(({ code }) => code)).toEqual(['web-dialog']);
    expect(seen.rivals.filter(({ campaign, kind }) => campaign && kind === 'STANDARD_PLACEMENT')).toEqual([]);
  });

  it('tells a city that the province has something there and nothing of what it is, and the province all', async () => {
    const { requestId } = await submitted({ lever: 60 });
    const city = await services.reachService.displacement(approver, requestId);
    const province = await services.reachService.displacement(world.as('JS-APR-01'), requestId);
    const own = ({ kind }: { kind: string }) => kind === 'STANDARD_PLACEMENT';
    expect(city.rivals.filter(own)).toMatchObject([{ campaign: null, tenantNameEn: 'Jiangsu' }]);
    expect(province.rivals.find(own)?.campaign?.title).toBeTruthy();
    expect(city.total).toBe(province.total);
    expect(province.rivals.map(({ tenantNameEn }) => tenantNameEn)).not.toContain('Wuxi');
  });

  it('counts who is on both lists, and takes no place from whoever shares nobody', async () => {
    const list = await newList();
    const mine = await addVersion(list, 1, known.slice(0, 3));
    const theirs = await addVersion(list, 2, known.slice(2, 6));
    const apart = await addVersion(list, 3, known.slice(6));
    for (const listVersionId of [theirs, apart]) {
      const { versionId } = await submitted({ lever: 10, listVersionId, pointCode: 'recharge-success' });
      await decideOn(services, approver, versionId);
    }
    const { requestId } = await submitted({ lever: 99, listVersionId: mine, pointCode: 'recharge-success' });
    const { rivals } = await services.reachService.displacement(approver, requestId);
    const counted = rivals.filter(({ sharedMembers }) => sharedMembers !== null);
    expect(counted.map(({ sharedMembers }) => sharedMembers).sort()).toEqual([0, 1]);
    expect(counted.find(({ sharedMembers }) => sharedMembers === 0)?.isPushedOut).toBe(false);
  });
});
