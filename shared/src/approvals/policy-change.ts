import { z } from 'zod';
import { err, idempotentShape, idSchema, ok } from '../kernel';
import type { Result } from '../kernel';
import type { ApprovalErrorCode } from './approval-errors';
import type { CityApprovers } from './policy-feasibility';
import { policyRuleSchema } from './policy-schema';
import type { PolicyRule } from './policy-schema';

/**
 * PROPOSED waits for a second security administrator. IN_FORCE holds for what is handed in from then on,
 * SUPERSEDED did until a later version or the end, ENDED is the end itself.
 */
export type PolicyState = 'PROPOSED' | 'IN_FORCE' | 'ENDED' | 'REFUSED' | 'WITHDRAWN' | 'SUPERSEDED';

/** SET: the rule holds. END: the policy holds no longer. */
export type PolicyChangeKind = 'SET' | 'END';

const reasonSchema = z.string().trim().min(1).max(500);

/** A new policy, or another version of one: then `version` is the one that the proposer changed. */
export const proposePolicySchema = z.strictObject({
  base: z.strictObject({ policyId: idSchema, version: z.number().int().min(1) }).nullable(),
  rule: policyRuleSchema,
  reason: reasonSchema,
  ...idempotentShape,
});
export type ProposePolicyInput = z.infer<typeof proposePolicySchema>;

export const proposePolicyEndSchema = z.strictObject({
  policyId: idSchema,
  version: z.number().int().min(1),
  reason: reasonSchema,
});
export type ProposePolicyEndInput = z.infer<typeof proposePolicyEndSchema>;

export const policyChangeIdSchema = z.strictObject({ id: idSchema });
export const refusePolicySchema = z.strictObject({ id: idSchema, reason: reasonSchema });
export type RefusePolicyInput = z.infer<typeof refusePolicySchema>;

/** One version of a policy, from its proposal on. Instants are ISO UTC. */
export interface PolicyChange {
  readonly id: string;
  readonly policyId: string;
  readonly version: number;
  readonly change: PolicyChangeKind;
  readonly rule: PolicyRule;
  readonly state: PolicyState;
  readonly reason: string;
  readonly proposedByName: string;
  readonly proposedAt: string;
  /** Who confirmed, refused or took it back; null while it is proposed. */
  readonly decision: { readonly byName: string; readonly at: string; readonly reason: string | null } | null;
  /** What the reader may do about it now. */
  readonly may: { readonly confirm: boolean; readonly withdraw: boolean };
}

/** Policies in force by priority, what waits to be confirmed, and the latest of what was. */
export interface PolicyBook {
  readonly inForce: readonly PolicyChange[];
  readonly proposed: readonly PolicyChange[];
  readonly past: readonly PolicyChange[];
  /** How many people approve in each city now: whether a policy can have its steps taken there. */
  readonly cities: readonly CityApprovers[];
  /** Staff IDs of the security administrators who can confirm what the reader proposes. */
  readonly confirmers: readonly string[];
}

export type PolicyCommand = 'CONFIRM' | 'REFUSE' | 'WITHDRAW';

/**
 * The state that a proposal gets. Confirming and refusing it are another person's, taking it back is its
 * proposer's: whoever proposes who approves decides nothing alone.
 */
export function nextPolicyState(
  { state, change, proposedBy }: { state: PolicyState; change: PolicyChangeKind; proposedBy: string },
  command: PolicyCommand,
  actor: string,
): Result<Exclude<PolicyState, 'PROPOSED' | 'SUPERSEDED'>, ApprovalErrorCode> {
  if (state !== 'PROPOSED') return err('APPROVAL_POLICY_DECIDED', { state });
  const isOwn = proposedBy === actor;
  if (command === 'WITHDRAW') return isOwn ? ok('WITHDRAWN') : err('APPROVAL_POLICY_BY_PROPOSER');
  if (isOwn) return err('APPROVAL_POLICY_BY_PROPOSER');
  if (command === 'REFUSE') return ok('REFUSED');
  return ok(change === 'SET' ? 'IN_FORCE' : 'ENDED');
}
