import {
  AUDIT_ACTOR_KINDS,
  AUDIT_CHECK_STATES,
  AUDIT_RESULTS,
  SAMPLE_OUTCOMES,
  SAMPLE_STRATA,
} from '@xietong/shared/audit';
import type { AuditFinding } from '@xietong/shared/audit';
import { sql } from 'drizzle-orm';
import {
  bigint,
  check,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import { bytea, id, instant, tsvector } from './columns';
import { tenant } from './tenant';

/** Append-only by the database's rights. `canonical` is the exact text that `leafHash` covers. */
export const auditEvent = pgTable(
  'audit_event',
  {
    id: id(),
    at: instant('at').notNull(),
    tenantId: uuid('tenant_id')
      .notNull()
      .references(() => tenant.id),
    actorKind: text('actor_kind', { enum: AUDIT_ACTOR_KINDS }).notNull(),
    actorId: uuid('actor_id'),
    actorName: text('actor_name').notNull(),
    act: text('act').notNull(),
    subjectType: text('subject_type').notNull(),
    subjectId: text('subject_id').notNull(),
    /** The campaign whose history the event belongs to, where there is one. */
    campaignId: uuid('campaign_id'),
    result: text('result', { enum: AUDIT_RESULTS }).notNull(),
    code: text('code'),
    requestId: text('request_id').notNull(),
    address: text('address'),
    canonical: text('canonical').notNull(),
    schemaVersion: integer('schema_version').notNull(),
    leafHash: bytea('leaf_hash').notNull(),
    /** What searches look for, made of `canonical` and `at`; never read row by row. */
    terms: tsvector('terms').notNull(),
  },
  (table) => [
    index('audit_event_terms').using('gin', table.terms),
    index('audit_event_tenant').on(table.tenantId, table.at),
    index('audit_event_at').on(table.at),
    index('audit_event_campaign').on(table.campaignId, table.at),
    index('audit_event_subject').on(table.subjectType, table.subjectId, table.at),
    index('audit_event_actor').on(table.actorId, table.at),
    // Leads from one actor to the next past all that they did.
    index('audit_event_actors')
      .on(table.tenantId, table.actorName, table.actorId)
      .where(sql`actor_id is not null`),
  ],
);

/**
 * Events that have no place in the log yet: written by a trigger with the event, taken away by the
 * sequencer with the entry it makes. Whatever is committed here is to be logged, in no matter which order.
 */
export const auditPending = pgTable('audit_pending', {
  eventId: uuid('event_id').primaryKey(),
});

/** The log: which event stands at which place, and with which leaf hash. Append-only. */
export const auditLogEntry = pgTable(
  'audit_log_entry',
  {
    /** From 0, without gaps. */
    index: bigint('index', { mode: 'number' }).primaryKey(),
    eventId: uuid('event_id').notNull(),
    tenantId: uuid('tenant_id')
      .notNull()
      .references(() => tenant.id),
    leafHash: bytea('leaf_hash').notNull(),
    sequencedAt: instant('sequenced_at').notNull(),
  },
  (table) => [
    unique('audit_log_entry_event').on(table.eventId),
    check('audit_log_entry_hash', sql`octet_length(${table.leafHash}) = 32 and ${table.index} >= 0`),
  ],
);

/**
 * 256 hashes side by side of the log's Merkle tree, at level 8 · `level`, once there are all of them;
 * `root` is the one hash that they make, 8 levels higher. Append-only.
 */
export const auditTile = pgTable(
  'audit_tile',
  {
    level: smallint('level').notNull(),
    index: bigint('index', { mode: 'number' }).notNull(),
    hashes: bytea('hashes').notNull(),
    root: bytea('root').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.level, table.index] }),
    check('audit_tile_whole', sql`octet_length(${table.hashes}) = 8192 and octet_length(${table.root}) = 32`),
  ],
);

/** What was signed of the log, by size of the tree. `text` is exactly what `signature` covers. Append-only. */
export const auditTreeHead = pgTable('audit_tree_head', {
  size: bigint('size', { mode: 'number' }).primaryKey(),
  at: instant('at').notNull(),
  text: text('text').notNull(),
  keyId: text('key_id').notNull(),
  signature: bytea('signature').notNull(),
});

/**
 * Segments of the log whose events are in files of the data folder. Their entries, tiles and heads stay. A row is
 * written before its events are removed, and `removed_at` by the function that removes them alone.
 */
