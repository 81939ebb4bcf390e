import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import type { PolicyRule } from '@xietong/shared/approvals';
import type { ImageValue } from '@xietong/shared/content';
import type { PersonActor } from '@xietong/shared/tenants';
import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Call } from '../../access/call';
import { duty, person } from '../../db/schema';
import { AppError } from '../../platform/app-error';
import { systemIds } from '../../platform/ids';
import { authoredKinds } from '../../testing/authored-kinds';
import type { AuthoredKind, Written } from '../../testing/authored-kinds';
import { createDemoWorld } from '../../testing/demo-world';
import type { DemoWorld } from '../../testing/demo-world';
import { openingFirst } from '../../testing/opening-first';
import { checkServedBytes } from '../../testing/served-bytes';

/** Colleagues of one tenant who are operators and approvers by turns; any of them may have written what another hands in. */
const PEOPLE = 4;
const ROLES = ['OPERATOR', 'APPROVER'] as const;
type Duty = (typeof ROLES)[number];
interface Person {
  readonly id: string;
  readonly as: Record<Duty, Call>;
  /** Duties in force; a person without one has no session in it either. */
  readonly held: Map<Duty, string>;
  readonly listVersionId: string;
  readonly image: ImageValue;
}

let world: DemoWorld;
let services: DemoWorld['composition']['services'];
let kinds: AuthoredKind[];
let stranger: Call;
const people = new Map<string, Person[]>();

async function createPerson(staff: Call, n: number): Promise<Person> {
  const tenantId = staff.actor.tenant.id;
  const [id, staffId] = [systemIds.next(), `${staff.actor.tenant.code}-TST-0${String(n)}`];
  await world.database.owner.insert(person).values({ id, tenantId, staffId, name: staffId });
  const held = new Map<Duty, string>();
  const calls: Partial<Record<Duty, Call>> = {};
  for (const role of ROLES) {
    const dutyId = systemIds.next();
    await world.database.owner.insert(duty).values({
      ...{ id: dutyId, personId: id, personTenantId: tenantId, tenantId, role },
      validFrom: new Date('2020-01-01T00:00:00Z'),
    });
    held.set(role, dutyId);
    const actor: PersonActor = {
      ...(staff.actor as PersonActor),
      ...{ personId: id, staffId, name: staffId, sessionId: systemIds.next(), dutyId, role },
    };
    calls[role] = { actor, requestId: systemIds.next(), address: null };
  }
  const as = calls as Record<Duty, Call>;
  const { versionId } = await services.listImportService.importFile(as.OPERATOR, {
    ...{ fileName: `${staffId}.csv`, name: staffId },
    source: Readable.from([Buffer.from('phone\n15400000001\n')]),
  });
  const [r = 0, g = 0, b = 0] = randomBytes(3);
  const create = { width: 600, height: 600, channels: 3 as const, background: { r, g, b } };
  const bytes = await sharp({ create }).png().toBuffer();
  const { sha256 } = await services.assetService.upload(as.OPERATOR, { fileName: 'a.png', bytes });
  return { id, as, held, listVersionId: versionId, image: { sha256, alt: '演示' } };
}

beforeAll(async () => {
  world = await createDemoWorld();
  ({ services } = world.composition);
  stranger = world.as('JS-APR-01');
  for (const staff of ['NJ-OPS-01', 'JS-OPS-01'] as const) {
    const made = [];
    for (let n = 0; n < PEOPLE; n += 1) made.push(await createPerson(world.as(staff), n));
    people.set(staff, made);
  }
  const { rows } = await world.database.owner.execute<{ id: string }>(
    sql`select campaign_id as id from standard_placement where state = 'APPROVED'`,
  );
  const standardCampaignId = rows[0]?.id ?? '';
  const { versions } = await services.campaignService.get(world.as('JS-OPS-01'), { id: standardCampaignId });
  kinds = authoredKinds(world, { standardCampaignId, fields: versions[0]?.fields ?? [] });
}, 120_000);
afterAll(() => world.database.close());

