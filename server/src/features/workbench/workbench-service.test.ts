import { byUrgency, dueAt, urgencyOf } from '@xietong/shared/workbench';
import type { ToDoKind, Workbench } from '@xietong/shared/workbench';
import { actorId } from '@xietong/shared/tenants';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Call } from '../../access/call';
import { attemptsOf, reserveAttempt } from '../../http/lockout-store';
import { LOCK_LIMITS } from '../../http/session-limits';
import { systemIds } from '../../platform/ids';
import type { DemoStaffId } from '../../scenarios/demo-people-zh';
import { createDemoWorld } from '../../testing/demo-world';
import type { DemoWorld } from '../../testing/demo-world';
import { createWorkbenchService } from './workbench-service';

let world: DemoWorld;
let now: Date;
const HOUR_MS = 3_600_000;
beforeAll(async () => {
  world = await createDemoWorld();
  now = new Date();
}, 120_000);
afterAll(() => world.database.close());

const sql = async <T extends object>(text: string, values: unknown[] = []): Promise<T[]> =>
  (await world.database.owner.$client.query<T>(text, values)).rows;

/** The demo's service on a clock that the tests move. */
function service() {
  return createWorkbenchService({
    database: world.database.app,
    authDb: world.database.auth,
    clock: { now: () => now },
    audit: world.composition.audit,
    news: world.composition.services.notificationService,
  });
}
const look = (staffId: DemoStaffId): Promise<Workbench> => service().get(world.as(staffId));
const codes = ({ attention }: Workbench): string[] => attention.map(({ code }) => code);
const ofKind = ({ toDo }: Workbench, kind: ToDoKind) => toDo.rows.filter((row) => row.kind === kind);

async function someone(staffId: DemoStaffId): Promise<{ call: Call; id: string }> {
  const call = world.as(staffId);
  return Promise.resolve({ call, id: actorId(call.actor) });
}

