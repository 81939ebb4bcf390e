import { sql } from 'drizzle-orm';
import { check, index, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import { createdAt, id, instant } from './columns';

export const tenant = pgTable(
  'tenant',
  {
    id: id(),
    code: text('code').notNull().unique(),
    kind: text('kind', { enum: ['PROVINCE', 'CITY'] }).notNull(),
    nameZh: text('name_zh').notNull(),
    nameEn: text('name_en').notNull(),
    parentId: uuid('parent_id'),
    createdAt: createdAt(),
  },
  (table) => [check('tenant_parent', sql`(${table.kind} = 'PROVINCE') = (${table.parentId} is null)`)],
);

export const person = pgTable('person', {
  id: id(),
  staffId: text('staff_id').notNull().unique(),
  name: text('name').notNull(),
  authUserId: text('auth_user_id').unique(),
  disabledAt: instant('disabled_at'),
  createdAt: createdAt(),
});

export const duty = pgTable(
  'duty',
  {
    id: id(),
    personId: uuid('person_id')
      .notNull()
      .references(() => person.id),
    tenantId: uuid('tenant_id')
      .notNull()
      .references(() => tenant.id),
    role: text('role', {
      enum: ['OPERATOR', 'APPROVER', 'AUDITOR', 'SYSTEM_ADMIN', 'SECURITY_ADMIN'],
    }).notNull(),
    validFrom: instant('valid_from').notNull(),
    validUntil: instant('valid_until'),
    createdAt: createdAt(),
  },
  (table) => [index('duty_person').on(table.personId), index('duty_tenant').on(table.tenantId)],
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
    revokedAt: instant('revoked_at'),
  },
  (table) => [unique('city_function_once').on(table.tenantId, table.function, table.grantedAt)],
);

/** A named machine: the command line, the job runner, a channel. It authors, it never approves. */
export const machineActor = pgTable('machine_actor', {
  id: id(),
  kind: text('kind', { enum: ['CLI', 'JOBS', 'SEED', 'CHANNEL'] }).notNull(),
  name: text('name').notNull().unique(),
  grants: text('grants').array().notNull(),
  createdAt: createdAt(),
});