const who = fc.nat(PEOPLE - 1);
/** Of the province's approvers one is no colleague, and never writes. */
const decider = fc.nat(PEOPLE);
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ act: fc.constant('edit' as const), who }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('import' as const), who, of: who }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('upload' as const), who, of: who }) },
  { weight: 6, arbitrary: fc.record({ act: fc.constant('submit' as const), who }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('withdraw' as const), who }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('reassign' as const), who, to: who }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('add' as const), who, to: who }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('return' as const), who: decider }) },
  { weight: 11, arbitrary: fc.record({ act: fc.constant('approve' as const), who: decider }) },
  { weight: 3, arbitrary: fc.record({ act: fc.constant('revise' as const), who }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('revert' as const), who, back: fc.nat(3) }) },
  {
    weight: 2,
    arbitrary: fc.record({ act: fc.constant('duty' as const), who, role: fc.constantFrom(...ROLES) }),
  },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('policy' as const), who, rule: fc.nat(3) }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('stop' as const), who }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('pause' as const), who }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('push' as const), who }) },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;
/** What people mostly do, without which too little would ever be approved. */
const round = fc.tuple(who, decider).map(([by, to]): Step[] => [
  { act: 'edit', who: by },
  { act: 'submit', who: by },
  { act: 'approve', who: to },
]);
const course = fc
  .array(fc.oneof({ weight: 5, arbitrary: step.map((each) => [each]) }, { weight: 2, arbitrary: round }), {
    ...{ minLength: 8, maxLength: 30 },
  })
  .map((parts) => parts.flat());

/** Who wrote what a version says, as its people saw it happen: nobody asks the product. */
class Ledger {
  private readonly byVersion = new Map<string, Set<number>>();
  /** Written since the last approval. */
  private unapproved = new Set<number>();

  wrote(versionId: string, by: number): void {
    this.unapproved.add(by);
    this.byVersion.set(versionId, new Set([...this.authorsOf(versionId), ...this.unapproved]));
  }
  /** Whoever hands it in stands for what it says, and has written nothing of the next one. */
  handedIn(versionId: string, by: number): void {
    this.byVersion.set(versionId, new Set([...this.authorsOf(versionId), by]));
  }
  restored(versionId: string, from: string, by: number): void {
    for (const author of this.authorsOf(from)) this.wrote(versionId, author);
    this.wrote(versionId, by);
  }
  approved(): void {
    this.unapproved = new Set();
  }
  /** By others, in what these had locked: who wrote the rest of it wrote it still. */
  corrected(versionId: string, from: string): void {
    this.byVersion.set(versionId, new Set(this.authorsOf(from)));
  }
  authorsOf(versionId: string): Set<number> {
    return this.byVersion.get(versionId) ?? new Set();
  }
}

/** What is refused changes nothing. */
async function tried<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}

const security = (n: 1 | 2) => world.as(n === 1 ? 'JS-SEC-01' : 'JS-SEC-02');

/** Who has a duty is changed by the province's security administrators. */
async function turnDuty(of: Person, role: Duty): Promise<void> {
  const dutyId = of.held.get(role);
  if (dutyId) {
    await services.dutyService.end(security(1), dutyId);
    of.held.delete(role);
    return;
  }
  const { code } = of.as.OPERATOR.actor.tenant;
  const span = { firstDay: null, lastDay: null };
  const given = await services.dutyService.grant(security(1), {
    ...{ personId: of.id, tenantCode: code, role },
    ...span,
  });
  of.held.set(role, given.id);
}

/** Puts one of some policies in force for a kind, or none. */
async function setPolicy(kind: AuthoredKind, which: number): Promise<void> {
  const name = `演示 ${kind.kind}`;
  const { inForce } = await services.policyService.list(security(1));
  const present = inForce.find(({ rule }) => rule.name === name);
  const rule: PolicyRule = {
    ...{ name, priority: 1, kinds: [kind.kind], changes: [] },
    tenants: [world.as(kind.staff).actor.tenant.code],
    order: 'SERIAL',
    steps: [{ approver: 'OWN', approvals: which === 1 ? 2 : 1 }],
  };
  if (which === 2) rule.steps.push({ approver: 'PROVINCE', approvals: 1 });
  if (which === 3)
    Object.assign(rule, { changes: ['CONTENT'], steps: [{ approver: 'PROVINCE', approvals: 1 }] });
  const base = present ? { policyId: present.policyId, version: present.version } : null;
  const reason = '演示';
  if (which === 0 && !base) return;
  const { id } =
    which === 0 && base
      ? await services.policyService.proposeEnd(security(1), { ...base, reason })
      : await services.policyService.propose(security(1), { base, rule, reason });
  await services.policyService.confirm(security(2), { id });
}