describe('to-dos', () => {
  it.each(['JS-OPS-01', 'JS-APR-01', 'NJ-OPS-01', 'NJ-APR-01'] as const)(
    'of %s stand by when they should be done, as the rules say',
    async (staffId) => {
      const { toDo } = await look(staffId);
      expect(toDo.total).toBeGreaterThan(0);
      expect(toDo.rows).toEqual([...toDo.rows].sort(byUrgency));
      for (const row of toDo.rows) {
        expect(row.dueAt, row.kind).toBe(dueAt(row));
        if (row.kind !== 'MERGE') expect(row.deadlineAt, row.kind).not.toBeNull();
      }
    },
  );

  it('of the province’s approvers is what a point is to show by itself, until it is decided', async () => {
    const { pointService, pointFallbackService } = world.composition.services;
    const author = world.as('JS-OPS-01');
    const [row] = (await pointService.list(author)).filter(({ code }) => code === 'plan-sidebar');
    const point = await pointService.get(author, row?.id ?? '');
    const { id, rowVersion, nameZh, nameEn, capacity, enabled } = point;
    const fallback = { headline: '办套餐，到网厅（演示）' };
    await pointService.update(author, { id, rowVersion, nameZh, nameEn, capacity, enabled, fallback });
    now = new Date();
    const waiting = { campaignId: id, campaignNumber: 'plan-sidebar', by: 'JS-OPS-01', aboutZh: nameZh };
    for (const [staffId, found] of [
      ['JS-APR-01', [waiting]],
      ['JS-OPS-01', []],
      ['NJ-APR-01', []],
    ] as const) {
      expect(ofKind(await look(staffId), 'FALLBACK')).toMatchObject(found);
      expect((await service().counts(world.as(staffId))).fallbacksToApprove).toBe(found.length);
    }
    const hash = (await pointService.get(author, id)).fallbackProposal?.hash ?? '';
    const refusal = { id, hash, outcome: 'REFUSED', reason: '不必改' } as const;
    await pointFallbackService.decide(world.as('JS-APR-02'), refusal);
    expect(ofKind(await look('JS-APR-01'), 'FALLBACK')).toEqual([]);
  });

  it('of an approver are the open submissions, as the list of approvals has them', async () => {
    for (const staffId of ['NJ-APR-01', 'JS-APR-01'] as const) {
      const view = await look(staffId);
      const list = await world.composition.services.approvalService.list(world.as(staffId), {
        box: 'TODO',
        page: 1,
        pageSize: 100,
      });
      expect(list.total).toBeGreaterThan(0);
      expect(
        ofKind(view, 'APPROVE')
          .map((row) => row.requestId)
          .sort(),
      ).toEqual(list.rows.map(({ id }) => id).sort());
      // In the same order, too.
      expect(ofKind(view, 'APPROVE').map((row) => row.requestId)).toEqual(list.rows.map(({ id }) => id));
      expect((await service().counts(world.as(staffId))).toApprove).toBe(list.total);
      expect(codes(view).some((code) => code.startsWith('APPROVE'))).toBe(true);
    }
  });

  it('of an approver are not overdue because the window has begun, and the attention says as much', async () => {
    const [open] = ofKind(await look('NJ-APR-01'), 'APPROVE');
    const before = now;
    const [request] = await sql<{ release: string; submitted: Date; starts: Date }>(
      `select r.id as release, q.submitted_at as submitted, r.starts_at as starts from approval_request q
       join release r on r.id = q.release_id where q.id = $1`,
      [open?.requestId],
    );
    if (!request) throw new Error('the demo leaves nothing to decide');
    const start = (at: Date) => sql('update release set starts_at = $1 where id = $2', [at, request.release]);
    now = new Date(request.submitted.getTime() + HOUR_MS / 30);
    await start(new Date(now.getTime() - 10 * HOUR_MS));
    const view = await look('NJ-APR-01');
    const row = ofKind(view, 'APPROVE').find(({ requestId }) => requestId === open?.requestId);
    expect(row && urgencyOf(row, now)).toBe('STARTED');
    expect(codes(view)).not.toContain('APPROVE_LATE');
    expect(view.attention).toContainEqual(
      expect.objectContaining({ code: 'APPROVE_STARTED', level: 'warn', count: 1, title: row?.title }),
    );
    now = new Date(request.submitted.getTime() + 49 * HOUR_MS);
    expect(codes(await look('NJ-APR-01'))).toContain('APPROVE_LATE');
    await start(request.starts);
    now = before;
  });

  it('of a city’s approver open on the standard’s words beside the city’s', async () => {
    const { approvalService } = world.composition.services;
    const call = world.as('NJ-APR-01');
    const [open] = ofKind(await look('NJ-APR-01'), 'APPROVE');
    const { document, standardContent } = await approvalService.get(call, open?.requestId ?? '');
    expect(document.subject.base).not.toBeNull();
    expect(standardContent?.map(({ id }) => id)).toEqual(document.content.map(({ id }) => id));
    const [standard] = ofKind(await look('JS-APR-01'), 'APPROVE').filter(
      ({ releaseKind }) => releaseKind === 'STANDARD',
    );
    const reviewed = await approvalService.get(world.as('JS-APR-01'), standard?.requestId ?? '');
    expect(reviewed.standardContent).toBeNull();
  });

  it('of an operator hold what came back, with who and why, until it is handed in again', async () => {
    const rows = await sql<{ id: string; name: string; campaign: string; reason: string }>(
      `select a.actor_id as id, p.staff_id as name, r.campaign_id as campaign, d.reason from approval_request q join release r on r.id = q.release_id
       join release_author a on a.release_id = r.id join person p on p.id = a.actor_id join approval_decision d on d.request_id = q.id
       where q.state = 'RETURNED' and r.kind = 'LOCAL' and not exists (select from release l where l.campaign_id = r.campaign_id and l.submitted_at > r.submitted_at)`,
    );
    const [returned] = rows;
    if (!returned) throw new Error('the demo returns nothing');
    const staffId = returned.name as DemoStaffId;
    const found = ofKind(await look(staffId), 'RETURNED').find((row) => row.campaignId === returned.campaign);
    expect(found).toMatchObject({ reason: returned.reason, by: expect.stringMatching(/APR/) as string });
    expect((await service().counts(world.as(staffId))).returnedLocals).toBeGreaterThan(0);
    await sql('update local_campaign set archived_at = now() where id = $1', [returned.campaign]);
    expect(ofKind(await look(staffId), 'RETURNED').map((row) => row.campaignId)).not.toContain(
      returned.campaign,
    );
    await sql('update local_campaign set archived_at = null where id = $1', [returned.campaign]);
  });

  it('of a city hold the published standards that it has nothing of', async () => {
    // As if Wuxi had built one of its campaigns without a standard.
    const [local] = await sql<{ id: string; base: string }>(
      `select c.id, c.base_campaign_id as base from local_campaign c join tenant t on t.id = c.tenant_id where t.code = '320200' limit 1`,
    );
    // The guard lets no campaign leave its standard without the province.
    const base = async (id: string | undefined) => {
      await sql('alter table local_campaign disable trigger local_campaign_guard');
      await sql('update local_campaign set base_campaign_id = $1 where id = $2', [id ?? null, local?.id]);
      await sql('alter table local_campaign enable trigger local_campaign_guard');
    };
    await base(undefined);
    const standards = await sql<{ id: string }>(
      `select v.campaign_id as id from standard_version v join standard_campaign c on c.id = v.campaign_id
       where v.state = 'PUBLISHED' and c.archived_at is null and not exists (
         select from local_campaign l join tenant t on t.id = l.tenant_id where l.base_campaign_id = c.id and t.code = '320200')`,
    );
    expect(standards.length).toBeGreaterThan(0);
    const found = ofKind(await look('WX-OPS-01'), 'LOCALISE').map((row) => row.campaignId);
    expect(found.sort()).toEqual(standards.map(({ id }) => id).sort());
    expect(found).toContain(local?.base);
    await base(local?.base);
  });

  it('of the province hold what is approved and not published', async () => {
    const [waiting] = await sql<{ n: number }>(
      `select count(*)::int as n from release where kind = 'STANDARD' and state = 'APPROVED'`,
    );
    const counts = await service().counts(world.as('JS-OPS-01'));
    expect(counts.toPublish).toBe(waiting?.n);
    expect(ofKind(await look('JS-OPS-01'), 'PUBLISH')).toHaveLength(waiting?.n ?? -1);
  });

  it('name the point that is off and the list that has a newer version', async () => {
    const [placed] = await sql<{
      staff: string;
      point: string;
      campaign: string;
      list: string;
      tenant: string;
    }>(
      `select r.submitted_by_name as staff, p.point_id as point, r.campaign_id as campaign, v.list_id as list, r.tenant_id as tenant
       from release r join placement p on p.version_id = r.version_id join list_version v on v.id = p.list_version_id
       where r.state = 'APPROVED' and r.kind = 'LOCAL' and p.ends_at > now() and r.overtaken_at is null limit 1`,
    );
    if (!placed) throw new Error('the demo aims by no list');
    const staffId = placed.staff as DemoStaffId;
    const before = await look(staffId);
    expect([...ofKind(before, 'POINT_OFF'), ...ofKind(before, 'LIST_OUTDATED')]).toEqual([]);
    await sql('update marketing_point set enabled = false where id = $1', [placed.point]);
    await sql(
      `insert into list_version (id, tenant_id, list_id, version, size, digest, key_version, file_name, report, created_by, created_by_name, created_by_kind, created_at)
       values ($1, $2, $3, 99, 0, '', 1, 'f', '{}', $1, 'x', 'PERSON', now())`,
      [systemIds.next(), placed.tenant, placed.list],
    );
    const after = await look(staffId);
    expect(ofKind(after, 'POINT_OFF').map((row) => row.campaignId)).toContain(placed.campaign);
    expect(ofKind(after, 'LIST_OUTDATED').map((row) => row.campaignId)).toContain(placed.campaign);
    expect(codes(after)).toEqual(expect.arrayContaining(['POINT_OFF', 'LIST_OUTDATED']));
    await sql('update marketing_point set enabled = true where id = $1', [placed.point]);
  });

  it('hold only own drafts, and not those that came back', async () => {
    const { call, id } = await someone('NJ-OPS-01');
    const drafts = await sql<{ id: string }>(
      `select campaign_id as id from local_version where state = 'DRAFT' and (updated_by = $1 or created_by = $1)`,
      [id],
    );
    const view = await service().get(call);
    const back = new Set(
      [...ofKind(view, 'RETURNED'), ...ofKind(view, 'REJECTED')].map((row) => row.campaignId),
    );
    const expected = drafts.map((row) => row.id).filter((campaign) => !back.has(campaign));
    expect(
      ofKind(view, 'DRAFT')
        .map((row) => row.campaignId)
        .sort(),
    ).toEqual(expected.sort());
  });

  it('are nothing of Nanjing to Wuxi', async () => {
    const foreign = await sql<{ id: string }>(
      `select c.id from local_campaign c join tenant t on t.id = c.tenant_id where t.code = '320100'`,
    );
    for (const staffId of ['WX-OPS-01', 'WX-APR-01'] as const) {
      const text = JSON.stringify(await look(staffId));
      expect(foreign.filter(({ id }) => text.includes(id))).toEqual([]);
    }
  });
});

