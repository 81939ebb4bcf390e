import { createHash } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asCaller } from '../../access/as-caller';
import type { Call } from '../../access/call';
import { auditFinding } from '../../db/schema';
import { systemIds } from '../../platform/ids';
import { createAuditLogWorld } from '../../testing/audit-log-world';
import type { AuditLogWorld } from '../../testing/audit-log-world';
import type { AuditLog } from './audit-log';

let world: AuditLogWorld;
let auditor: AuditLogWorld['auditor'];
let cityAuditor: Call;
const samples = () => world.log.services.auditSampleService;

beforeAll(async () => {
  world = await createAuditLogWorld();
  auditor = world.auditor;
  cityAuditor = await world.call(world.nanjing, 'AUDITOR');
  const operators = [world.operator, await world.call(world.wuxi, 'OPERATOR')];
  for (let n = 0; n < 60; n += 1) {
    const call = operators[n % 10 === 0 ? 1 : 0];
    if (call)
      await world.writer.standalone(call, {
        act: n % 15 === 0 ? 'localCampaigns.submit' : 'localCampaigns.saveDraft',
        subject: { type: 'LocalCampaign', id: systemIds.next() },
        after: { title: `手机报 ${String(n)}` },
      });
  }
});
afterAll(() => world.close());

const drawn = async (
  call: Call,
  input: Parameters<AuditLog['services']['auditSampleService']['drawSample']>[1],
) => samples().get(call, (await samples().drawSample(call, input)).id);
const hashOf = (seed: string, place: number) =>
  createHash('sha256')
    .update(`${seed}:${String(place)}`)
    .digest('hex');

