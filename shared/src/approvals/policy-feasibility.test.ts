import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shortageOf } from './policy-feasibility';
import type { ApproversOf } from './policy-feasibility';
import { STEP_APPROVERS, STEP_ORDERS } from './policy-schema';

const people = (of: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${of}${String(index)}`);
const world = (province: number, city: number): ApproversOf[] => [
  { tenantId: 'p', tenantCode: '320000', parentId: null, approverIds: people('p', province) },
  { tenantId: 'c', tenantCode: '320100', parentId: 'p', approverIds: people('c', city) },
];
const steps = fc.array(
  fc.record({ approver: fc.constantFrom(...STEP_APPROVERS), approvals: fc.integer({ min: 1, max: 5 }) }),
  { minLength: 1, maxLength: 4 },
);

describe('what a policy asks for', () => {
  it('is refused exactly where different people for all its steps cannot be had', () => {
    fc.assert(
      fc.property(
        ...[
          fc.integer({ min: 0, max: 6 }),
          fc.integer({ min: 0, max: 6 }),
          steps,
          fc.constantFrom(...STEP_ORDERS),
        ],
        (province, city, asked, order) => {
          const total = asked.reduce((sum, { approvals }) => sum + approvals, 0);
          const rule = { kinds: [], tenants: ['320100'], order, steps: asked };
          const found = shortageOf({ ...rule, kinds: ['LOCAL'] }, world(province, city));
          // A shortage is real: what the city has left at most does not make up for it.
          if (total > province + city) expect(found).not.toBeNull();
          if (found) expect(found.needed).toBeGreaterThan(province);
          const ofProvince = shortageOf({ ...rule, kinds: ['STANDARD'], tenants: [] }, world(province, city));
          expect(ofProvince !== null).toBe(total > province);
        },
      ),
    );
  });

  it('is about the tenants and kinds that it names alone', () => {
    const rule = {
      tenants: ['320100'],
      order: 'SERIAL' as const,
      steps: [{ approver: 'PROVINCE' as const, approvals: 3 }],
    };
    expect(shortageOf({ ...rule, kinds: ['STANDARD'] }, world(1, 1))).toBeNull();
    expect(shortageOf({ ...rule, kinds: ['LOCAL'] }, world(1, 1))).toEqual({
      ...{ code: '320100', needed: 3, available: 1 },
    });
  });
});
