import { eq, sql } from 'drizzle-orm';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ContentField } from '@xietong/shared/content';
import type { PersonActor } from '@xietong/shared/tenants';
import { asCaller } from '../../access/as-caller';
import type { Call } from '../../access/call';
import { duty, notification, person, release } from '../../db/schema';
import { AppError } from '../../platform/app-error';
import { systemIds } from '../../platform/ids';
import { constraintOf } from '../../platform/sql-state';
import { createReviewWorld } from '../../testing/review-world';
import { countWork } from '../workbench/count-read-model';
import { createToDoReadModel } from '../workbench/to-do-read-model';
import { findWaiting } from '../workbench/waiting-read-model';
import type { ReviewWorld } from '../../testing/review-world';

type PersonCall = Call & { actor: PersonActor };

let world: ReviewWorld;
let operator: PersonCall;
let first: PersonCall;
let second: PersonCall;
let province: PersonCall;
let stranger: PersonCall;
beforeAll(async () => {
  world = await createReviewWorld();
  operator = await world.call(world.nanjing, 'OPERATOR');
  first = await world.call(world.nanjing, 'APPROVER');
  second = await world.call(world.nanjing, 'APPROVER');
  province = await world.call(world.province, 'APPROVER');
  stranger = await world.call(world.wuxi, 'APPROVER');
});
afterAll(() => world.database.close());

const toDos = async (call: Call) =>
  (await world.approvals.list(call, { box: 'TODO', page: 1, pageSize: 100 })).rows.map(({ id }) => id);
const to = ({ actor }: PersonCall, id: string) => ({ id, personId: actor.personId, note: '请代为审批' });
/** Somebody whose duty has ended, or who can sign in no more. */
const leave = async ({ actor }: PersonCall, what: 'duty' | 'person') => {
  const at = world.clock.now();
  const { owner } = world.database;
  if (what === 'duty') await owner.update(duty).set({ validUntil: at }).where(eq(duty.id, actor.dutyId));
  else await owner.update(person).set({ disabledAt: at }).where(eq(person.id, actor.personId));
};
const stateOf = async (releaseId: string) =>
  (await world.database.owner.select().from(release).where(eq(release.id, releaseId)))[0]?.state;

