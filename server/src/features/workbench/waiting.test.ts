import type { ToDoKind, WaitingKind, WaitingMatter, WorkCounts } from '@xietong/shared/workbench';
import { actorId } from '@xietong/shared/tenants';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asCaller } from '../../access/as-caller';
import { systemIds } from '../../platform/ids';
import { DEMO_SIGN_INS } from '../../scenarios';
import type { DemoStaffId } from '../../scenarios/demo-people-zh';
import { createDemoWorld } from '../../testing/demo-world';
import type { DemoWorld } from '../../testing/demo-world';
import { countWork } from './count-read-model';
import { findDone } from './done-read-model';
import { createToDoReadModel } from './to-do-read-model';
import { findWaiting } from './waiting-read-model';

/** In the demo province something of every kind is handed in, by people of every role that can. */
let world: DemoWorld;
const everybody = DEMO_SIGN_INS.map(({ staffId }) => staffId as DemoStaffId);
const NEW_FALLBACK = { headline: '办套餐，到网厅（演示）' };

const sql = async <T extends object>(text: string, values: unknown[] = []): Promise<T[]> =>
  (await world.database.owner.$client.query<T>(text, values)).rows;
const idOf = (staffId: DemoStaffId): string => actorId(world.as(staffId).actor);
const waitingOf = (staffId: DemoStaffId) =>
  asCaller(world.database.app, world.as(staffId), (tx) =>
    findWaiting(tx, world.as(staffId).actor, new Date()),
  );
const toDosOf = (staffId: DemoStaffId) =>
  asCaller(world.database.app, world.as(staffId), (tx) =>
    createToDoReadModel(tx, world.as(staffId).actor, new Date()).all(),
  );

beforeAll(async () => {
  world = await createDemoWorld();
  const { pointService, policyService, takedownService, findingService } = world.composition.services;
  const author = world.as('JS-OPS-01');
  const [listed] = (await pointService.list(author)).filter(({ code }) => code === 'plan-sidebar');
  const point = await pointService.get(author, listed?.id ?? '');
  const { id, rowVersion, nameZh, nameEn, capacity, enabled } = point;
  await pointService.update(author, {
    ...{ id, rowVersion, nameZh, nameEn, capacity, enabled },
    fallback: NEW_FALLBACK,
  });
  await policyService.propose(world.as('JS-SEC-01'), {
    base: null,
    rule: {
      ...{ name: '两级审', priority: 50, kinds: ['LOCAL'], tenants: [], changes: [], order: 'SERIAL' },
      steps: [{ approver: 'OWN', approvals: 1 }],
    },
    reason: '更稳妥',
  });
  const [running] = await sql<{ id: string }>(
    `select r.id from release r join tenant t on t.id = r.tenant_id
     where t.code = '320100' and r.kind = 'LOCAL' and r.state = 'APPROVED' and r.ends_at > now() limit 1`,
  );
  await takedownService.takeDown(world.as('NJ-OPS-01'), { releaseId: running?.id ?? '', reason: '价格写错' });
  await sql(
    `insert into check_dictionary (id, tenant_id, base, body, reason, state, proposed_by, proposed_by_name, proposed_at)
     select $1, id, 0, '{}', '补充用语', 'PROPOSED', $2, 'JS-OPS-02', now() from tenant where kind = 'PROVINCE'`,
    [systemIds.next(), idOf('JS-OPS-02')],
  );
  await sql(
    `insert into disclosure (id, tenant_id, number, kind, list_version_id, title, purpose, purpose_note, recipient, hours,
       max_downloads, rows, missing, state, asked_by, asked_by_name, asked_at)
     select $1, v.tenant_id, 'SQ-1', 'LIST', v.id, '名单一版', 'OTHER', 'x', 'x', 24, 1, 1, 0, 'ASKED', $2, 'NJ-OPS-02', now()
     from list_version v join tenant t on t.id = v.tenant_id where t.code = '320100' limit 1`,
    [systemIds.next(), idOf('NJ-OPS-02')],
  );
  const note = async (notedBy: DemoStaffId, owner: DemoStaffId) =>
    findingService.note(world.as(notedBy), {
      ...{ title: `SJ 整改 ${owner}`, text: '请补上依据', severity: 'LOW', tenant: '320100' },
      ...{ ownerId: idOf(owner), dueDay: '2099-01-01' },
    });
  await note('NJ-AUD-01', 'NJ-OPS-01');
  const { id: answered } = await note('JS-AUD-01', 'NJ-APR-01');
  await findingService.answer(world.as('NJ-APR-01'), { id: answered, rowVersion: 1, text: '已补上' });
  await sql(
    `with drawn as (
       insert into audit_sample (id, tenant_id, purpose, strata, head_size, seed, population, size, drawn_by_name, drawn_at)
       select $1, id, '季度抽查', 'NONE', 1, 'x', 1, 1, 'NJ-AUD-01', now() from tenant where code = '320100' returning id, tenant_id)
     insert into audit_sample_item (sample_id, position, tenant_id, place, event_id)
     select drawn.id, 1, drawn.tenant_id, 0, e.id from drawn join lateral (select id from audit_event e where e.tenant_id = drawn.tenant_id limit 1) e on true`,
    [systemIds.next()],
  );
  for (const state of ['UPLOADED', 'QUEUED'])
    await sql(
      `insert into list_import (id, tenant_id, state, file_name, bytes, is_utf8, list_name, created_by, created_by_name, created_at)
       select $1, id, $2, 'a.csv', 9, true, $2, $3, 'NJ-OPS-01', now() from tenant where code = '320100'`,
      [systemIds.next(), state, idOf('NJ-OPS-01')],
    );
}, 120_000);
afterAll(() => world.database.close());

