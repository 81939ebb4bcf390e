import { validateCondition } from '@xietong/shared/conditions';
import type { MachineActor } from '@xietong/shared/tenants';
import type { Call } from '../../access/call';
import { unwrap } from '../../platform/app-error';
import type { Tx } from '../../platform/database';
import { createRuleCountReadModel } from './rule-count-read-model';

/** Stands for the counting itself: it reads customers so that who decides about a rule need not see any. */
const COUNTER = { machineId: '00000000-0000-7000-8000-00000000c0de', name: 'rule-reach' } as const;

/** Numbers of customers for people who may not see customers, e.g. approvers of a release. */
export function createRuleReach() {
  return {
    /**
     * How many customers a rule fits, those at home in one city or all that the caller's tenant holds;
     * with a list those of them that are on it.
     * @throws AppError CONDITION_… for an invalid rule, RULE_COUNT_TOO_WIDE
     */
    async count(
      tx: Tx,
      call: Call,
      rule: unknown,
      { homeTenantId, listVersionId }: { homeTenantId: string | null; listVersionId?: string | undefined },
    ): Promise<number> {
      const condition = unwrap(validateCondition(rule));
      const actor: MachineActor = {
        kind: 'MACHINE',
        ...COUNTER,
        grants: [{ action: 'read', subject: 'Subscriber' }],
        tenant: call.actor.tenant,
      };
      return createRuleCountReadModel(tx, actor).count(condition, homeTenantId, listVersionId);
    },
  };
}
