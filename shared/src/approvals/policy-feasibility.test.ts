import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shortageOf, standInsOf } from './policy-feasibility';
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

describe('the cities where the province stands in', () => {
  const cities = [
    { code: '320100', approvers: 1 },
    { code: '320200', approvers: 2 },
    { code: '320500', approvers: 0 },
  ];
  const rule = { kinds: [], tenants: [], order: 'SERIAL' as const };
  const own = (...approvals: number[]) =>
    approvals.map((each) => ({ approver: 'OWN' as const, approvals: each }));
  const codes = (asked: Partial<Parameters<typeof standInsOf>[0]>) =>
    standInsOf({ ...rule, steps: own(2), ...asked }, cities).map(({ code }) => code);

  it.each([
    ['those with too few people for one step', {}, ['320100']],
    ['those that it names, without anybody, too', { tenants: ['320100', '320500'] }, ['320100', '320500']],
    ['those with too few people for all steps together', { steps: own(1, 1) }, ['320100']],
    ['nobody where one is enough', { steps: own(1) }, []],
    ['nobody where no step is the city’s', { steps: [{ approver: 'PROVINCE' as const, approvals: 2 }] }, []],
    ['nobody where it is not about cities', { kinds: ['STANDARD' as const] }, []],
  ])('are %s', (_, asked, expected) => {
    expect(codes(asked)).toEqual(expected);
  });
});
