import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RELEASE_KINDS } from '../releases';
import { DEFAULT_RULE, freezePolicy, isPolicyFor, routeSteps } from './policy-rules';
import { CHANGED_PARTS, policyRuleSchema, STEP_APPROVERS, STEP_ORDERS } from './policy-schema';
import type { PolicyRule } from './policy-schema';

const CITY = { id: 'city', parentId: 'province' };
const PROVINCE = { id: 'province', parentId: null };
const BOTH: PolicyRule = {
  ...{ name: '价格', priority: 10, kinds: ['LOCAL'], tenants: [], changes: ['PRICE'], order: 'SERIAL' },
  steps: [
    { approver: 'OWN', approvals: 1 },
    { approver: 'PROVINCE', approvals: 1 },
  ],
};
const rules = fc.record({
  name: fc.constant('x'),
  priority: fc.integer({ min: 1, max: 99 }),
  kinds: fc.subarray([...RELEASE_KINDS]),
  tenants: fc.subarray(['320100', '320200']),
  changes: fc.subarray([...CHANGED_PARTS]),
  order: fc.constantFrom(...STEP_ORDERS),
  steps: fc.array(
    fc.record({ approver: fc.constantFrom(...STEP_APPROVERS), approvals: fc.integer({ min: 1, max: 5 }) }),
    { minLength: 1, maxLength: 4 },
  ),
});
const subjects = fc.record({
  kind: fc.constantFrom(...RELEASE_KINDS),
  tenantCode: fc.constantFrom('320000', '320100', '320200'),
  changes: fc.subarray([...CHANGED_PARTS]),
});

describe('the policy of a release', () => {
  it('is the first by priority of those that fit, whatever the order they come in', () => {
    fc.assert(
      fc.property(fc.array(rules, { maxLength: 6 }), subjects, (list, subject) => {
        const policies = list.map((rule, index) => ({ policyId: String(index), version: 1, rule }));
        const frozen = freezePolicy(policies, subject);
        expect(freezePolicy([...policies].reverse(), subject)).toEqual(frozen);
        const fitting = policies.filter(({ rule }) => isPolicyFor(rule, subject));
        if (frozen.policyId === null) {
          expect(fitting).toEqual([]);
          expect(frozen.rule).toEqual(DEFAULT_RULE);
          return;
        }
        const chosen = fitting.find(({ policyId }) => policyId === frozen.policyId);
        expect(chosen?.rule.priority).toBe(Math.min(...fitting.map(({ rule }) => rule.priority)));
      }),
    );
  });

  it('fits by kind, tenant and what changed', () => {
    const subject = { kind: 'LOCAL' as const, tenantCode: '320100', changes: ['PRICE' as const] };
    expect(isPolicyFor(BOTH, subject)).toBe(true);
    expect(isPolicyFor(BOTH, { ...subject, kind: 'STANDARD' })).toBe(false);
    expect(isPolicyFor(BOTH, { ...subject, changes: ['CONTENT'] })).toBe(false);
    expect(isPolicyFor({ ...BOTH, tenants: ['320200'] }, subject)).toBe(false);
  });

  it('has at least one step and names nothing twice', () => {
    expect(policyRuleSchema.safeParse(BOTH).success).toBe(true);
    expect(policyRuleSchema.safeParse({ ...BOTH, steps: [] }).success).toBe(false);
    expect(policyRuleSchema.safeParse({ ...BOTH, kinds: ['LOCAL', 'LOCAL'] }).success).toBe(false);
  });
});

describe('the steps of a request', () => {
  const facts = { own: CITY, ownApproverIds: ['c1', 'c2'], authorIds: [], required: 1 };

  it('go from the city to the province one after the other, or both at once', () => {
    expect(routeSteps(BOTH, facts)).toEqual([
      { stage: 1, approverTenantId: 'city', approvals: 1 },
      { stage: 2, approverTenantId: 'province', approvals: 1 },
    ]);
    expect(routeSteps({ ...BOTH, order: 'PARALLEL' }, facts).map(({ stage }) => stage)).toEqual([1, 1]);
  });

  it('are by default one of the own tenant, and of the province where the city has nobody but authors', () => {
    const who = (authorIds: string[], own = CITY) =>
      routeSteps(DEFAULT_RULE, { ...facts, own, authorIds }).map((step) => step.approverTenantId);
    expect(who(['c1'])).toEqual(['city']);
    expect(who(['c1', 'c2'])).toEqual(['province']);
    expect(who(['c1', 'c2'], { id: 'city', parentId: 'province' })).toEqual(['province']);
    expect(routeSteps(DEFAULT_RULE, { ...facts, ownApproverIds: [], own: PROVINCE, required: 2 })).toEqual([
      { stage: 1, approverTenantId: 'province', approvals: 2 },
    ]);
  });

  it('ask nobody twice: a city that runs out of approvers hands over', () => {
    const steps = [
      { approver: 'OWN', approvals: 1 },
      { approver: 'OWN', approvals: 1 },
    ] as const;
    const routed = routeSteps({ order: 'SERIAL', steps: [...steps] }, { ...facts, authorIds: ['c2'] });
    expect(routed.map((step) => step.approverTenantId)).toEqual(['city', 'province']);
  });

  it('never ask for fewer approvals than the policy or the release, nor of a city more than it has', () => {
    fc.assert(
      fc.property(
        rules,
        fc.subarray(['c1', 'c2', 'c3']),
        fc.subarray(['c1', 'c2', 'c3']),
        fc.integer({ min: 1, max: 3 }),
        (rule, ownApproverIds, authorIds, required) => {
          const routed = routeSteps(rule, { own: CITY, ownApproverIds, authorIds, required });
          const sum = (list: readonly { approvals: number }[]) =>
            list.reduce((all, { approvals }) => all + approvals, 0);
          expect(sum(routed)).toBe(Math.max(sum(rule.steps), required));
          const able = ownApproverIds.filter((each) => !authorIds.includes(each)).length;
          expect(
            sum(routed.filter(({ approverTenantId }) => approverTenantId === 'city')),
          ).toBeLessThanOrEqual(able);
          expect(routed).toHaveLength(rule.steps.length);
        },
      ),
    );
  });
});