/** How the to-do of whoever can act names what waits. */
function isSame(
  matter: WaitingMatter,
  toDo: { campaignId: string; requestId: string | null; campaignNumber: string },
) {
  if (matter.kind === 'EXCEPTION' || matter.kind === 'DETACHMENT')
    return toDo.campaignNumber === matter.number;
  return [toDo.campaignId, toDo.requestId].includes(matter.id);
}

describe('what waits for others', () => {
  it('is a to-do of everybody with whom it is said to be, and of nobody else whom one sees', async () => {
    const toDos = new Map(
      await Promise.all(everybody.map(async (staffId) => [staffId, await toDosOf(staffId)] as const)),
    );
    const seen = new Set<WaitingKind>();
    for (const staffId of everybody) {
      const { rows, facts } = await waitingOf(staffId);
      expect(rows).toHaveLength(facts.total);
      for (const matter of rows) {
        seen.add(matter.kind);
        const holders = everybody.filter((other) =>
          toDos
            .get(other)
            ?.some(({ kind, rows: own }) => kind === matter.kind && own.some((toDo) => isSame(matter, toDo))),
        );
        const named = matter.with.flatMap(({ people }) => people);
        expect(holders, `${matter.kind} of ${staffId}`).not.toContain(staffId);
        if (matter.kind === 'IMPORT') expect([named, holders]).toEqual([[], []]);
        // Of whom a city does not see, the tenant alone is told.
        else if (named.length === 0)
          expect(matter.with[0]?.kind, `${matter.kind} of ${staffId}`).toBe('PROVINCE');
        else expect([...named].sort(), `${matter.kind} of ${staffId}`).toEqual(holders.sort());
        if (matter.kind !== 'IMPORT') expect(holders.length).toBeGreaterThan(0);
      }
    }
    expect([...seen].sort()).toEqual(
      [
        ...['APPROVE', 'DICTIONARY', 'DISCLOSURE', 'EXCEPTION', 'FALLBACK', 'FINDING', 'FINDING_ANSWERED'],
        ...['IMPORT', 'POLICY', 'TAKEDOWN_REVIEW'],
      ].sort(),
    );
  });

  it('is late by the days of its kind, and the machine never is', async () => {
    const call = world.as('NJ-OPS-01');
    const later = new Date(Date.now() + 4 * 86_400_000);
    const { facts, rows } = await asCaller(world.database.app, call, (tx) =>
      findWaiting(tx, call.actor, later),
    );
    expect(rows.map(({ kind }) => kind)).toContain('IMPORT');
    expect(facts.late).toBe(facts.total - rows.filter(({ kind }) => kind === 'IMPORT').length);
  });

  it('is nothing of Nanjing to Wuxi', async () => {
    for (const staffId of ['WX-OPS-01', 'WX-APR-01'] as const) {
      const text = JSON.stringify([await waitingOf(staffId), await toDosOf(staffId)]);
      expect(text).not.toMatch(/NJ-|SJ|SQ-1|QUEUED|UPLOADED/);
    }
  });
});

