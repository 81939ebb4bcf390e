import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { approverTenant, checkDecision } from './approval-rules';
import { APPROVAL_OUTCOMES, APPROVAL_STATES } from './approval-schema';

const people = fc.constantFrom('p1', 'p2', 'p3', 'p4');
const hashes = fc.constantFrom('a'.repeat(64), 'b'.repeat(64));
const request = fc.record({
  state: fc.constantFrom(...APPROVAL_STATES),
  hash: hashes,
  authorIds: fc.array(people),
  approvedBy: fc.uniqueArray(people, { maxLength: 2 }),
  required: fc.integer({ min: 1, max: 3 }),
});
const command = fc.record({
  actor: fc.record({ kind: fc.constantFrom('PERSON' as const, 'MACHINE' as const), id: people }),
  hash: hashes,
  outcome: fc.constantFrom(...APPROVAL_OUTCOMES),
  reason: fc.option(fc.constantFrom('', ' ', 'because'), { nil: undefined }),
});

describe('a decision on a release', () => {
  it('is never taken by an author or a machine, on another hash, or twice', () => {
    fc.assert(
      fc.property(request, command, (under, decision) => {
        const checked = checkDecision(under, decision);
        if (!checked.ok) return;
        expect(under.approvedBy).not.toContain(decision.actor.id);
        const approvals = new Set([...under.approvedBy, decision.actor.id]).size;
        const isLast = decision.outcome !== 'APPROVED' || approvals >= under.required;
        expect(checked.value).toEqual({ outcome: decision.outcome, isLast });
        expect(under.authorIds).not.toContain(decision.actor.id);
        expect(decision.actor.kind).toBe('PERSON');
        expect(decision.hash).toBe(under.hash);
        expect(under.state).toBe('OPEN');
      }),
    );
  });

  it('is allowed to whoever is not an author', () => {
    const under = { state: 'OPEN' as const, hash: 'h', authorIds: ['p1', 'p2'], approvedBy: [], required: 1 };
    const actor = { kind: 'PERSON' as const, id: 'p3' };
    expect(checkDecision(under, { actor, hash: 'h', outcome: 'APPROVED' })).toEqual({
      ok: true,
      value: { outcome: 'APPROVED', isLast: true },
    });
    expect(checkDecision(under, { actor, hash: 'h', outcome: 'RETURNED', reason: '  ' })).toMatchObject({
      code: 'APPROVAL_REASON_REQUIRED',
    });
  });
});

describe('who approves a city', () => {
  const city = { id: 'city', parentId: 'province' };
  it('is its own approver when one is not an author', () => {
    expect(approverTenant(city, ['p1', 'p2'], ['p1'])).toBe('city');
  });
  it('is the province when every approver of the city is an author, or there is none', () => {
    expect(approverTenant(city, ['p1'], ['p1'])).toBe('province');
    expect(approverTenant(city, [], ['p1'])).toBe('province');
  });
  it('is the province for the province', () => {
    expect(approverTenant({ id: 'province', parentId: null }, [], [])).toBe('province');
  });
});
