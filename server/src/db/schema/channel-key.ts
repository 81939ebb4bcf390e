import { boolean, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { createdAt, id, instant } from './columns';
import { channel } from './point';
import { machineActor, tenant } from './tenant';

/** A channel's key. The secret is shown once; only its SHA-256 is stored. */
export const channelKey = pgTable('channel_key', {
  id: id(),
  tenantId: uuid('tenant_id')
    .notNull()
    .references(() => tenant.id),
  machineActorId: uuid('machine_actor_id')
    .notNull()
    .references(() => machineActor.id),
  channel: text('channel')
    .notNull()
    .references(() => channel.code),
  name: text('name').notNull(),
  /** First characters of the secret, to tell keys apart. */
  prefix: text('prefix').notNull(),
  secretHash: text('secret_hash').notNull().unique(),
  /** Codes of the cities that it may ask and report for. */
  cities: text('cities').array().notNull(),
  mayExplain: boolean('may_explain').notNull(),
  /** Events sent with it are marked as demo events. */
  demo: boolean('demo').notNull(),
  ratePerSecond: integer('rate_per_second').notNull(),
  createdBy: uuid('created_by').notNull(),
  createdAt: createdAt(),
  revokedAt: instant('revoked_at'),
});
