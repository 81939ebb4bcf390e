import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deadlineAct, dueOf, URGE_HOURS, urgeWait } from './deadline';

const OPENED = new Date('2026-11-22T02:00:00.000Z');
const later = (minutes: number) => new Date(OPENED.getTime() + minutes * 60_000);

describe('the deadline of a step', () => {
  it('reminds at most once and before it, is missed exactly once and after it, whenever one looks', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 720 }),
        fc.array(fc.integer({ min: 0, max: 720 * 90 }), { maxLength: 40 }),
        (hours, looks) => {
          const dueAt = dueOf({ hours }, OPENED);
          if (!dueAt) throw new Error('no deadline');
          let step = { hours, dueAt, remindedAt: null as Date | null, missedAt: null as Date | null };
          const acts: string[] = [];
          for (const minutes of looks.toSorted((a, b) => a - b)) {
            const now = later(minutes);
            const act = deadlineAct(step, now);
            if (act === 'REMIND') {
              expect(now < dueAt).toBe(true);
              step = { ...step, remindedAt: now };
            }
            if (act === 'MISS') {
              expect(now >= dueAt).toBe(true);
              step = { ...step, missedAt: now };
            }
            if (act) acts.push(act);
          }
          expect(['', 'REMIND', 'MISS', 'REMIND,MISS']).toContain(acts.join());
          expect(acts.includes('MISS')).toBe(looks.some((minutes) => minutes >= hours * 60));
        },
      ),
    );
  });

  it('is none where the policy says nothing', () => {
    expect(dueOf({}, OPENED)).toBeNull();
  });

  it('lets an author urge again after hours', () => {
    expect(urgeWait(null, OPENED)).toBe(0);
    expect(urgeWait(OPENED, later(60))).toBe((URGE_HOURS - 1) * 60);
    expect(urgeWait(OPENED, later(URGE_HOURS * 60))).toBe(0);
  });
});
