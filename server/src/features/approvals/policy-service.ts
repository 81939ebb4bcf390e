import { nextPolicyState, policyRuleSchema, shortageOf } from '@xietong/shared/approvals';
import type {
  PolicyBook,
  PolicyChange,
  PolicyCommand,
  PolicyRule,
  ProposePolicyEndInput,
  ProposePolicyInput,
  RefusePolicyInput,
} from '@xietong/shared/approvals';
import { actorId, actorLabel } from '@xietong/shared/tenants';
import type { Action, Actor } from '@xietong/shared/tenants';
import { asCaller } from '../../access/as-caller';
import type { AuditPort, RepeatPort } from '../../access/audit-port';
import type { Call } from '../../access/call';
import { createOnce } from '../../access/create-once';
import type { ProposalNewsPort } from '../../access/proposal-news-port';
import { findTenantByCode } from '../../access/named-tenant-store';
import { can, requireCan, requireRow } from '../../access/require-can';
import { AppError, unwrap } from '../../platform/app-error';
import type { Clock } from '../../platform/clock';
import type { Database, Tx } from '../../platform/database';
import type { Ids } from '../../platform/ids';
import { findApproversByTenant, findSecurityAdmins } from './candidate-read-model';
import { createPolicyStore } from './policy-store';
import type { PolicyRecord } from './policy-store';

/** Of what is neither proposed nor in force, so many are listed. */
const MOST_PAST = 50;
const ACTION_OF: Record<PolicyCommand, Action> = {
  CONFIRM: 'update',
  REFUSE: 'update',
  WITHDRAW: 'withdraw',
};
const ACT_OF: Record<PolicyCommand, string> = {
  CONFIRM: 'approvalPolicies.confirm',
  REFUSE: 'approvalPolicies.refuse',
  WITHDRAW: 'approvalPolicies.withdraw',
};

export interface PolicyServiceDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly audit: AuditPort & RepeatPort;
  readonly news: ProposalNewsPort;
}

function changeOf(row: PolicyRecord, actor: Actor): PolicyChange {
  const { tenantId, state, proposedBy, decidedByName, decidedAt, decisionReason } = row;
  const isOwn = proposedBy === actorId(actor);
  const may = (action: Action) => state === 'PROPOSED' && can(actor, action, 'ApprovalPolicy', { tenantId });
  return {
    ...{ id: row.id, policyId: row.policyId, version: row.version, change: row.change, state },
    ...{ rule: policyRuleSchema.parse(row.rule), reason: row.reason },
    ...{ proposedByName: row.proposedByName, proposedAt: row.proposedAt.toISOString() },
    decision:
      decidedByName !== null && decidedAt !== null
        ? { byName: decidedByName, at: decidedAt.toISOString(), reason: decisionReason }
        : null,
    may: { confirm: !isOwn && may('update'), withdraw: isOwn && may('withdraw') },
  };
}

/**
 * Who approves what, as the province's security administrators set it: proposed by one, confirmed by
 * another. What is in force is frozen into each request that is handed in from then on.
 */
