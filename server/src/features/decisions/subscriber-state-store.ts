import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Database } from '../../platform/database';

const rowSchema = z.object({
  home: z.string().nullable(),
  attributes: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).nullable(),
  consent: z.boolean().nullable(),
  offers: z.array(z.string()),
});

export interface StoredSubscriber {
  /** Code of the present home city; null for a number that is no known subscriber. */
  readonly homeCity: string | null;
  readonly attributes: Readonly<Record<string, string | number | boolean>>;
  readonly orderedOffers: ReadonlySet<string>;
  readonly storedConsent: boolean | null;
}

/** What is stored of one customer, by the keyed hash of the number: one look-up by two keys. */
export function createSubscriberStateStore(engine: Database) {
  return {
    async findByHash(numberHash: Buffer): Promise<StoredSubscriber> {
      const result = await engine.execute(sql`
        select t.code as home, s.attributes, s.consent_personalised as consent,
          array(select offer_code from subscriber_offer where number_hash = ${numberHash}) as offers
        from (select 1) as one
        left join subscriber s on s.number_hash = ${numberHash}
        left join tenant t on t.id = s.home_tenant_id`);
      const row = rowSchema.parse(result.rows[0]);
      return {
        homeCity: row.home,
        attributes: row.attributes ?? {},
        orderedOffers: new Set(row.offers),
        storedConsent: row.consent,
      };
    },
  };
}
export type SubscriberStateStore = ReturnType<typeof createSubscriberStateStore>;
