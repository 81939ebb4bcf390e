import type { AttributeValue, FoundAttribute } from '@xietong/shared/subscribers';
import { AppError } from '../../platform/app-error';
import type { Clock } from '../../platform/clock';
import type { Ids } from '../../platform/ids';
import type { NumberVault } from '../../platform/number-vault';
import { createSubscriberStore } from './subscriber-store';
import type { City } from './subscriber-store';
import type { DatabaseOrTx } from '../../platform/database';

/** Unassigned to any operator: what is made up or imported without a number gets one of these. */
const NUMBER_PREFIX = '154';
const NUMBERS = 10 ** (11 - NUMBER_PREFIX.length);

/** A customer to be kept: found again by the id that its source knows it by. */
export interface Customer {
  externalId: string;
  city: City;
  attributes: Record<string, AttributeValue>;
  /** Whether a new customer agrees to personalised marketing; null = has not been asked. */
  consentPersonalised: boolean | null;
}

export interface SavedCustomer {
  externalId: string;
  /** Where the customer is at home, also when another city was given. */
  homeTenantId: string;
  /** The plain number of a customer that is new; null for one that was known. */
  number: string | null;
}

/** Writes customers inside the transaction of the service that calls it. */
export function createCustomerWriter(
  db: DatabaseOrTx,
  deps: { clock: Clock; ids: Ids; vault: NumberVault; provinceId: string },
) {
  const { clock, ids, vault, provinceId } = deps;
  const store = createSubscriberStore(db);

  async function numbersFor(count: number): Promise<string[]> {
    if (count === 0) return [];
    const first = await store.allocate(NUMBER_PREFIX, count);
    if (first + count > NUMBERS) throw new AppError('NUMBERS_EXHAUSTED', { prefix: NUMBER_PREFIX });
    const width = 11 - NUMBER_PREFIX.length;
    return Array.from(
      { length: count },
      (_, index) => NUMBER_PREFIX + String(first + index).padStart(width, '0'),
    );
  }

  return {
    /**
     * Known customers keep number, home and consent and get the attributes named by `names` anew; the
     * others are made. Different external ids, at most some hundred at a time.
     * @throws AppError NUMBERS_EXHAUSTED
     */
    async save(customers: readonly Customer[], names: readonly string[]): Promise<SavedCustomer[]> {
      const at = clock.now();
      const homes = await store.findHomes(customers.map((customer) => customer.externalId));
      const created = customers.filter((customer) => !homes.has(customer.externalId));
      const numbers = await numbersFor(created.length);
      const numberById = new Map(created.map(({ externalId }, index) => [externalId, numbers[index] ?? '']));
      await store.insert(
        created.map(({ externalId, city, attributes, consentPersonalised }) => {
          const number = numberById.get(externalId) ?? '';
          return {
            id: ids.next(),
            tenantId: provinceId,
            numberHash: vault.hash(number),
            keyVersion: vault.keyVersion,
            numberEncrypted: vault.encrypt(number),
            externalId,
            homeTenantId: city.id,
            attributes,
            consentPersonalised,
            updatedAt: at,
          };
        }),
        () => ids.next(),
        at,
      );
      await store.updateAttributes(
        customers.filter((customer) => homes.has(customer.externalId)),
        names,
        at,
      );
      return customers.map(({ externalId, city }) => ({
        externalId,
        homeTenantId: homes.get(externalId) ?? city.id,
        number: numberById.get(externalId) ?? null,
      }));
    },

    async saveDefinitions(definitions: readonly FoundAttribute[]): Promise<void> {
      await store.saveDefinitions(definitions, {
        tenantId: provinceId,
        newId: () => ids.next(),
        at: clock.now(),
      });
    },
  };
}