export function createPolicyService({ database, clock, ids, audit, news }: PolicyServiceDeps) {
  /** @throws AppError APPROVAL_POLICY_TENANT_UNKNOWN beside the list of tenants */
  async function requireTenants(tx: Tx, codes: readonly string[]): Promise<void> {
    for (const code of codes)
      if (!(await findTenantByCode(tx, code)))
        throw new AppError('APPROVAL_POLICY_TENANT_UNKNOWN', { code }, [
          { path: 'rule.tenants', code: 'APPROVAL_POLICY_TENANT_UNKNOWN', params: { code } },
        ]);
  }

  /** @throws AppError APPROVAL_POLICY_TOO_MANY beside the steps, where nobody could meet them */
  async function requireFeasible(tx: Tx, rule: PolicyRule): Promise<void> {
    const shortage = shortageOf(rule, await findApproversByTenant(tx, clock.now()));
    if (!shortage) return;
    const params = { ...shortage };
    throw new AppError('APPROVAL_POLICY_TOO_MANY', params, [
      { path: 'rule.steps', code: 'APPROVAL_POLICY_TOO_MANY', params },
    ]);
  }

  /** The version in force that somebody changes, while no other change of it waits. */
  async function requireInForce(tx: Tx, { policyId, version }: { policyId: string; version: number }) {
    const store = createPolicyStore(tx);
    await store.lockPolicy(policyId);
    const versions = await store.versionsOf(policyId);
    const present = requireRow(versions.find(({ state }) => state === 'IN_FORCE'));
    const waiting = versions.find(({ state }) => state === 'PROPOSED');
    if (waiting) throw new AppError('APPROVAL_POLICY_WAITS', { by: waiting.proposedByName });
    if (present.version !== version) throw new AppError('STALE_VERSION');
    return { present, next: Math.max(...versions.map((each) => each.version)) + 1 };
  }

  async function propose(
    tx: Tx,
    call: Call,
    row: Pick<PolicyRecord, 'id' | 'policyId' | 'version' | 'change' | 'rule' | 'reason'>,
    audited: { act: string; before: object | undefined },
  ): Promise<{ id: string }> {
    const { id } = row;
    await createPolicyStore(tx).insert({
      ...row,
      ...{ tenantId: call.actor.tenant.id, state: 'PROPOSED' },
      ...{ proposedBy: actorId(call.actor), proposedByName: actorLabel(call.actor), proposedAt: clock.now() },
    });
    const { change, version, rule, reason } = row;
    await news.proposal(tx, call, {
      ...{ about: 'APPROVAL_POLICY', id, title: rule.name, outcome: 'PROPOSED', reason },
      recipient: { tenantId: call.actor.tenant.id, role: 'SECURITY_ADMIN' },
    });
    await audit.success(tx, call, {
      act: audited.act,
      subject: { type: 'ApprovalPolicy', id },
      before: audited.before,
      after: { state: 'PROPOSED', change, version, rule, reason },
    });
    return { id };
  }

  async function decide(
    call: Call,
    { id, reason = null }: { id: string; reason?: string | null },
    command: PolicyCommand,
  ): Promise<{ id: string }> {
    return asCaller(database, call, async (tx) => {
      const store = createPolicyStore(tx);
      const row = requireRow(await store.lockById(id));
      requireCan(call.actor, ACTION_OF[command], 'ApprovalPolicy', row);
      const state = unwrap(nextPolicyState(row, command, actorId(call.actor)));
      // Since it was proposed people may have gone.
      if (state === 'IN_FORCE') await requireFeasible(tx, row.rule);
      if (state === 'IN_FORCE' || state === 'ENDED') await store.supersede(row.policyId);
      await store.decide(id, {
        state,
        decidedBy: actorId(call.actor),
        decidedByName: actorLabel(call.actor),
        decidedAt: clock.now(),
        decisionReason: reason,
      });
      if (command !== 'WITHDRAW')
        await news.proposal(tx, call, {
          ...{ about: 'APPROVAL_POLICY', id, title: row.rule.name, reason },
          outcome: command === 'CONFIRM' ? 'CONFIRMED' : 'REFUSED',
          recipient: { tenantId: row.tenantId, personId: row.proposedBy },
        });
      await audit.success(tx, call, {
        act: ACT_OF[command],
        subject: { type: 'ApprovalPolicy', id },
        before: { state: row.state },
        after: { state, change: row.change, version: row.version, title: row.rule.name, reason },
      });
      return { id };
    });
  }

  return {
    /** What holds, what waits to be confirmed, and the latest of what did or never came to hold. */
    async list(call: Call): Promise<PolicyBook> {
      requireCan(call.actor, 'read', 'ApprovalPolicy', { tenantId: call.actor.tenant.id });
      return asCaller(database, call, async (tx) => {
        const rows = (await createPolicyStore(tx).all(MOST_PAST)).map((row) => changeOf(row, call.actor));
        const admins = await findSecurityAdmins(tx, call.actor.tenant.id, clock.now());
        const others = admins.filter(({ personId }) => personId !== actorId(call.actor));
        return {
          inForce: rows
            .filter(({ state }) => state === 'IN_FORCE')
            .sort((a, b) => a.rule.priority - b.rule.priority || (a.policyId < b.policyId ? -1 : 1)),
          proposed: rows.filter(({ state }) => state === 'PROPOSED'),
          past: rows.filter(({ state }) => state !== 'PROPOSED' && state !== 'IN_FORCE'),
          cities: (await findApproversByTenant(tx, clock.now()))
            .filter(({ parentId }) => parentId !== null)
            .map(({ tenantCode, approverIds }) => ({ code: tenantCode, approvers: approverIds.length })),
          confirmers: [...new Set(others.map(({ staffId }) => staffId))],
        };
      });
    },

    /**
     * Proposes a policy, or another version of one; of the same form once. Nothing changes until somebody else
     * confirms it.
     * @throws AppError NOT_FOUND, FORBIDDEN, APPROVAL_POLICY_TENANT_UNKNOWN, APPROVAL_POLICY_TOO_MANY, ALREADY_CREATED;
     * of a version APPROVAL_POLICY_WAITS while another change of it waits, STALE_VERSION when it is no longer in force
     */
    async propose(call: Call, input: ProposePolicyInput): Promise<{ id: string }> {
      const { base, rule, reason, idempotencyKey: key } = input;
      const act = 'approvalPolicies.propose';
      requireCan(call.actor, 'create', 'ApprovalPolicy', { tenantId: call.actor.tenant.id });
      return createOnce({ database, ids, audit }, call, {
        ...{ act, key, input: { policyId: base?.policyId, rule, reason } },
        find: async (tx, id) => {
          const made = await createPolicyStore(tx).lockById(id);
          if (!made) return undefined;
          const policyId = made.version === 1 ? undefined : made.policyId;
          return { input: { policyId, rule: made.rule, reason: made.reason }, answer: { id } };
        },
        create: async (tx, id) => {
          await requireTenants(tx, rule.tenants);
          await requireFeasible(tx, rule);
          const found = base && (await requireInForce(tx, base));
          const policyId = base?.policyId ?? ids.next();
          const row = { id, policyId, version: found?.next ?? 1, change: 'SET' as const, rule, reason };
          return propose(tx, call, row, { act, before: found ? { rule: found.present.rule } : undefined });
        },
      });
    },

    /** Proposes that a policy holds no longer. @throws AppError as propose of a version */
    async proposeEnd(
      call: Call,
      { policyId, version, reason }: ProposePolicyEndInput,
    ): Promise<{ id: string }> {
      requireCan(call.actor, 'create', 'ApprovalPolicy', { tenantId: call.actor.tenant.id });
      return asCaller(database, call, async (tx) => {
        const { present, next } = await requireInForce(tx, { policyId, version });
        return propose(
          tx,
          call,
          { id: ids.next(), policyId, version: next, change: 'END', rule: present.rule, reason },
          { act: 'approvalPolicies.proposeEnd', before: { state: 'IN_FORCE' } },
        );
      });
    },

    /**
     * Confirms what somebody else proposed: it holds for what is handed in from now on.
     * @throws AppError NOT_FOUND, FORBIDDEN, APPROVAL_POLICY_BY_PROPOSER, APPROVAL_POLICY_DECIDED; APPROVAL_POLICY_TOO_MANY
     * where it asks for more people than there are by now
     */
    async confirm(call: Call, { id }: { id: string }): Promise<{ id: string }> {
      return decide(call, { id }, 'CONFIRM');
    },

    /** Refuses what somebody else proposed. @throws AppError as confirm */
    async refuse(call: Call, { id, reason }: RefusePolicyInput): Promise<{ id: string }> {
      return decide(call, { id, reason }, 'REFUSE');
    },

    /** Takes back the own proposal. @throws AppError as confirm */
    async withdraw(call: Call, { id }: { id: string }): Promise<{ id: string }> {
      return decide(call, { id }, 'WITHDRAW');
    },
  };
}
export type PolicyService = ReturnType<typeof createPolicyService>;