describe('the numbers of the menu', () => {
  const OF: Readonly<Record<keyof WorkCounts, readonly ToDoKind[]>> = {
    toApprove: ['APPROVE'],
    stopsToReview: ['TAKEDOWN_REVIEW'],
    returnedStandards: ['RETURNED', 'REJECTED'],
    returnedLocals: ['RETURNED', 'REJECTED'],
    toPublish: ['PUBLISH'],
    policiesToConfirm: ['POLICY'],
    dictionariesToConfirm: ['DICTIONARY'],
    fallbacksToApprove: ['FALLBACK'],
    disclosuresToAuthorise: ['DISCLOSURE'],
    exceptionsToDecide: ['EXCEPTION', 'DETACHMENT'],
    importsToStart: ['IMPORT'],
    samplesToLookAt: ['SAMPLE'],
    findingsWaiting: ['FINDING', 'FINDING_ANSWERED'],
  };

  it('are those of the things to do, for everybody, and what the pages behind them list', async () => {
    const reached = new Set<string>();
    const { disclosureService, takedownReviewService, auditSampleService, approvalService } =
      world.composition.services;
    for (const staffId of everybody) {
      const call = world.as(staffId);
      const counts = await asCaller(world.database.app, call, (tx) => countWork(tx, call.actor, new Date()));
      const toDos = await toDosOf(staffId);
      const total = (kinds: readonly ToDoKind[]) =>
        toDos.filter(({ kind }) => kinds.includes(kind)).reduce((sum, each) => sum + each.total, 0);
      for (const [name, kinds] of Object.entries(OF)) {
        const count = counts[name as keyof WorkCounts];
        if (count > 0) reached.add(name);
        const other = name === 'returnedStandards' ? counts.returnedLocals : counts.returnedStandards;
        expect(count + (name.startsWith('returned') ? other : 0), `${name} of ${staffId}`).toBe(total(kinds));
      }
      const page = { page: 1, pageSize: 100 };
      const role = 'role' in call.actor ? call.actor.role : null;
      if (role === 'APPROVER') {
        const boxes = await disclosureService.list(call, { ...page, box: 'TO_AUTHORISE' });
        expect(counts.disclosuresToAuthorise).toBe(boxes.total);
        expect(counts.stopsToReview).toBe(
          (await takedownReviewService.list(call, { ...page, box: 'MINE' })).total,
        );
        expect(counts.toApprove).toBe((await approvalService.list(call, { ...page, box: 'TODO' })).total);
      }
      if (role === 'AUDITOR') {
        const open = (await auditSampleService.list(call)).filter(({ size, lookedAt }) => lookedAt < size);
        expect(counts.samplesToLookAt).toBe(open.length);
      }
    }
    expect([...reached].sort()).toEqual(Object.keys(OF).sort());
  });
});

describe('who proposed for a point', () => {
  it('has no to-do there until something was approved, though a colleague proposed last', async () => {
    const [open] = await sql<{ id: string }>(`select id from point_fallback where state = 'PROPOSED'`);
    // The database lets one wait at a time: the first is taken back, and proposed again by the other.
    await sql(`update point_fallback set state = 'WITHDRAWN' where id = $1`, [open?.id]);
    for (const [staffId, last] of [
      ['JS-APR-01', false],
      ['JS-OPS-01', true],
    ] as const) {
      await sql(
        `insert into point_fallback (id, tenant_id, point_id, text, hash, state, proposed_by, proposed_by_name, proposed_at)
         select $1, tenant_id, point_id, text, hash, 'PROPOSED', $2, $3, now() from point_fallback where id = $4`,
        [systemIds.next(), idOf(staffId), staffId, open?.id],
      );
      if (!last) await sql(`update point_fallback set state = 'WITHDRAWN' where state = 'PROPOSED'`);
    }
    const has = async (staffId: DemoStaffId) =>
      (await toDosOf(staffId)).some(({ kind, total }) => kind === 'FALLBACK' && total > 0);
    expect([await has('JS-APR-01'), await has('JS-APR-02')]).toEqual([false, true]);
    const { rows } = await waitingOf('JS-OPS-01');
    const [waiting] = rows.filter(({ kind }) => kind === 'FALLBACK');
    expect(waiting?.with[0]?.people).toEqual(['JS-APR-02']);
  });
});

describe('what somebody has settled', () => {
  const doneOf = (staffId: DemoStaffId) =>
    asCaller(world.database.app, world.as(staffId), (tx) =>
      findDone(tx, world.as(staffId).actor, new Date()),
    );

  it('is each kind that was decided, the latest first, and nothing of others', async () => {
    const { policyService, disclosureService } = world.composition.services;
    const before = await doneOf('JS-SEC-02');
    expect(before).toEqual({ rows: [], total: 0 });
    const [policy] = await sql<{ id: string }>(`select id from approval_policy where state = 'PROPOSED'`);
    await policyService.confirm(world.as('JS-SEC-02'), { id: policy?.id ?? '' });
    expect((await doneOf('JS-SEC-02')).rows).toMatchObject([
      { kind: 'POLICY', outcome: 'CONFIRMED', titleZh: '两级审' },
    ]);
    expect((await doneOf('JS-SEC-01')).total).toBe(0);
    const [asked] = await sql<{ id: string }>(`select id from disclosure where state = 'ASKED'`);
    const decision = { id: asked?.id ?? '', outcome: 'REFUSED', reason: '用途不清' } as const;
    await disclosureService.decide(world.as('NJ-APR-01'), decision);
    const { rows } = await doneOf('NJ-APR-01');
    expect(rows[0]).toMatchObject({ kind: 'DISCLOSURE', outcome: 'REFUSED', number: 'SQ-1' });
    expect(rows.map(({ at }) => at)).toEqual(
      rows
        .map(({ at }) => at)
        .sort()
        .reverse(),
    );
    const decided = await sql<{ n: number }>(
      `select count(*)::int as n from approval_decision where decided_by = $1 and decided_at > now() - interval '30 days'`,
      [idOf('NJ-APR-01')],
    );
    // With the request that was refused, and the finding that was answered.
    expect((await doneOf('NJ-APR-01')).total).toBe((decided[0]?.n ?? 0) + 2);
    expect(JSON.stringify(await doneOf('WX-APR-01'))).not.toContain('SQ-1');
  });
});