/**
 * Plays the steps on a new campaign and looks after each at what is served. Answers how many approvals were given, how
 * often what ran was replaced by a correction, and how often something of the campaign was shown.
 */
async function play(
  kind: AuthoredKind,
  steps: readonly Step[],
): Promise<{ approved: number; corrected: number; shown: number }> {
  const { approvalService: approvals } = services;
  const colleagues = people.get(kind.staff) ?? [];
  const [first] = colleagues;
  if (!first) throw new Error('there is nobody');
  const campaign = await kind.begin(first.as.OPERATOR);
  const ledger = new Ledger();
  /** Whose list and whose image a version shows. */
  const shows = new Map<string, { list: number | null; image: number | null }>();
  const shownIn = (versionId: string) => shows.get(versionId) ?? { list: null, image: null };
  ledger.wrote((await campaign.latest()).versionId, 0);
  /** What each version was last filled with, as far as its kind says it. */
  const said = new Map<string, string>();
  const sayingOf = ({ text: words, image, listVersionId }: Written): string =>
    JSON.stringify([
      words,
      kind.kind === 'STANDARD_PLACEMENT' ? null : image,
      kind.kind === 'STANDARD' ? null : listVersionId,
    ]);
  const saysAs = (versionId: string, from: string): void => {
    shows.set(versionId, shownIn(from));
    said.set(versionId, said.get(from) ?? '');
  };
  let text = '没有人改过';
  let count = { approved: 0, corrected: 0, shown: 0 };
  /** The campaign's releases that were seen to be approved, by their versions, and the one of them that should be live. */
  const releases = new Map<string, string>();
  let live: string | null = null;

  async function requestOf(versionId: string) {
    const { rows } = await world.database.owner.execute<{ id: string; hash: string; release_id: string }>(
      sql`select q.id, q.hash, r.id as release_id from approval_request q join release r on r.id = q.release_id
          where r.version_id = ${versionId} and r.kind = ${kind.kind} and q.state = 'OPEN'`,
    );
    return rows[0];
  }

  /** A correction takes the place of what is live, as whoever wrote that has it; else all stays as it is. */
  async function pushed(standardVersionId: string): Promise<void> {
    const { rows } = await world.database.owner.execute<{ id: string; version_id: string }>(
      sql`select r.id, r.version_id from release r join release s on s.id = r.corrected_by
          where r.campaign_id = ${campaign.campaignId} and s.version_id = ${standardVersionId}`,
    );
    const [correction] = rows;
    if (!correction) return;
    const before = releases.get(live ?? '');
    expect(before, JSON.stringify(steps)).toBeDefined();
    ledger.corrected(correction.version_id, before ?? '');
    shows.set(correction.version_id, shownIn(before ?? ''));
    releases.set(correction.id, correction.version_id);
    live = correction.id;
    count = { ...count, corrected: count.corrected + 1 };
  }

  async function look(): Promise<void> {
    const { wrong, shown } = await checkServedBytes(world, { channel: 'web', city: '320100' });
    expect(wrong, JSON.stringify(steps)).toEqual([]);
    const own = shown.filter((id) => releases.has(id));
    expect(
      own.filter((id) => id !== live),
      JSON.stringify(steps),
    ).toEqual([]);
    count = { ...count, shown: count.shown + own.length };
  }

  for (const each of steps) {
    const version = await campaign.latest();
    const { versionId } = version;
    const actor = colleagues[each.who];
    const request = await requestOf(versionId);
    const operator = actor?.held.has('OPERATOR') ? actor.as.OPERATOR : null;
    const approver = actor?.held.has('APPROVER') ? actor.as.APPROVER : null;
    if (each.act === 'duty') {
      if (actor) await tried(() => turnDuty(actor, each.role));
    } else if (each.act === 'policy') await tried(() => setPolicy(kind, each.rule));
    else if (each.act === 'pause') {
      if (await tried(async () => campaign.pause?.())) live = null;
    } else if (each.act === 'push') {
      const push = await campaign.push?.();
      if (push) await pushed(push.standardVersionId);
    } else if (each.act === 'return' || each.act === 'approve') {
      const outcome = each.act === 'approve' ? 'APPROVED' : 'RETURNED';
      // Whoever has the duty no longer still tries, in a session of before.
      const call = actor?.as.APPROVER ?? stranger;
      const done =
        request &&
        (await tried(() =>
          openingFirst(approvals).decide(call, {
            id: request.id,
            hash: request.hash,
            outcome,
            reason: '理由',
          }),
        ));
      if (done) expect(!actor || actor.held.has('APPROVER'), JSON.stringify(steps)).toBe(true);
      if (done && outcome === 'APPROVED') {
        expect([...ledger.authorsOf(versionId)], JSON.stringify(steps)).not.toContain(each.who);
        count = { ...count, approved: count.approved + 1 };
        if (done.isLast) {
          ledger.approved();
          releases.set(request.release_id, versionId);
          live = request.release_id;
          await campaign.approved?.(version);
        }
      }
    } else if (each.act === 'reassign' || each.act === 'add') {
      const input = { id: request?.id ?? '', personId: colleagues[each.to]?.id ?? '', note: '请帮忙看' };
      if (request && approver)
        await tried(() =>
          each.act === 'add' ? approvals.addApprover(approver, input) : approvals.reassign(approver, input),
        );
    } else if (!operator) continue;
    else if (each.act === 'edit' || each.act === 'import' || each.act === 'upload') {
      const had = shownIn(versionId);
      const next = {
        list: each.act === 'import' ? each.of : had.list,
        image: each.act === 'upload' ? each.of : had.image,
      };
      if (each.act === 'edit') text = `文案 ${systemIds.next().slice(-4)}`;
      const written = {
        text,
        image: next.image === null ? null : (colleagues[next.image]?.image ?? null),
        listVersionId: next.list === null ? null : (colleagues[next.list]?.listVersionId ?? null),
      };
      if (version.isDraft && (await tried(() => campaign.write(operator, version, written)))) {
        // Whoever saves what stands there already has written nothing.
        if (said.get(versionId) !== sayingOf(written)) ledger.wrote(versionId, each.who);
        said.set(versionId, sayingOf(written));
        shows.set(versionId, next);
      }
    } else if (each.act === 'submit') {
      if (version.isDraft && (await tried(() => campaign.submit(operator, version)))) {
        const { list, image } = shownIn(versionId);
        const used = [
          kind.kind === 'STANDARD' ? null : list,
          kind.kind === 'STANDARD_PLACEMENT' ? null : image,
        ];
        for (const author of [each.who, ...used]) if (author !== null) ledger.handedIn(versionId, author);
      }
    } else if (each.act === 'withdraw') await tried(() => campaign.withdraw(operator, version));
    else if (each.act === 'stop') {
      const stop = { campaignId: campaign.campaignId, reason: '紧急' };
      if (await tried(() => services.takedownService.takeDownCampaign(operator, stop))) live = null;
    } else if (each.act === 'revise') {
      const next = await tried(() => campaign.revise(operator));
      if (next && next.versionId !== versionId) {
        ledger.wrote(next.versionId, each.who);
        saysAs(next.versionId, versionId);
      }
    } else {
      const from = version.versions[each.back + 1];
      const next = from && (await tried(async () => campaign.revert?.(operator, from)));
      const filled = await campaign.latest();
      // An open draft that says so already is left as it is.
      const isNew = filled.versionId !== versionId || filled.rowVersion !== version.rowVersion;
      if (from && next && isNew) {
        ledger.restored(next.versionId, from, each.who);
        saysAs(next.versionId, from);
      }
    }
    await look();
  }
  for (const each of colleagues)
    for (const role of ROLES) if (!each.held.has(role)) await turnDuty(each, role);
  await setPolicy(kind, 0);
  const stop = { campaignId: campaign.campaignId, reason: '演示结束' };
  await tried(() => services.takedownService.takeDownCampaign(world.as(kind.staff), stop));
  live = null;
  await look();
  return count;
}

