import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkReviewer, lastDueToTell, reviewDue, reviewerTenantId, reviewReminder } from './takedown-review';

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

  it('is told to them at most once before its time is up and once after, whenever one looks, and never when concluded', () => {
    const opened = new Date('2026-11-28T10:00:00Z');
    const dueAt = reviewDue(opened);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 40 * 60 })), (minutes) => {
        let review = { dueAt, remindedAt: null as Date | null, missedAt: null as Date | null };
        const told: string[] = [];
        for (const minute of minutes.toSorted((a, b) => a - b)) {
          const now = new Date(opened.getTime() + minute * 60_000);
          expect(reviewReminder({ ...review, concludedAt: opened }, now)).toBeNull();
          const what = reviewReminder({ ...review, concludedAt: null }, now);
          if (what === null) continue;
          // Whoever looks for what is to be told finds it.
          expect(dueAt <= lastDueToTell(now)).toBe(true);
          told.push(what);
          review = what === 'OVERDUE' ? { ...review, missedAt: now } : { ...review, remindedAt: now };
        }
        expect(['', 'DUE_SOON', 'OVERDUE', 'DUE_SOON,OVERDUE']).toContain(told.join());
        expect(told.includes('OVERDUE')).toBe(minutes.some((minute) => minute >= 24 * 60));
        expect(told.includes('DUE_SOON')).toBe(
          minutes.some((minute) => minute >= 18 * 60 && minute < 24 * 60),
        );
      }),
    );
  });
});
