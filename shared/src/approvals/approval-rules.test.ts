import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkDecision, isStepMet, openSteps } from './approval-rules';
import type { DecisionCommand, GivenDecision, RequestUnderReview, ReviewStep } from './approval-rules';
import { APPROVAL_OUTCOMES, APPROVAL_STATES } from './approval-schema';

const HASH = 'a'.repeat(64);
const tenants = fc.constantFrom('city', 'province');
const people = fc.constantFrom('p1', 'p2', 'p3', 'p4', 'p5');
const steps = fc
  .array(
    fc.record({
      person: fc.option(people, { nil: null }),
      stage: fc.integer({ min: 1, max: 3 }),
      tenant: tenants,
      approvals: fc.integer({ min: 1, max: 2 }),
    }),
    {
      minLength: 1,
      maxLength: 4,
    },
  )
  .map((list) =>
    list.map(({ person, stage, tenant, approvals }, index): ReviewStep => {
      // What was handed to one person is decided by one.
      const personId = approvals === 1 ? person : null;
      return { id: `s${String(index)}`, stage, approverTenantId: tenant, approvals, personId };
    }),
  );
const command = fc.record({
  actor: fc.record({
    kind: fc.constantFrom('PERSON' as const, 'PERSON' as const, 'MACHINE' as const),
    id: people,
    tenantId: tenants,
  }),
  hash: fc.constantFrom(HASH, HASH, HASH, 'b'.repeat(64)),
  outcome: fc.constantFrom('APPROVED' as const, 'APPROVED' as const, ...APPROVAL_OUTCOMES),
  reason: fc.option(fc.constantFrom('', ' ', 'because'), { nil: undefined }),
});

/** Everything that somebody tries on a request, one after the other. */
function play(request: RequestUnderReview, commands: readonly DecisionCommand[]) {
  let now = request;
  const taken: DecisionCommand[] = [];
  for (const each of commands) {
    const checked = checkDecision(now, each);
    if (!checked.ok) continue;
    const { stepId, outcome, isLast, isStepMet: met, opened } = checked.value;
    const step = now.steps.find(({ id }) => id === stepId);
    expect(step?.approverTenantId).toBe(each.actor.tenantId);
    expect([null, each.actor.id]).toContain(step?.personId);
    const earlier = now.steps.filter(({ stage }) => stage < (step?.stage ?? 0));
    expect(earlier.every((one) => isStepMet(one, now.decisions))).toBe(true);
    const decisions = [...now.decisions, { stepId, by: each.actor.id, outcome }];
    expect(met).toBe(step !== undefined && isStepMet(step, decisions));
    expect(opened.every(({ stage }) => stage > (step?.stage ?? 0))).toBe(true);
    now = { ...now, decisions, state: isLast ? outcome : 'OPEN' };
    taken.push(each);
  }
  return { now, taken };
}

describe('a decision on a release', () => {
  it('is taken by people who are no authors, once each, in the order of the steps, whatever is tried', () => {
    fc.assert(
      fc.property(
        steps,
        fc.uniqueArray(people, { maxLength: 3 }),
        fc.array(command, { maxLength: 25 }),
        (path, authorIds, tried) => {
          const request = { state: 'OPEN' as const, hash: HASH, authorIds, steps: path, decisions: [] };
          const { now, taken } = play(request, tried);
          const deciders = taken.map(({ actor }) => actor.id);
          expect(new Set(deciders).size).toBe(deciders.length);
          expect(authorIds.filter((author) => deciders.includes(author))).toEqual([]);
          expect(taken.every(({ actor, hash }) => actor.kind === 'PERSON' && hash === HASH)).toBe(true);
          const isMet = path.every((step) => isStepMet(step, now.decisions));
          expect(now.state === 'APPROVED').toBe(isMet);
        },
      ),
    );
  });

  it('is refused once the request is answered', () => {
    const step: ReviewStep = { id: 's', stage: 1, approverTenantId: 'city', approvals: 1, personId: null };
    const asked = {
      actor: { kind: 'PERSON' as const, id: 'p', tenantId: 'city' },
      hash: 'h',
      outcome: 'APPROVED' as const,
    };
    for (const state of APPROVAL_STATES) {
      const found = checkDecision({ state, hash: 'h', authorIds: [], steps: [step], decisions: [] }, asked);
      expect(found.ok).toBe(state === 'OPEN');
    }
  });

  it('finds enough people, if there are enough of each tenant', () => {
    fc.assert(
      fc.property(steps, (drawn) => {
        const path = drawn.map((step) => ({ ...step, personId: null }));
        let request: RequestUnderReview = {
          state: 'OPEN',
          hash: HASH,
          authorIds: [],
          steps: path,
          decisions: [],
        };
        for (let person = 0; request.state === 'OPEN'; person += 1) {
          const [open] = openSteps(request);
          const actor = {
            kind: 'PERSON' as const,
            id: `n${String(person)}`,
            tenantId: open?.approverTenantId ?? '',
          };
          const checked = checkDecision(request, { actor, hash: HASH, outcome: 'APPROVED' });
          if (!checked.ok) throw new Error(checked.code);
          const given: GivenDecision = { stepId: checked.value.stepId, by: actor.id, outcome: 'APPROVED' };
          const decisions = [...request.decisions, given];
          request = { ...request, decisions, state: checked.value.isLast ? 'APPROVED' : 'OPEN' };
        }
        expect(request.decisions).toHaveLength(path.reduce((sum, { approvals }) => sum + approvals, 0));
      }),
    );
  });

  it('waits for its turn, and ends it when it sends the release back', () => {
    const path: ReviewStep[] = [
      { id: 'first', stage: 1, approverTenantId: 'city', approvals: 1, personId: null },
      { id: 'second', stage: 2, approverTenantId: 'province', approvals: 1, personId: null },
    ];
    const request = { state: 'OPEN' as const, hash: 'h', authorIds: ['a'], steps: path, decisions: [] };
    const by = (id: string, tenantId: string) => ({ kind: 'PERSON' as const, id, tenantId });
    expect(
      checkDecision(request, { actor: by('p', 'province'), hash: 'h', outcome: 'APPROVED' }),
    ).toMatchObject({
      code: 'APPROVAL_NOT_YOUR_TURN',
    });
    const first = checkDecision(request, { actor: by('c', 'city'), hash: 'h', outcome: 'APPROVED' });
    expect(first).toMatchObject({ ok: true, value: { stepId: 'first', isStepMet: true, isLast: false } });
    expect(first.ok && first.value.opened.map(({ id }) => id)).toEqual(['second']);
    const decisions = [{ stepId: 'first', by: 'c', outcome: 'APPROVED' as const }];
    expect(
      checkDecision({ ...request, decisions }, { actor: by('d', 'city'), hash: 'h', outcome: 'APPROVED' }),
    ).toMatchObject({ code: 'APPROVAL_STEP_MET' });
    expect(
      checkDecision(request, { actor: by('c', 'city'), hash: 'h', outcome: 'RETURNED', reason: 'r' }),
    ).toMatchObject({ ok: true, value: { isLast: true, opened: [] } });
    expect(
      checkDecision(request, { actor: by('c', 'city'), hash: 'h', outcome: 'RETURNED', reason: ' ' }),
    ).toMatchObject({
      code: 'APPROVAL_REASON_REQUIRED',
    });
  });
});