const kindOf = (name: AuthoredKind['kind']): AuthoredKind => {
  const found = kinds.find(({ kind }) => kind === name);
  if (!found) throw new Error(`no ${name}`);
  return found;
};

describe.each([
  { name: 'LOCAL' as const, runs: 25, isShown: true },
  { name: 'STANDARD' as const, runs: 17, isShown: false },
  { name: 'STANDARD_PLACEMENT' as const, runs: 15, isShown: true },
])('of a $name', ({ name, runs, isShown }) => {
  it('no author approves and nothing is live without its approval, whatever people do in whatever role', async () => {
    let [approved, shown] = [0, 0];
    await fc.assert(
      fc.asyncProperty(who, course, async (writer, steps) => {
        const played = await play(kindOf(name), [{ act: 'edit', who: writer }, ...steps]);
        approved += played.approved;
        shown += played.shown;
      }),
      { numRuns: runs, endOnFailure: true },
    );
    // so many approvals were given, and so much was live, that the claim is about something
    expect(approved).toBeGreaterThan(4);
    if (isShown) expect(shown).toBeGreaterThan(10);
  }, 240_000);
});

it('shows a correction under the hash that is approved with it alone, and goes on from it', async () => {
  const next = (writer: number, approver: number): Step[] => [
    { act: 'edit', who: writer },
    { act: 'submit', who: writer },
    { act: 'approve', who: approver },
  ];
  const push: Step = { act: 'push', who: 0 };
  const kind = kindOf('LOCAL');
  expect(await play(kind, [...next(0, 1), push])).toMatchObject({ approved: 1, corrected: 1 });
  const again: Step[] = [push, push, { act: 'revise', who: 2 }, ...next(2, 3)];
  expect(await play(kind, [...next(0, 1), ...again])).toMatchObject({ approved: 2, corrected: 2 });
  // What the first one wrote is theirs, whoever corrected beside it: back at it, they do not approve it.
  const back: Step[] = [
    { act: 'revert', who: 2, back: 0 },
    { act: 'submit', who: 2 },
  ];
  const whole = [...next(0, 1), push, { act: 'revise' as const, who: 2 }, ...next(2, 3), ...back];
  expect(await play(kind, [...whole, { act: 'approve', who: 0 }])).toMatchObject({ approved: 2 });
  expect(await play(kind, [...whole, { act: 'approve', who: 1 }])).toMatchObject({ approved: 3 });
});

