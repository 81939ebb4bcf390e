import { conditionAttributes, validateCondition } from '@xietong/shared/conditions';
import type { Page } from '@xietong/shared/kernel';
import type {
  AttributeDefinition,
  CustomerImportRow,
  RuleCount,
  SubscriberRow,
} from '@xietong/shared/subscribers';
import { asCaller } from '../../access/as-caller';
import type { Call } from '../../access/call';
import { requireCan, requireRow } from '../../access/require-can';
import { unwrap } from '../../platform/app-error';
import type { Database } from '../../platform/database';
import type { NumberVault } from '../../platform/number-vault';
import { createRuleCountReadModel } from './rule-count-read-model';
import { createSubscriberReadModel } from './subscriber-read-model';
import { createSubscriberStore } from './subscriber-store';

interface PageOf {
  page: number;
  pageSize: number;
}

/** What is known of customers: who they are, and how many a rule would reach. */
export function createSubscriberService({ database, vault }: { database: Database; vault: NumberVault }) {
  return {
    /**
     * The exact number of customers for whom a rule is true, among those whom the caller may see.
     * @param city only those at home in the city of this code
     * @param listVersionId only those on this version of a list that the caller may see
     * @throws AppError CONDITION_… {path} for an invalid rule, RULE_COUNT_TOO_WIDE, NOT_FOUND for a
     * city that is not the caller's, FORBIDDEN
     */
    async countByRule(call: Call, rule: unknown, city?: string, listVersionId?: string): Promise<RuleCount> {
      requireCan(call.actor, 'read', 'Subscriber');
      const condition = unwrap(validateCondition(rule));
      return asCaller(database, call, async (tx) => {
        const cityId =
          city === undefined
            ? null
            : requireRow(await createSubscriberReadModel(tx, call.actor).cityIdOf(city));
        if (cityId !== null) requireCan(call.actor, 'read', 'Subscriber', { tenantId: cityId });
        const known = new Set(
          (await createSubscriberStore(tx).definitions()).map((definition) => definition.name),
        );
        return {
          count: await createRuleCountReadModel(tx, call.actor).count(condition, cityId, listVersionId),
          unknownAttributes: conditionAttributes(condition).filter((name) => !known.has(name)),
        };
      });
    },

    /** The attributes that rules are built from. */
    async attributes(call: Call): Promise<AttributeDefinition[]> {
      return asCaller(database, call, (tx) => createSubscriberStore(tx).definitions());
    },

    /** Customers with masked numbers. */
    async list(call: Call, input: PageOf & { city?: string | undefined }): Promise<Page<SubscriberRow>> {
      return asCaller(database, call, (tx) => createSubscriberReadModel(tx, call.actor).list(vault, input));
    },

    async imports(call: Call, input: PageOf): Promise<Page<CustomerImportRow>> {
      return asCaller(database, call, (tx) => createSubscriberReadModel(tx, call.actor).imports(input));
    },
  };
}
export type SubscriberService = ReturnType<typeof createSubscriberService>;
