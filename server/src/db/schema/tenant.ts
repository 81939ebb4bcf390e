import { ROLES, TENANT_KINDS } from '@xietong/shared/tenants';
import { sql } from 'drizzle-orm';
import { check, foreignKey, index, pgTable, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { createdAt, id, instant } from './columns';

export const tenant = pgTable(
  'tenant',
  {
    id: id(),
    code: text('code').notNull().unique(),
    kind: text('kind', { enum: TENANT_KINDS }).notNull(),
    nameZh: text('name_zh').notNull(),
    nameEn: text('name_en').notNull(),
    parentId: uuid('parent_id'),
    createdAt: createdAt(),
  },
  (table) => [check('tenant_parent', sql`(${table.kind} = 'PROVINCE') = (${table.parentId} is null)`)],
);

/** `tenantId`: whose administrators keep the person; duties may lie elsewhere. It never changes. */
export const person = pgTable(
  'person',
  {
    id: id(),
    tenantId: uuid('tenant_id')
      .notNull()
      .references(() => tenant.id),
    staffId: text('staff_id').notNull().unique(),
    name: text('name').notNull(),
    authUserId: text('auth_user_id').unique(),
    /** Archived since: no sign-in any more. */
    disabledAt: instant('disabled_at'),
    createdAt: createdAt(),
  },
  (table) => [unique('person_home').on(table.id, table.tenantId), index('person_tenant').on(table.tenantId)],
);

export const duty = pgTable(
  'duty',
  {
    id: id(),
    personId: uuid('person_id').notNull(),
    /** The person's own tenant, beside the one of the duty: either one's administrators see it. */
    personTenantId: uuid('person_tenant_id').notNull(),
    tenantId: uuid('tenant_id')
      .notNull()
      .references(() => tenant.id),
    role: text('role', { enum: ROLES }).notNull(),
    validFrom: instant('valid_from').notNull(),
    /** Not before `validFrom`; equal to it where the duty was ended before it began. */
    validUntil: instant('valid_until'),
    grantedByName: text('granted_by_name'),
    endedByName: text('ended_by_name'),
    createdAt: createdAt(),
  },
  (table) => [
    foreignKey({
      name: 'duty_person_home',
      columns: [table.personId, table.personTenantId],
      foreignColumns: [person.id, person.tenantId],
    }),
    check('duty_span', sql`${table.validUntil} >= ${table.validFrom}`),
    index('duty_person').on(table.personId),
    index('duty_tenant').on(table.tenantId),
  ],
);

export const cityFunction = pgTable(
  'city_function',
  {
    id: id(),
    tenantId: uuid('tenant_id')
      .notNull()
      .references(() => tenant.id),
    function: text('function').notNull(),
    grantedAt: instant('granted_at').notNull(),
    grantedByName: text('granted_by_name'),
    grantReason: text('grant_reason'),
    revokedAt: instant('revoked_at'),
    revokedByName: text('revoked_by_name'),
    revokeReason: text('revoke_reason'),
  },
  (table) => [
    unique('city_function_once').on(table.tenantId, table.function, table.grantedAt),
    uniqueIndex('city_function_granted')
      .on(table.tenantId, table.function)
      .where(sql`${table.revokedAt} is null`),
  ],
);

/** A named machine: the command line, the job runner, a channel. It authors, it never approves. */
export const machineActor = pgTable('machine_actor', {
  id: id(),
  kind: text('kind', { enum: ['CLI', 'JOBS', 'SEED', 'CHANNEL'] }).notNull(),
  name: text('name').notNull().unique(),
  grants: text('grants').array().notNull(),
  createdAt: createdAt(),
});