export const auditSegment = pgTable(
  'audit_segment',
  {
    /** Places `[first_index, end_index)`; each segment begins where the one before it ends. */
    firstIndex: bigint('first_index', { mode: 'number' }).primaryKey(),
    endIndex: bigint('end_index', { mode: 'number' }).notNull(),
    file: text('file').notNull().unique(),
    bytes: bigint('bytes', { mode: 'number' }).notNull(),
    sha256: text('sha256').notNull(),
    /** The signed head that the file proves itself against. */
    headSize: bigint('head_size', { mode: 'number' }).notNull(),
    firstAt: instant('first_at').notNull(),
    lastAt: instant('last_at').notNull(),
    archivedAt: instant('archived_at').notNull(),
    removedAt: instant('removed_at'),
  },
  (table) => [
    check(
      'audit_segment_span',
      sql`${table.firstIndex} >= 0 and ${table.endIndex} > ${table.firstIndex} and ${table.firstIndex} % 256 = 0 and ${table.endIndex} % 256 = 0 and ${table.headSize} >= ${table.endIndex}`,
    ),
  ],
);

/** Integrity checks that people asked for: how far each is, and what came of it. */
export const auditCheck = pgTable(
  'audit_check',
  {
    id: id(),
    tenantId: uuid('tenant_id')
      .notNull()
      .references(() => tenant.id),
    state: text('state', { enum: AUDIT_CHECK_STATES }).notNull(),
    startedAt: instant('started_at').notNull(),
    startedByName: text('started_by_name').notNull(),
    /** While it runs, not older than a second or so, unless its process died. */
    heartbeatAt: instant('heartbeat_at').notNull(),
    endedAt: instant('ended_at'),
    firstIndex: bigint('first_index', { mode: 'number' }).notNull(),
    endIndex: bigint('end_index', { mode: 'number' }).notNull(),
    checked: bigint('checked', { mode: 'number' }).notNull(),
    heads: integer('heads').notNull(),
    /** The first of them; `finding_count` counts all. */
    findings: jsonb('findings').$type<AuditFinding[]>().notNull(),
    findingCount: integer('finding_count').notNull(),
  },
  (table) => [index('audit_check_tenant').on(table.tenantId, table.startedAt)],
);

/** What an auditor drew from the log for a review. Append-only: no draw goes unseen. */
export const auditSample = pgTable(
  'audit_sample',
  {
    id: id(),
    tenantId: uuid('tenant_id')
      .notNull()
      .references(() => tenant.id),
    purpose: text('purpose').notNull(),
    fromDay: date('from_day', { mode: 'string' }),
    toDay: date('to_day', { mode: 'string' }),
    act: text('act'),
    strata: text('strata', { enum: SAMPLE_STRATA }).notNull(),
    /** The signed head whose root, in hex, is the seed. */
    headSize: bigint('head_size', { mode: 'number' }).notNull(),
    seed: text('seed').notNull(),
    population: integer('population').notNull(),
    size: integer('size').notNull(),
    drawnByName: text('drawn_by_name').notNull(),
    drawnAt: instant('drawn_at').notNull(),
  },
  (table) => [index('audit_sample_tenant').on(table.tenantId, table.drawnAt)],
);

/** The events of a sample in the order in which they were drawn, and what was made of each. */
export const auditSampleItem = pgTable(
  'audit_sample_item',
  {
    sampleId: uuid('sample_id')
      .notNull()
      .references(() => auditSample.id),
    /** From 1. */
    position: integer('position').notNull(),
    tenantId: uuid('tenant_id')
      .notNull()
      .references(() => tenant.id),
    /** In the log, from 0. */
    place: bigint('place', { mode: 'number' }).notNull(),
    eventId: uuid('event_id').notNull(),
    outcome: text('outcome', { enum: SAMPLE_OUTCOMES }),
    remark: text('remark').notNull().default(''),
    lookedByName: text('looked_by_name'),
    lookedAt: instant('looked_at'),
  },
  (table) => [
    primaryKey({ columns: [table.sampleId, table.position] }),
    unique('audit_sample_item_place').on(table.sampleId, table.place),
    check(
      'audit_sample_item_looked',
      sql`(${table.outcome} is null) = (${table.lookedAt} is null) and (${table.outcome} is null) = (${table.lookedByName} is null)`,
    ),
    check(
      'audit_sample_item_said',
      sql`${table.outcome} is distinct from 'OBJECTION' or ${table.remark} <> ''`,
    ),
  ],
);