describe('own submissions in review', () => {
  it('are said to be with those who approve them, the longest waiting first', async () => {
    for (const staffId of ['NJ-OPS-01', 'JS-OPS-01'] as const) {
      const { waiting } = await look(staffId);
      const mine = await world.composition.services.approvalService.list(world.as(staffId), {
        box: 'MINE',
        states: ['OPEN'],
        page: 1,
        pageSize: 100,
      });
      const since = waiting.rows.map((row) => row.since);
      expect(since).toEqual([...since].sort());
      const submitted = waiting.rows.filter(({ kind }) => kind === 'APPROVE');
      expect(submitted).toHaveLength(mine.total);
      for (const row of submitted)
        expect(row.with.map(({ nameEn }) => nameEn)).toContain(
          mine.rows.find(({ id }) => id === row.id)?.approverNameEn,
        );
    }
  });

  it('miss their window once they have waited for two hours, and not before', async () => {
    const before = now;
    const [open] = await sql<{ staff: string }>(
      `select q.submitted_by_name as staff from approval_request q join release r on r.id = q.release_id
       where q.state = 'OPEN' and r.kind = 'LOCAL' limit 1`,
    );
    const staffId = open?.staff as DemoStaffId;
    const { waiting } = await look(staffId);
    const ids = waiting.rows.filter(({ kind }) => kind === 'APPROVE').map(({ id }) => id);
    const kept = await sql<{ id: string; release: string; submitted: Date; starts: Date }>(
      `select q.id, r.id as release, q.submitted_at as submitted, r.starts_at as starts
       from approval_request q join release r on r.id = q.release_id where q.id = any($1::uuid[])`,
      [ids],
    );
    const place = async (request: string, release: string, [submitted, starts]: (Date | null)[]) => {
      await sql('update approval_request set submitted_at = $1 where id = $2', [submitted, request]);
      await sql('update release set starts_at = $1 where id = $2', [starts, release]);
    };
    const ago = (minutes: number) => new Date(before.getTime() - minutes * 60_000);
    const starting = async (minutes: number, starts: Date): Promise<number> => {
      for (const { id, release } of kept) await place(id, release, [ago(minutes), starts]);
      const { attention } = await look(staffId);
      return attention.find(({ code }) => code === 'WAITING_STARTS')?.count ?? 0;
    };
    expect(kept.length).toBeGreaterThan(0);
    for (const opens of [ago(60 * 24), ago(-60)]) {
      expect(await starting(1, opens)).toBe(0);
      expect(await starting(119, opens)).toBe(0);
      expect(codes(await look(staffId))).toContain('WAITING');
      expect(await starting(120, opens)).toBe(kept.length);
      expect(await starting(60 * 50, opens)).toBe(kept.length);
    }
    expect(await starting(120, ago(-60 * 25))).toBe(0);
    for (const { id, release, submitted, starts } of kept) await place(id, release, [submitted, starts]);
  });

  it('are stuck after two days', async () => {
    const [open] = await sql<{ staff: string }>(
      `select submitted_by_name as staff from approval_request where state = 'OPEN' limit 1`,
    );
    const staffId = open?.staff as DemoStaffId;
    expect((await look(staffId)).waiting.total).toBeGreaterThan(0);
    const before = now;
    now = new Date(now.getTime() + 60 * HOUR_MS);
    expect(codes(await look(staffId)).some((code) => /^WAITING_(LATE|STARTS)$/.test(code))).toBe(true);
    now = before;
  });
});

