import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { impactOf } from './impact';
import type { MERGE_CASES } from './merge-cases';
import { approvalsFor, checkPush, DEFAULT_PUSH, isDefaultPush, MISS_EFFECTS, pushSchema } from './push';
import type { Push } from './push';
import { standingOf } from './standing';

const NOW = new Date('2026-11-24T02:00:00.000Z');
const pilot = fc.option(fc.uniqueArray(fc.constantFrom('320100', '320200', '320500'), { minLength: 1 }), {
  nil: null,
});
const instant = fc
  .date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true })
  .map((at) => at.toISOString());
const anyPush: fc.Arbitrary<Push> = fc.oneof(
  fc.record({ mode: fc.constant('OPTIONAL' as const), pilot }),
  fc.record({
    mode: fc.constant('DEADLINE' as const),
    pilot,
    dueAt: instant,
    onMiss: fc.constantFrom(...MISS_EFFECTS),
  }),
  fc.record({ mode: fc.constant('MANDATORY' as const), pilot, reason: fc.constant('资费更正（演示）') }),
);

describe('a push', () => {
  it('is decided by two where it is mandatory, and by one otherwise', () => {
    fc.assert(
      fc.property(anyPush, (push) => {
        expect(pushSchema.parse(push)).toEqual(push);
        expect(approvalsFor(push)).toBe(push.mode === 'MANDATORY' ? 2 : 1);
        expect(isDefaultPush(push)).toBe(push.mode === 'OPTIONAL' && push.pilot === null);
      }),
    );
    expect(isDefaultPush(DEFAULT_PUSH)).toBe(true);
  });

  it('leaves the cities some time, or is refused beside its date', () => {
    fc.assert(
      fc.property(anyPush, (push) => {
        const isLate = push.mode === 'DEADLINE' && Date.parse(push.dueAt) <= NOW.getTime();
        const checked = checkPush(push, NOW);
        expect(checked.ok).toBe(!isLate);
        if (!checked.ok) expect(checked).toMatchObject({ code: 'PUSH_DUE_PAST', path: ['push', 'dueAt'] });
      }),
    );
  });
});

describe('where a campaign stands', () => {
  const impact = (...cases: (typeof MERGE_CASES)[number][]) =>
    impactOf({ fields: cases.map((each) => ({ case: each })) as never });
  const behind = { isOn: false, hasOverrides: true, isWaived: false, dueAt: null };
  const past = new Date(NOW.getTime() - 1);

  it.each([
    ['ADOPTED', { isOn: true, hasOverrides: false, impact: null, isWaived: false, dueAt: past }],
    ['DIVERGED', { isOn: true, hasOverrides: true, impact: null, isWaived: false, dueAt: null }],
    ['PENDING', { ...behind, impact: impact('TAKEN', 'KEPT') }],
    ['CONFLICT', { ...behind, impact: impact('CONFLICT', 'TAKEN') }],
    ['CONFLICT', { ...behind, impact: impact('MISSING') }],
    ['VIOLATION', { ...behind, impact: impact('VIOLATION', 'CONFLICT') }],
    ['WAIVED', { ...behind, impact: impact('VIOLATION'), isWaived: true, dueAt: past }],
    ['OVERDUE', { ...behind, impact: impact('VIOLATION'), dueAt: NOW }],
  ] as const)('is %s', (standing, facts) => {
    expect(standingOf(facts, NOW)).toBe(standing);
  });
});
