import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkDecision } from './approval-rules';
import type { RequestUnderReview, ReviewStep } from './approval-rules';
import { checkHandOver } from './hand-over';

const people = fc.constantFrom('p1', 'p2', 'p3', 'p4');
const tenants = fc.constantFrom('city', 'province');
const approver = fc.record({ personId: people, tenantId: tenants });
const act = fc.record({
  kind: fc.constantFrom('REASSIGN' as const, 'ADD' as const, 'APPROVE' as const),
  actor: approver,
  to: approver,
});
const STEP: ReviewStep = { id: 's', stage: 1, approverTenantId: 'city', approvals: 1, personId: null };

describe('handing a step over', () => {
  it('lets no author decide and takes no approval away, whoever hands what to whom', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(people, { maxLength: 2 }),
        fc.array(act, { maxLength: 20 }),
        (authorIds, tried) => {
          let request: RequestUnderReview = {
            state: 'OPEN',
            hash: 'h',
            authorIds,
            steps: [STEP],
            decisions: [],
          };
          for (const { kind, actor, to } of tried) {
            if (kind === 'APPROVE') {
              const by = { kind: 'PERSON' as const, id: actor.personId, tenantId: actor.tenantId };
              const checked = checkDecision(request, { actor: by, hash: 'h', outcome: 'APPROVED' });
              if (!checked.ok) continue;
              const { stepId, isLast, outcome } = checked.value;
              const decisions = [...request.decisions, { stepId, by: actor.personId, outcome }];
              request = { ...request, decisions, state: isLast ? 'APPROVED' : 'OPEN' };
              continue;
            }
            const checked = checkHandOver(request, { actor, to, kind });
            if (!checked.ok) continue;
            const { id } = checked.value;
            const added: ReviewStep = {
              ...{ id: `a${String(request.steps.length)}`, stage: checked.value.stage, approvals: 1 },
              ...{ approverTenantId: to.tenantId, personId: to.personId },
            };
            const steps =
              kind === 'ADD'
                ? [...request.steps, added]
                : request.steps.map((step) => (step.id === id ? { ...step, personId: to.personId } : step));
            request = { ...request, steps };
          }
          const named = request.steps.flatMap(({ personId }) => personId ?? []);
          expect(
            [...named, ...request.decisions.map(({ by }) => by)].filter((by) =>
              authorIds.some((author) => author === by),
            ),
          ).toEqual([]);
          if (request.state === 'APPROVED')
            for (const step of request.steps)
              expect(request.decisions.some(({ stepId }) => stepId === step.id)).toBe(true);
        },
      ),
    );
  });

  it('is refused for oneself, an author, another tenant and a step of several', () => {
    const request = { state: 'OPEN' as const, authorIds: ['author'], steps: [STEP], decisions: [] };
    const actor = { personId: 'p1', tenantId: 'city' };
    const to = (personId: string, tenantId = 'city') =>
      checkHandOver(request, { actor, to: { personId, tenantId }, kind: 'REASSIGN' });
    expect(to('p2').ok).toBe(true);
    for (const refused of [to('p1'), to('author'), to('p2', 'province')])
      expect(refused).toMatchObject({ code: 'APPROVAL_NOT_A_CANDIDATE' });
    const several = { ...request, steps: [{ ...STEP, approvals: 2 }] };
    const given = { actor, to: { personId: 'p2', tenantId: 'city' } };
    expect(checkHandOver(several, { ...given, kind: 'REASSIGN' })).toMatchObject({
      code: 'APPROVAL_STEP_OF_SEVERAL',
    });
    expect(checkHandOver(several, { ...given, kind: 'ADD' }).ok).toBe(true);
  });
});