describe('a sample', () => {
  it('is what the root of a later signed head chooses, and can be reckoned anew by anybody', async () => {
    const sample = await drawn(auditor, { purpose: '季度检查', size: 10 });
    expect(sample).toMatchObject({
      size: 10,
      population: 61,
      headSize: 61,
      lookedAt: 0,
      drawnByName: expect.any(String) as string,
    });
    const [head] = await world.log.services.auditProofService.heads(auditor);
    expect(head).toMatchObject({ size: 61, root: sample.seed });
    const expected = Array.from({ length: 61 }, (_, place) => place)
      .sort((a, b) => (hashOf(sample.seed, a) < hashOf(sample.seed, b) ? -1 : 1))
      .slice(0, 10);
    expect(sample.items.map(({ place }) => place)).toEqual(expected);
    expect(sample.items.every(({ event, eventId }) => event?.id === eventId)).toBe(true);
  });

  it('is another one each time, and every draw stays on record', async () => {
    const one = await drawn(auditor, { purpose: '再抽一次', size: 10 });
    const other = await drawn(auditor, { purpose: '再抽一次', size: 10 });
    expect(one.seed).not.toBe(other.seed);
    expect((await samples().list(auditor)).map(({ id }) => id).slice(0, 2)).toEqual([other.id, one.id]);
    const { rows } = await world.database.owner.$client.query(
      `select 1 from audit_event where act = 'audit.drawSample' and subject_id = any ($1)`,
      [[one.id, other.id]],
    );
    expect(rows).toHaveLength(2);
  });

  it('is spread evenly where that is asked for, and drawn from what is asked for', async () => {
    const spread = await drawn(auditor, { purpose: '按操作', strata: 'ACT', size: 8 });
    const acts = spread.items.map(({ event }) => event?.act);
    expect(acts.filter((act) => act === 'localCampaigns.submit')).toHaveLength(2);
    const cities = await drawn(auditor, {
      purpose: '按地市',
      strata: 'TENANT',
      act: 'localCampaigns.saveDraft',
      size: 8,
    });
    expect(cities.items.filter(({ event }) => event?.tenantCode === '320200')).toHaveLength(4);
    const one = await drawn(auditor, { purpose: '一种操作', act: 'localCampaigns.submit', size: 50 });
    expect(one).toMatchObject({ size: 4, population: 4 });
    await expect(drawn(auditor, { purpose: '没有', to: '2020-01-01', size: 5 })).rejects.toMatchObject({
      code: 'AUDIT_SAMPLE_EMPTY',
    });
    const { rows } = await world.database.owner.$client.query(
      `select 1 from audit_event where act = 'audit.drawSample' and canonical like '%没有%'`,
    );
    expect(rows).toEqual([]);
  });

  it('of a city is drawn from the city’s, and seen by nobody else', async () => {
    const sample = await drawn(cityAuditor, { purpose: '市里自查', size: 50 });
    expect(sample.items.every(({ event }) => event?.tenantCode === '320100')).toBe(true);
    await expect(samples().get(auditor, sample.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const look = { sampleId: sample.id, position: 1, outcome: 'IN_ORDER', seenAt: null } as const;
    await expect(samples().lookAtSampled(auditor, look)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const operator = await world.call(world.nanjing, 'OPERATOR');
    await expect(samples().list(operator)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('is gone through one by one, and what is said of each is in the log', async () => {
    const { id, items } = await drawn(auditor, { purpose: '逐条', size: 3 });
    await samples().lookAtSampled(auditor, { sampleId: id, position: 1, outcome: 'IN_ORDER', seenAt: null });
    const second = {
      sampleId: id,
      position: 2,
      seenAt: null,
      outcome: 'OBJECTION',
      remark: '缺少说明',
    } as const;
    await samples().lookAtSampled(auditor, second);
    // A colleague who has not seen that does not write over it.
    await expect(samples().lookAtSampled(auditor, { ...second, remark: '没有问题' })).rejects.toMatchObject({
      code: 'STALE_VERSION',
    });
    await expect(samples().lookAtSampled(auditor, { ...second, position: 3, remark: ' ' })).rejects.toThrow();
    const sample = await samples().get(auditor, id);
    expect(sample).toMatchObject({ lookedAt: 2, objections: 1 });
    expect(sample.items[1]).toMatchObject({ outcome: 'OBJECTION', remark: '缺少说明' });
    const { rows } = await world.database.owner.$client.query<{ subject: string }>(
      `select subject_id as subject from audit_event where act = 'audit.lookAtSampled' order by at`,
    );
    expect(rows.map(({ subject }) => subject)).toEqual(items.slice(0, 2).map(({ eventId }) => eventId));
  });

  it('tells the findings that rest on its records, withdrawn ones excepted', async () => {
    const { id } = await drawn(auditor, { purpose: '留下发现', size: 3 });
    const operator = await world.call(world.nanjing, 'OPERATOR');
    const now = world.clock.now();
    await asCaller(world.database.app, auditor, async (tx) => {
      const noted = (number: string, position: number) => ({
        ...{ id: systemIds.next(), tenantId: world.nanjing.id, notedTenantId: world.province.id, number },
        ...{ title: '审批理由过短', text: '演示', severity: 'LOW' as const, state: 'OPEN' as const },
        ...{ rowVersion: 1, evidence: [{ type: 'SAMPLE' as const, id, position }], stateSince: now },
        ...{ ownerId: operator.actor.personId, ownerName: 'NJ-OPS-01', dueAt: now, notedAt: now },
        ...{ notedBy: auditor.actor.personId, notedByName: 'JS-AUD-01' },
      });
      await tx.insert(auditFinding).values([noted('SJ-1', 2), noted('SJ-2', 3)]);
      const withdrawn = { state: 'WITHDRAWN', rowVersion: 2, stateSince: world.clock.now() } as const;
      await tx.update(auditFinding).set(withdrawn).where(eq(auditFinding.number, 'SJ-2'));
    });
    const { items } = await samples().get(auditor, id);
    expect(items.map(({ findings }) => findings.map(({ number }) => number))).toEqual([[], ['SJ-1'], []]);
  });

  it('cannot be taken back by the serving role', async () => {
    for (const text of [
      'delete from audit_sample',
      'delete from audit_sample_item',
      'update audit_sample set size = 1',
      'update audit_sample_item set event_id = gen_random_uuid()',
    ])
      await expect(world.database.app.$client.query(text)).rejects.toMatchObject({ code: '42501' });
  });
});