describe('who watches', () => {
  it('an auditor is told of refusals and decisions since the last visit', async () => {
    const call = world.as('NJ-AUD-01');
    await service().visit(call);
    now = new Date(now.getTime() + HOUR_MS);
    expect(codes(await service().get(call))).not.toContain('REFUSALS');
    const colleague = world.as('NJ-OPS-02');
    await world.composition.audit.failure({
      actor: colleague.actor,
      act: 'approvals.decide',
      subject: { type: 'ApprovalRequest', id: null },
      result: 'REFUSED',
      code: 'FORBIDDEN',
      requestId: 'r',
      address: null,
    });
    await sql(`update audit_event set at = $1 where request_id = 'r'`, [now]).catch(() => undefined);
    const view = await service().get(call);
    expect(view.toDo.total).toBe(0);
    expect(view.attention.find(({ code }) => code === 'REFUSALS')?.count).toBe(1);
  });

  it('an administrator is told of locked accounts of the own people and of ending duties', async () => {
    for (const staffId of ['NJ-OPS-01', 'NOBODY-01'])
      for (let n = 0; n < LOCK_LIMITS.attempts; n += 1)
        await reserveAttempt(world.database.auth, attemptsOf(staffId, 'a-browser'), now);
    await sql(
      `update duty set valid_until = $1 where id = (select d.id from duty d join person p on p.id = d.person_id where p.staff_id = 'NJ-OPS-02')`,
      [new Date(now.getTime() + 24 * HOUR_MS)],
    );
    const system = await look('JS-SYS-01');
    expect(system.attention).toContainEqual({ code: 'LOCKED_ACCOUNTS', level: 'bad', count: 1, title: '' });
    const security = await look('JS-SEC-01');
    expect(security.attention).toContainEqual({ code: 'ENDING_DUTIES', level: 'warn', count: 1, title: '' });
    expect(codes(await look('NJ-OPS-01'))).not.toContain('LOCKED_ACCOUNTS');
    expect(codes(await look('JS-SEC-01'))).not.toContain('WITHOUT_DUTY');
    const colleague = { staffId: 'WX-OPS-09', name: '新同事', tenantCode: '320200' };
    const { dutyService, personKeepingService } = world.composition.services;
    const { id } = await personKeepingService.create(world.as('JS-SYS-01'), colleague);
    const told = { code: 'WITHOUT_DUTY', level: 'warn', count: 1, title: '新同事 WX-OPS-09' };
    for (const staffId of ['JS-SEC-01', 'JS-SEC-02'] as const)
      expect((await look(staffId)).attention, staffId).toContainEqual(told);
    expect(codes(await look('JS-SYS-01'))).not.toContain('WITHOUT_DUTY');
    const granted = { personId: id, tenantCode: '320200', role: 'OPERATOR' as const };
    await dutyService.grant(world.as('JS-SEC-01'), { ...granted, firstDay: null, lastDay: null });
    expect(codes(await look('JS-SEC-01'))).not.toContain('WITHOUT_DUTY');
    await sql(`update duty set valid_until = null`);
    await sql(`delete from auth_lockout`);
  });
});

