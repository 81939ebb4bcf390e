import type { ReleaseKind } from '../releases';
import type { ChangedPart, Escalation, FrozenPolicy, PolicyRule, PolicyStep } from './policy-schema';

/** A confirmed policy. */
export interface PolicyInForce {
  readonly policyId: string;
  readonly version: number;
  readonly rule: PolicyRule;
}

export interface RoutedSubject {
  readonly kind: ReleaseKind;
  readonly tenantCode: string;
  readonly changes: readonly ChangedPart[];
}

/** One step of a request: which tenant's approvers, and how many of them. Steps of one stage are open together. */
export interface RoutedStep {
  /** From 1; a stage opens when every step of the ones before it is met. */
  readonly stage: number;
  readonly approverTenantId: string;
  readonly approvals: number;
  /** Hours from its opening in which it should be decided; absent = no deadline. */
  readonly hours?: number;
  readonly escalation?: Escalation;
}

/** What holds where no policy fits: one approval, of the release's own tenant. */
export const DEFAULT_RULE: FrozenPolicy['rule'] = {
  name: '',
  kinds: [],
  tenants: [],
  changes: [],
  order: 'SERIAL',
  steps: [{ approver: 'OWN', approvals: 1 }],
};

/** Whether a policy is about a release; an empty list leaves nothing out. */
export function isPolicyFor(
  rule: Pick<PolicyRule, 'kinds' | 'tenants' | 'changes'>,
  { kind, tenantCode, changes }: RoutedSubject,
): boolean {
  const holds = <T>(list: readonly T[], value: T): boolean => list.length === 0 || list.includes(value);
  return (
    holds(rule.kinds, kind) &&
    holds(rule.tenants, tenantCode) &&
    (rule.changes.length === 0 || rule.changes.some((part) => changes.includes(part)))
  );
}

/** The policy that a release is decided by: of those that fit the one of the lowest priority number. */
export function freezePolicy(policies: readonly PolicyInForce[], subject: RoutedSubject): FrozenPolicy {
  const [first] = policies
    .filter(({ rule }) => isPolicyFor(rule, subject))
    .sort((a, b) => a.rule.priority - b.rule.priority || (a.policyId < b.policyId ? -1 : 1));
  const changes = [...subject.changes];
  if (!first) return { policyId: null, version: null, rule: DEFAULT_RULE, changes };
  const { policyId, version } = first;
  const { name, kinds, tenants, changes: about, order, steps, copies } = first.rule;
  const rule = { name, kinds, tenants, changes: about, order, steps, ...(copies ? { copies } : {}) };
  return { policyId, version, rule, changes };
}

export interface RoutingFacts {
  readonly own: { readonly id: string; readonly parentId: string | null };
  /** Who can approve in the release's own tenant. */
  readonly ownApproverIds: readonly string[];
  readonly authorIds: readonly string[];
  /** Approvals that the release needs whatever the policy says. */
  readonly required: number;
}

/**
 * The steps of a request. Where a city has too few approvers who are not authors for a step of its own,
 * the province's take it; nobody approves twice, so that earlier steps use people up. Whatever a policy
 * says, a release gets the approvals that it needs by itself: the last step asks for what is missing.
 */
export function routeSteps(
  { order, steps }: Pick<PolicyRule, 'order' | 'steps'>,
  { own, ownApproverIds, authorIds, required }: RoutingFacts,
): RoutedStep[] {
  const asked = withAtLeast(steps, required);
  let able = ownApproverIds.filter((approver) => !authorIds.includes(approver)).length;
  return asked.map(({ approver, approvals, hours, escalation }, index) => {
    const stage = order === 'SERIAL' ? index + 1 : 1;
    const isOwn = own.parentId === null || (approver === 'OWN' && able >= approvals);
    const late = { ...(hours ? { hours } : {}), ...(hours && escalation ? { escalation } : {}) };
    if (!isOwn) return { stage, approvals, approverTenantId: own.parentId, ...late };
    able -= approvals;
    return { stage, approvals, approverTenantId: own.id, ...late };
  });
}

function withAtLeast(steps: readonly PolicyStep[], required: number): PolicyStep[] {
  const missing = required - steps.reduce((sum, { approvals }) => sum + approvals, 0);
  if (missing <= 0) return [...steps];
  return steps.map((step, index) =>
    index === steps.length - 1 ? { ...step, approvals: step.approvals + missing } : step,
  );
}
