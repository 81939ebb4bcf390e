import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkReviewer, reviewDue, reviewerTenantId } from './takedown-review';

const city = { id: 'city', parentId: 'province' };

describe('who reviews an emergency stop', () => {
  it('is the tenant itself while one of its approvers neither stopped nor made it, else its province', () => {
    const people = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'));
    fc.assert(
      fc.property(people, people, (approverIds, closedTo) => {
        const isFree = approverIds.some((id) => !closedTo.includes(id));
        expect(reviewerTenantId({ owner: city, approverIds, closedTo })).toBe(isFree ? 'city' : 'province');
      }),
    );
    const province = { id: 'province', parentId: null };
    expect(reviewerTenantId({ owner: province, approverIds: ['a'], closedTo: ['a'] })).toBe('province');
  });

  it('is never who stopped or made it, and nobody once it is concluded', () => {
    const open = { stoppedBy: 's', authorIds: ['a'], concludedByName: null };
    expect(checkReviewer(open, 'r')).toEqual({ ok: true, value: true });
    expect(checkReviewer(open, 's')).toMatchObject({ code: 'TAKEDOWN_REVIEW_BY_STOPPER' });
    expect(checkReviewer(open, 'a')).toMatchObject({ code: 'TAKEDOWN_REVIEW_BY_AUTHOR' });
    const over = { ...open, concludedByName: 'NJ-APR-02' };
    for (const id of ['r', 's', 'a'])
      expect(checkReviewer(over, id)).toMatchObject({
        ...{ code: 'TAKEDOWN_REVIEW_CONCLUDED', params: { by: 'NJ-APR-02' } },
      });
  });

  it('has a day for it', () => {
    expect(reviewDue(new Date('2026-11-28T10:00:00Z')).toISOString()).toBe('2026-11-29T10:00:00.000Z');
  });
});