describe('visits', () => {
  it('are marked once each, and the news are those since the one before', async () => {
    const { call, id } = await someone('NJ-OPS-01');
    const first = await service().get(call);
    expect(first.lastVisit).toBeNull();
    const begun = now;
    expect(await service().visit(call)).toEqual({ begun: true });
    expect(await service().visit(call)).toEqual({ begun: false });
    now = new Date(begun.getTime() + 2 * HOUR_MS);
    const second = await service().get(call);
    expect(second.lastVisit).toBe(begun.toISOString());
    expect(second.news.total).toBe(0);
    await sql(
      `insert into notification (id, tenant_id, from_tenant_id, person_id, kind, release_kind, campaign_id, campaign_number, title, actor_id, actor_name, at)
       values ($1, $2, $2, $3, 'WENT_LIVE', 'LOCAL', $1, 'N', 'T', $1, 'jobs', $4)`,
      [systemIds.next(), call.actor.tenant.id, id, now],
    );
    expect((await service().get(call)).news).toMatchObject({ total: 1, rows: [{ kind: 'WENT_LIVE' }] });
    expect((await look('NJ-OPS-02')).lastVisit).toBeNull();
    const events = await sql(`select 1 from audit_event where act = 'workbench.visit' and actor_id = $1`, [
      id,
    ]);
    expect(events).toHaveLength(1);
  });
});