it('counts as authors of what is restored those who wrote it, although others were approved since', async () => {
  // One writes and takes it back, another rewrites it and has it approved, and then goes back to the first one's words.
  const steps: Step[] = [
    { act: 'edit', who: 0 },
    { act: 'submit', who: 0 },
    { act: 'withdraw', who: 0 },
    { act: 'revise', who: 1 },
    { act: 'edit', who: 1 },
    { act: 'submit', who: 1 },
    { act: 'approve', who: 2 },
    { act: 'revert', who: 1, back: 0 },
    { act: 'submit', who: 1 },
  ];
  for (const kind of [kindOf('LOCAL'), kindOf('STANDARD')]) {
    expect(await play(kind, [...steps, { act: 'approve', who: 0 }])).toMatchObject({ approved: 1 });
    expect(await play(kind, [...steps, { act: 'approve', who: 3 }])).toMatchObject({ approved: 2 });
  }
});

it('counts whoever uploaded an image that is shown as an author, and nobody whose image is not shown any more', async () => {
  const upload = (of: number): Step => ({ act: 'upload', who: 1, of });
  const approve: Step[] = [
    { act: 'submit', who: 1 },
    { act: 'approve', who: 3 },
  ];
  for (const kind of [kindOf('LOCAL'), kindOf('STANDARD')]) {
    expect(await play(kind, [upload(3), ...approve])).toMatchObject({ approved: 0 });
    expect(await play(kind, [upload(3), upload(2), ...approve])).toMatchObject({ approved: 1 });
  }
});

it('lets nobody approve any more whose duty has ended, and who has it again', async () => {
  const steps: Step[] = [
    { act: 'edit', who: 1 },
    { act: 'submit', who: 1 },
    { act: 'duty', who: 3, role: 'APPROVER' },
    { act: 'approve', who: 3 },
  ];
  expect(await play(kindOf('LOCAL'), steps)).toMatchObject({ approved: 0 });
  const again: Step[] = [
    { act: 'duty', who: 3, role: 'APPROVER' },
    { act: 'approve', who: 3 },
  ];
  expect(await play(kindOf('LOCAL'), [...steps, ...again])).toMatchObject({ approved: 1 });
});
