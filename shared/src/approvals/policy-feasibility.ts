import { RELEASE_KINDS } from '../releases';
import { routeSteps } from './policy-rules';
import type { PolicyRule } from './policy-schema';

/** Who approves where, as a policy is proposed. */
export interface ApproversOf {
  readonly tenantId: string;
  readonly tenantCode: string;
  readonly parentId: string | null;
  readonly approverIds: readonly string[];
}

export interface Shortage {
  /** Code of the tenant whose releases could not be approved. */
  readonly code: string;
  /** Approvers of the province whom a release of it would need, and how many there are. */
  readonly needed: number;
  readonly available: number;
}

/**
 * The tenant whose releases would ask for more approvers than there are, if there is one: the province
 * takes what a city lacks, so that it is the province that can lack people. Authors make it fewer still.
 */
export function shortageOf(
  rule: Pick<PolicyRule, 'kinds' | 'tenants' | 'order' | 'steps'>,
  tenants: readonly ApproversOf[],
): Shortage | null {
  const kinds = rule.kinds.length > 0 ? rule.kinds : RELEASE_KINDS;
  const province = tenants.find(({ parentId }) => parentId === null);
  const available = province?.approverIds.length ?? 0;
  for (const { tenantId, tenantCode, parentId, approverIds } of tenants) {
    const makesAny = kinds.some((kind) => (kind === 'LOCAL') === (parentId !== null));
    if (!makesAny || (rule.tenants.length > 0 && !rule.tenants.includes(tenantCode))) continue;
    const own = { id: tenantId, parentId };
    const needed = routeSteps(rule, { own, ownApproverIds: approverIds, authorIds: [], required: 1 })
      .filter(({ approverTenantId }) => approverTenantId === province?.tenantId)
      .reduce((sum, { approvals }) => sum + approvals, 0);
    if (needed > available) return { code: tenantCode, needed, available };
  }
  return null;
}

/** How many people approve in a city. */
export interface CityApprovers {
  readonly code: string;
  readonly approvers: number;
}

/**
 * The cities that have too few approvers for a step of their own, so that the province takes the whole step and their
 * approvers none of it: those that the policy names, and of others those that have any. Authors make it more still.
 */
export function standInsOf(
  rule: Pick<PolicyRule, 'kinds' | 'tenants' | 'order' | 'steps'>,
  cities: readonly CityApprovers[],
): CityApprovers[] {
  if (rule.kinds.length > 0 && !rule.kinds.includes('LOCAL')) return [];
  const ownSteps = rule.steps.filter(({ approver }) => approver === 'OWN');
  if (ownSteps.length === 0) return [];
  return cities.filter(({ code, approvers }) => {
    const isNamed = rule.tenants.includes(code);
    if (rule.tenants.length > 0 ? !isNamed : approvers === 0) return false;
    const ownApproverIds = Array.from({ length: approvers }, (_, index) => String(index));
    const facts = { own: { id: code, parentId: 'province' }, ownApproverIds, authorIds: [], required: 1 };
    const routed = routeSteps({ order: rule.order, steps: ownSteps }, facts);
    return routed.some(({ approverTenantId }) => approverTenantId !== code);
  });
}
