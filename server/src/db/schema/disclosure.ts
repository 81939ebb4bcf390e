import { DISCLOSURE_KINDS, DISCLOSURE_PURPOSES } from '@xietong/shared/disclosures';
import { sql } from 'drizzle-orm';
import { check, index, integer, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { listVersion } from './audience';
import { createdAt, id, instant } from './columns';
import { subscriber } from './subscriber';
import { tenant } from './tenant';

/** That somebody asks for numbers in clear, and what a second person said to it. Holds no number. */
export const disclosure = pgTable(
  'disclosure',
  {
    id: id(),
    /** Of who asks and of who authorises. */
    tenantId: uuid('tenant_id')
      .notNull()
      .references(() => tenant.id),
    number: text('number').notNull().unique(),
    kind: text('kind', { enum: DISCLOSURE_KINDS }).notNull(),
    listVersionId: uuid('list_version_id').references(() => listVersion.id),
    subscriberId: uuid('subscriber_id').references(() => subscriber.id),
    /** Name and version of the list, or the masked number. */
    title: text('title').notNull(),
    purpose: text('purpose', { enum: DISCLOSURE_PURPOSES }).notNull(),
    purposeNote: text('purpose_note').notNull(),
    recipient: text('recipient').notNull(),
    hours: integer('hours').notNull(),
    maxDownloads: integer('max_downloads').notNull(),
    /** As of the request: numbers that are known, and members whose number is not. */
    rows: integer('rows').notNull(),
    missing: integer('missing').notNull(),
    state: text('state', {
      enum: ['ASKED', 'AUTHORISED', 'REFUSED', 'WITHDRAWN', 'REVOKED'],
    }).notNull(),
    askedBy: uuid('asked_by').notNull(),
    askedByName: text('asked_by_name').notNull(),
    askedAt: instant('asked_at').notNull(),
    decidedBy: uuid('decided_by'),
    decidedByName: text('decided_by_name'),
    decidedAt: instant('decided_at'),
    decisionReason: text('decision_reason'),
    expiresAt: instant('expires_at'),
    revokedBy: uuid('revoked_by'),
    revokedByName: text('revoked_by_name'),
    revokedAt: instant('revoked_at'),
    revokeReason: text('revoke_reason'),
    createdAt: createdAt(),
  },
  (table) => [
    check(
      'disclosure_about',
      sql`(${table.kind} = 'LIST') = (${table.listVersionId} is not null) and (${table.kind} = 'NUMBER') = (${table.subscriberId} is not null)`,
    ),
    check(
      'disclosure_bounds',
      sql`${table.hours} between 1 and 168 and ${table.maxDownloads} between 1 and 3 and ${table.rows} >= 1 and ${table.missing} >= 0`,
    ),
    check(
      'disclosure_decided',
      sql`num_nulls(${table.decidedBy}, ${table.decidedByName}, ${table.decidedAt}) = case when ${table.state} = 'ASKED' then 3 else 0 end`,
    ),
    check(
      'disclosure_by_second',
      sql`(${table.state} = 'WITHDRAWN') = (${table.decidedBy} is not null and ${table.decidedBy} = ${table.askedBy})`,
    ),
    check('disclosure_reason', sql`${table.state} <> 'REFUSED' or ${table.decisionReason} is not null`),
    check(
      'disclosure_expires',
      sql`(${table.expiresAt} is not null) = (${table.state} in ('AUTHORISED', 'REVOKED'))`,
    ),
    check(
      'disclosure_revoked',
      sql`num_nulls(${table.revokedBy}, ${table.revokedByName}, ${table.revokedAt}, ${table.revokeReason}) = case when ${table.state} = 'REVOKED' then 0 else 4 end`,
    ),
    index('disclosure_tenant').on(table.tenantId, table.askedAt),
    index('disclosure_asked')
      .on(table.tenantId)
      .where(sql`${table.state} = 'ASKED'`),
  ],
);

/** One time that numbers were handed out under an authorisation, from its beginning on. */
export const disclosureUse = pgTable(
  'disclosure_use',
  {
    id: id(),
    tenantId: uuid('tenant_id')
      .notNull()
      .references(() => tenant.id),
    disclosureId: uuid('disclosure_id')
      .notNull()
      .references(() => disclosure.id),
    state: text('state', { enum: ['STARTED', 'DONE', 'BROKEN'] }).notNull(),
    usedBy: uuid('used_by').notNull(),
    usedByName: text('used_by_name').notNull(),
    startedAt: instant('started_at').notNull(),
    endedAt: instant('ended_at'),
    /** Rows that were handed out; null while it runs, or when nobody was there to see it end. */
    rows: integer('rows'),
    /** SHA-256 of the whole file, in hex; it holds a random mark, so that no number can be guessed from it. */
    sha256: text('sha256'),
    createdAt: createdAt(),
  },
  (table) => [
    check('disclosure_use_ended', sql`(${table.state} = 'STARTED') = (${table.endedAt} is null)`),
    check('disclosure_use_done', sql`${table.state} <> 'DONE' or ${table.rows} is not null`),
    index('disclosure_use_of').on(table.disclosureId, table.startedAt),
    uniqueIndex('disclosure_use_one_started')
      .on(table.disclosureId)
      .where(sql`${table.state} = 'STARTED'`),
  ],
);