describe('handing a step over', () => {
  it('leaves it to that approver alone, who is told why; audited once', async () => {
    const { requestId, releaseId, hash } = await world.submit(operator);
    const found = await world.approvals.candidates(first, requestId);
    expect(found.map(({ personId }) => personId)).toContain(second.actor.personId);
    // Its own people are all that a city sees.
    expect(found.every(({ tenantId }) => tenantId === world.nanjing.id)).toBe(true);
    world.audited.length = 0;
    const stuckWith = async () => {
      const { rows } = await asCaller(world.database.app, operator, (tx) =>
        findWaiting(tx, operator.actor, new Date('2026-11-22T02:00:00.000Z')),
      );
      return rows.find((row) => row.id === requestId)?.with;
    };
    const nanjing = { role: 'APPROVER', named: false, kind: 'CITY', nameZh: '南京', nameEn: 'Nanjing' };
    const [before] = (await stuckWith()) ?? [];
    expect(before).toMatchObject(nanjing);
    // All who could decide, and no author.
    expect(before?.people).toEqual(expect.arrayContaining([first, second].map(({ actor }) => actor.staffId)));
    expect(before?.people).not.toContain(operator.actor.staffId);
    await world.approvals.reassign(first, to(second, requestId));
    // The author sees with whom it is.
    expect(await stuckWith()).toEqual([{ ...nanjing, people: [second.actor.staffId] }]);
    expect(world.audited).toEqual(['approvals.reassign']);
    expect(await toDos(first)).not.toContain(requestId);
    expect(await toDos(second)).toContain(requestId);
    const told = await world.database.owner
      .select()
      .from(notification)
      .where(eq(notification.personId, second.actor.personId));
    expect(told).toMatchObject([
      { kind: 'APPROVAL_REASSIGNED', releaseKind: 'LOCAL', requestId, reason: '请代为审批' },
    ]);
    await expect(
      world.approvals.decide(first, { id: requestId, hash, outcome: 'APPROVED' }),
    ).rejects.toMatchObject({ code: 'APPROVAL_NOT_YOUR_TURN' });
    const shown = await world.approvals.get(second, requestId);
    expect(shown).toMatchObject({ mayDecide: true, steps: [{ personName: second.actor.staffId }] });
    await world.approvals.decide(second, { id: requestId, hash, outcome: 'APPROVED' });
    expect(await stateOf(releaseId)).toBe('APPROVED');
  });

  it('is refused to authors, to whoever does not approve, and to another city’s people', async () => {
    const author: PersonCall = { ...second, actor: { ...second.actor, role: 'OPERATOR' } };
    const { requestId } = await world.submit(author);
    const candidates = await world.approvals.candidates(first, requestId);
    expect(candidates.map(({ personId }) => personId)).not.toContain(second.actor.personId);
    for (const whom of [second, first, operator, stranger, province])
      await expect(world.approvals.reassign(first, to(whom, requestId))).rejects.toMatchObject({
        code: 'APPROVAL_NOT_A_CANDIDATE',
      });
    await expect(world.approvals.reassign(second, to(first, requestId))).rejects.toBeInstanceOf(AppError);
    await expect(world.approvals.reassign(stranger, to(first, requestId))).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it.each([
    ['lost the duty', 'duty'],
    ['left or was locked out', 'person'],
  ] as const)('falls back to all approvers at once when the one who has it %s', async (_, what) => {
    const gone = await world.call(world.nanjing, 'APPROVER');
    const { requestId, releaseId, hash } = await world.submit(operator);
    await world.approvals.reassign(first, to(gone, requestId));
    const counts = async (call: PersonCall) => [
      (await world.approvals.count(call)).toDo,
      await asCaller(world.database.app, call, async (tx) => {
        const now = world.clock.now();
        return (await countWork(tx, call.actor, now)).toApprove;
      }),
      await asCaller(world.database.app, call, async (tx) => {
        const all = await createToDoReadModel(tx, call.actor, world.clock.now()).all();
        return all.find(({ kind }) => kind === 'APPROVE')?.total ?? 0;
      }),
    ];
    const more = (given: readonly number[]) => given.map((count) => count + 1);
    const before = await counts(first);
    expect(new Set(before).size).toBe(1);
    expect(await toDos(first)).not.toContain(requestId);

    await leave(gone, what);
    expect(await toDos(first)).toContain(requestId);
    expect(await counts(first)).toEqual(more(before));
    const shown = await world.approvals.get(first, requestId);
    expect(shown).toMatchObject({ mayDecide: true, steps: [{ personName: null, isStuck: false }] });
    expect((await world.approvals.get(province, requestId)).steps).toMatchObject([{ personName: null }]);

    world.audited.length = 0;
    await world.approvals.decide(second, { id: requestId, hash, outcome: 'APPROVED' });
    expect(world.audited).toEqual(['approvals.open', 'approvals.fellBack', 'approvals.decide']);
    expect(await stateOf(releaseId)).toBe('APPROVED');
  });

  it('is written down once by whoever looks every minute, who tells those that have it now', async () => {
    const gone = await world.call(world.nanjing, 'APPROVER');
    const { requestId } = await world.submit(operator);
    await world.approvals.reassign(first, to(gone, requestId));
    expect(await world.approvals.runFallBacks(province)).toBe(0);
    await leave(gone, 'duty');
    // An author who asks for a decision meanwhile asks all of them.
    await world.approvals.remind(operator, requestId);
    world.audited.length = 0;
    await Promise.all([world.approvals.runFallBacks(province), world.approvals.runFallBacks(province)]);
    expect(await world.approvals.runFallBacks(province)).toBe(0);
    expect(world.audited).toEqual(['approvals.fellBack']);
    const told = await world.database.owner
      .select()
      .from(notification)
      .where(eq(notification.requestId, requestId));
    const all = { tenantId: world.nanjing.id, role: 'APPROVER', personId: null };
    for (const kind of ['APPROVAL_URGED', 'APPROVAL_FELL_BACK'])
      expect(told.filter((row) => row.kind === kind)).toMatchObject([all]);
    // It can be handed on anew.
    await world.approvals.reassign(first, to(second, requestId));
    expect(await toDos(second)).toContain(requestId);
    expect(await toDos(first)).not.toContain(requestId);
  });

  it('holds for the province, whose people a city does not see', async () => {
    const gone = await world.call(world.province, 'APPROVER');
    const lone = await world.call(world.wuxi, 'OPERATOR');
    const campaignId = systemIds.next();
    await world.edit(stranger, campaignId);
    const { requestId } = await world.submit(lone, campaignId);
    await world.approvals.reassign(province, to(gone, requestId));
    const named = (call: PersonCall) =>
      world.approvals.get(call, requestId).then(({ steps }) => steps.map(({ personName }) => personName));
    expect(await named(lone)).toEqual([gone.actor.staffId]);
    await leave(gone, 'person');
    expect(await toDos(province)).toContain(requestId);
    await world.approvals.runFallBacks(province);
    expect(await named(lone)).toEqual([null]);
  });

  it('is held by the database: no author is named, and nobody decides for the one who is', async () => {
    const { requestId, releaseId, hash } = await world.submit(operator);
    await world.approvals.reassign(first, to(second, requestId));
    const tried = async (call: Call, statement: ReturnType<typeof sql>) =>
      constraintOf(
        await asCaller(world.database.app, call, (tx) => tx.execute(statement)).then(
          () => null,
          (reason: unknown) => reason,
        ),
      );
    const name = sql`update approval_step set person_id = ${operator.actor.personId}, person_name = 'x' where request_id = ${requestId}`;
    expect(await tried(first, name)).toBe('approval_not_by_author');
    const decide = sql`
      insert into approval_decision (id, tenant_id, request_id, step_id, release_id, hash, outcome, decided_by, decided_by_name, decided_by_tenant_id, decided_at)
      select ${systemIds.next()}, tenant_id, request_id, id, ${releaseId}, ${hash}, 'APPROVED', ${first.actor.personId}, 'x', tenant_id, now()
      from approval_step where request_id = ${requestId}`;
    expect(await tried(first, decide)).toBe('approval_of_step');
  });
});

describe('asking one more', () => {
  it('needs their approval, too; the province can ask a city and a city nobody else', async () => {
    const { requestId, releaseId, hash } = await world.submit(operator);
    await world.approvals.addApprover(first, to(second, requestId));
    const decide = (call: Call) => world.approvals.decide(call, { id: requestId, hash, outcome: 'APPROVED' });
    expect(await decide(first)).toMatchObject({ isLast: false });
    expect(await stateOf(releaseId)).toBe('IN_REVIEW');
    expect(await toDos(second)).toContain(requestId);
    expect(await decide(second)).toMatchObject({ isLast: true });
    expect(await stateOf(releaseId)).toBe('APPROVED');

    // Whoever was asked and is gone is stood in for by another, whom nobody counts twice.
    const gone = await world.call(world.nanjing, 'APPROVER');
    const asked = await world.submit(operator);
    await world.approvals.addApprover(first, to(gone, asked.requestId));
    await leave(gone, 'duty');
    const approve = (call: Call) =>
      world.approvals.decide(call, { id: asked.requestId, hash: asked.hash, outcome: 'APPROVED' });
    expect(await approve(first)).toMatchObject({ isLast: false });
    expect(await approve(first)).toMatchObject({ isLast: false });
    expect(await stateOf(asked.releaseId)).toBe('IN_REVIEW');
    expect(await approve(second)).toMatchObject({ isLast: true });

    // Wuxi's only approver is an author, so that the province decides; another one comes later.
    const campaignId = systemIds.next();
    await world.edit(stranger, campaignId);
    const ofWuxi = await world.submit(await world.call(world.wuxi, 'OPERATOR'), campaignId);
    const approver = await world.call(world.wuxi, 'APPROVER');
    await world.approvals.addApprover(province, to(approver, ofWuxi.requestId));
    expect(await toDos(approver)).toContain(ofWuxi.requestId);
  });
});

describe('no approver is among the authors', () => {
  const ACTS = ['edit', 'revert', 'import', 'submit', 'withdraw', 'reassign', 'add', 'approve'] as const;
  const wordsOf = (value: string): ContentField[] => [
    {
      ...{ id: systemIds.next(), role: 'body', labels: { zh: '正文', en: 'Body' }, value },
      policy: { kind: 'EDITABLE', constraint: {} },
    },
  ];
  const step = fc.record({
    act: fc.constantFrom(...ACTS),
    who: fc.nat({ max: 3 }),
    whom: fc.nat({ max: 3 }),
  });

  it('whoever edits, goes back, imports, hands in, takes back, hands over and approves in which order and role', async () => {
    // Each acts now in one role and now in the other: who edited as an operator tries to approve later.
    const people: PersonCall[] = [];
    for (let index = 0; index < 3; index += 1) people.push(await world.call(world.nanjing, 'APPROVER'));
    people.push(province);
    const as = (call: PersonCall, role: 'OPERATOR' | 'APPROVER'): PersonCall => ({
      ...call,
      actor: { ...call.actor, role },
    });
    const machine: Call = {
      ...operator,
      actor: { kind: 'MACHINE', machineId: systemIds.next(), name: 'cli', tenant: world.nanjing, grants: [] },
    };
    const happened = { approved: 0, handed: 0, refused: 0, reverted: 0 };
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 28 }), async (steps) => {
        const campaignId = systemIds.next();
        /** Who changed something since the last approved release; whoever hands in counts for that release. */
        const editors = new Set<string>();
        let submitter = '';
        let words = wordsOf('省的正文');
        /** What was handed in, oldest first. */
        const handedIn: ContentField[][] = [];
        const isAuthor = ({ actor }: PersonCall) =>
          editors.has(actor.personId) || actor.personId === submitter;
        let open: Awaited<ReturnType<typeof world.submit>> | null = null;
        const attempt = async (run: Promise<unknown>): Promise<boolean> =>
          run.then(
            () => true,
            (error: unknown) => {
              if (!(error instanceof AppError)) throw error;
              happened.refused += 1;
              return false;
            },
          );
        for (const { act, who, whom } of steps) {
          const person = people[who];
          const other = people[whom];
          if (!person || !other) continue;
          const { personId } = person.actor;
          const editor = as(person, 'OPERATOR');
          const isOfCity = person.actor.tenant.id === world.nanjing.id;
          const decider = as(person, 'APPROVER');
          if (act === 'edit' && isOfCity && !open) {
            await world.edit(editor, campaignId);
            editors.add(personId);
            words = wordsOf(`${personId} 的正文`);
          } else if (act === 'revert' && isOfCity && !open && handedIn[0]) {
            // the very words that others wrote, and perhaps approved: it is still who went back that changed them
            await world.edit(editor, campaignId);
            editors.add(personId);
            [words] = handedIn;
            happened.reverted += 1;
          } else if (act === 'import' && !open) await world.edit(machine, campaignId);
          else if (act === 'submit' && isOfCity && !open) {
            open = await world.submit(editor, campaignId, words);
            submitter = personId;
            handedIn.push(words);
          } else if (act === 'withdraw' && open && (await attempt(world.withdraw(editor, open.versionId))))
            open = null;
          else if (act === 'reassign' && open) {
            if (!(await attempt(world.approvals.reassign(decider, to(other, open.requestId))))) continue;
            expect(isAuthor(other)).toBe(false);
            happened.handed += 1;
          } else if (act === 'add' && open) {
            if (!(await attempt(world.approvals.addApprover(decider, to(other, open.requestId))))) continue;
            expect(isAuthor(other)).toBe(false);
            happened.handed += 1;
          } else if (act === 'approve' && open) {
            const { requestId, releaseId, hash } = open;
            const decision = { id: requestId, hash, outcome: 'APPROVED' as const };
            if (!(await attempt(world.approvals.decide(decider, decision)))) continue;
            expect(isAuthor(person)).toBe(false);
            if ((await stateOf(releaseId)) !== 'APPROVED') continue;
            open = null;
            editors.clear();
            happened.approved += 1;
          }
        }
        const { rows } = await world.database.owner.$client.query(
          `select 1 from approval_decision d join release_author a on a.release_id = d.release_id and a.actor_id = d.decided_by`,
        );
        expect(rows).toEqual([]);
      }),
      { numRuns: 100 },
    );
    for (const count of Object.values(happened)) expect(count).toBeGreaterThan(0);
  });
});