describe('the guide', () => {
  const steps = async (call: Call) =>
    Object.fromEntries(((await service().get(call)).guide?.steps ?? []).map(({ id, done }) => [id, done]));

  it('ticks what the person did, from the audit log, and nothing that others did', async () => {
    const made = await sql<{ id: string }>(
      `select distinct actor_id as id from audit_event where act = 'localCampaigns.create' and result = 'SUCCESS'`,
    );
    for (const staffId of ['NJ-OPS-01', 'NJ-OPS-02', 'WX-OPS-01'] as const) {
      const { call, id } = await someone(staffId);
      expect((await steps(call)).LOCALISE, staffId).toBe(made.some((row) => row.id === id));
    }
  });

  it('is put away and shown again, for this person alone, once each', async () => {
    const { call, id } = await someone('NJ-APR-01');
    expect(await steps(call)).toMatchObject({ MONITOR: false });
    await service().openStep(call, { step: 'MONITOR' });
    await service().openStep(call, { step: 'MONITOR' });
    expect(await steps(call)).toMatchObject({ MONITOR: true });
    await service().setGuide(call, { hidden: true });
    await service().setGuide(call, { hidden: true });
    expect((await service().get(call)).guide).toBeNull();
    expect((await look('WX-APR-01')).guide).not.toBeNull();
    await service().setGuide(call, { hidden: false });
    expect(await steps(call)).toMatchObject({ MONITOR: true });
    const events = await sql<{ act: string }>(
      `select act from audit_event where act in ('workbench.setGuide', 'workbench.openStep') and actor_id = $1 order by act`,
      [id],
    );
    expect(events.map(({ act }) => act)).toEqual([
      'workbench.openStep',
      'workbench.setGuide',
      'workbench.setGuide',
    ]);
  });

  it('knows no step of another role', async () => {
    const call = world.as('WX-APR-01');
    await service().openStep(call, { step: 'CREATE_KEY' });
    const opened = await sql(`select 1 from workbench_mark where 'CREATE_KEY' = any (guide_opened)`);
    expect(opened).toEqual([]);
  });
});

it('has no workbench for a machine', async () => {
  const person = world.as('NJ-OPS-01');
  const { tenant } = person.actor;
  const machine: Call = {
    ...person,
    actor: { kind: 'MACHINE', machineId: systemIds.next(), name: 'jobs', tenant, grants: [] },
  };
  await expect(service().get(machine)).rejects.toMatchObject({ code: 'FORBIDDEN' });
});
