import { conditionAttributes, validateCondition } from '@xietong/shared/conditions';
import type { Page } from '@xietong/shared/kernel';
import { takenLabels } from '@xietong/shared/subscribers';
import type {
  AttributeDefinition,
  CustomerImportRow,
  NameAttributeInput,
  NamedAttribute,
  RuleCount,
  SubscriberRow,
} from '@xietong/shared/subscribers';
import { asCaller } from '../../access/as-caller';
import type { AuditPort } from '../../access/audit-port';
import type { Call } from '../../access/call';
import { requireCan, requireRow } from '../../access/require-can';
import { AppError, unwrap } from '../../platform/app-error';
import type { Clock } from '../../platform/clock';
import type { Database } from '../../platform/database';
import type { NumberVault } from '../../platform/number-vault';
import { createRuleCountReadModel } from './rule-count-read-model';
import { createSubscriberReadModel } from './subscriber-read-model';
import { createSubscriberStore } from './subscriber-store';

interface PageOf {
  page: number;
  pageSize: number;
}

export interface SubscriberServiceDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly audit: AuditPort;
  readonly vault: NumberVault;
}

/** What is known of customers: who they are, what that is called, and how many a rule would reach. */
export function createSubscriberService({ database, clock, audit, vault }: SubscriberServiceDeps) {
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

    /** What attributes are called, for whoever reads rules over them. */
    async attributeLabels(call: Call): Promise<NamedAttribute[]> {
      const rows = await asCaller(database, call, (tx) => createSubscriberStore(tx).named());
      return rows.map(({ name, labelZh, labelEn }) => ({ name, labelZh, labelEn }));
    },

    /**
     * Says what an attribute is called in each language. Rules, and what was approved, keep its name.
     * @throws AppError NOT_FOUND, FORBIDDEN, STALE_VERSION when its labels are not those that were seen;
     * ATTRIBUTE_LABEL_TAKEN {label, name} at the labels that stand for another attribute
     */
    async nameAttribute(call: Call, { name, seen, ...labels }: NameAttributeInput): Promise<void> {
      requireCan(call.actor, 'create', 'Subscriber', { tenantId: call.actor.tenant.id });
      await asCaller(database, call, async (tx) => {
        const store = createSubscriberStore(tx);
        await store.lockLabels();
        const attributes = await store.named();
        const { id, labelZh, labelEn } = requireRow(attributes.find((each) => each.name === name));
        if (labelZh !== seen.labelZh || labelEn !== seen.labelEn) throw new AppError('STALE_VERSION');
        const taken = takenLabels({ name, ...labels }, attributes);
        if (taken[0]) throw new AppError('ATTRIBUTE_LABEL_TAKEN', taken[0].params, taken);
        await store.saveLabels(id, labels, clock.now());
        await audit.success(tx, call, {
          act: 'subscribers.nameAttribute',
          subject: { type: 'Subscriber', id },
          before: { labelZh, labelEn },
          after: { attribute: name, ...labels },
        });
      });
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
