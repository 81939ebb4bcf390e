import { z } from 'zod';
import { tenantCodeSchema } from '../kernel';
import { RELEASE_KINDS } from '../releases';

/** What of a release can differ from the one that was approved before. */
export const CHANGED_PARTS = ['CONTENT', 'PRICE', 'LEGAL', 'AUDIENCE', 'PLACEMENT', 'PUSH'] as const;
export type ChangedPart = (typeof CHANGED_PARTS)[number];

/** OWN: the approvers of the release's own tenant, 市审 of a city and 省审 of the province. PROVINCE: 省审. */
export const STEP_APPROVERS = ['OWN', 'PROVINCE'] as const;

/** SERIAL: a step opens once the one before it is met. PARALLEL: all are open from the start. */
export const STEP_ORDERS = ['SERIAL', 'PARALLEL'] as const;

/** Who may be told of a request without deciding it. */
export const COPIED_ROLES = ['OPERATOR', 'APPROVER', 'AUDITOR'] as const;

/** Who hears of a step that was not decided in time; nobody decides by it. */
export const ESCALATIONS = ['PROVINCE_APPROVERS', 'SECURITY_ADMINS'] as const;
export type Escalation = (typeof ESCALATIONS)[number];

export const MAX_STEP_HOURS = 720;
export const MAX_POLICY_COPIES = 6;
export const MAX_POLICY_STEPS = 4;
export const MAX_STEP_APPROVALS = 5;
export const MAX_POLICY_PRIORITY = 99;

const policyStepSchema = z.strictObject({
  approver: z.enum(STEP_APPROVERS),
  /** Approvals by different people. */
  approvals: z.number().int().min(1).max(MAX_STEP_APPROVALS),
  /** Hours from its opening in which it should be decided; absent = no deadline. */
  hours: z.number().int().min(1).max(MAX_STEP_HOURS).optional(),
  /** Who hears of it when it was not. */
  escalation: z.enum(ESCALATIONS).optional(),
});
export type PolicyStep = z.infer<typeof policyStepSchema>;

/** OWN: of the release's own tenant. */
export const copiedRoleSchema = z.strictObject({ at: z.enum(STEP_APPROVERS), role: z.enum(COPIED_ROLES) });
export type CopiedRole = z.infer<typeof copiedRoleSchema>;

const distinct = (list: readonly string[]): boolean => new Set(list).size === list.length;

/** Who has to approve which releases, in which order. An empty list leaves nothing out. */
export const policyRuleSchema = z.strictObject({
  name: z.string().trim().min(1).max(60),
  /** Of several that fit, the lowest number applies. */
  priority: z.number().int().min(1).max(MAX_POLICY_PRIORITY),
  kinds: z.array(z.enum(RELEASE_KINDS)).max(RELEASE_KINDS.length).refine(distinct),
  /** Codes of the tenants whose releases it is about. */
  tenants: z.array(tenantCodeSchema).max(50).refine(distinct),
  /** It fits when one of these differs from what was approved before. */
  changes: z.array(z.enum(CHANGED_PARTS)).max(CHANGED_PARTS.length).refine(distinct),
  order: z.enum(STEP_ORDERS),
  steps: z.array(policyStepSchema).min(1).max(MAX_POLICY_STEPS),
  /** Who is told of each request, and may read it; they decide nothing by it. */
  copies: z.array(copiedRoleSchema).max(MAX_POLICY_COPIES).optional(),
});
export type PolicyRule = z.infer<typeof policyRuleSchema>;

/**
 * What a request is decided by, as it was when it was handed in: a later change of the policy does not
 * reach it. `policyId` null = what holds where no policy fits.
 */
export interface FrozenPolicy {
  readonly policyId: string | null;
  readonly version: number | null;
  readonly rule: Omit<PolicyRule, 'priority'>;
  /** What differed from the release that was approved before. */
  readonly changes: readonly ChangedPart[];
}
