import { RELEASE_KINDS, RELEASE_STATES } from '@xietong/shared/releases';
import { sql } from 'drizzle-orm';
import { check, foreignKey, index, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import { createdAt, id, instant } from './columns';
import { tenant } from './tenant';

/** The unit of approval. `text` and `hash` never change once written. */
export const release = pgTable(
  'release',
  {
    id: id(),
    tenantId: uuid('tenant_id')
      .notNull()
      .references(() => tenant.id),
    kind: text('kind', { enum: RELEASE_KINDS }).notNull(),
    campaignId: uuid('campaign_id').notNull(),
    campaignNumber: text('campaign_number').notNull(),
    versionId: uuid('version_id').notNull(),
    title: text('title').notNull(),
    state: text('state', { enum: RELEASE_STATES }).notNull(),
    text: text('text').notNull(),
    hash: text('hash').notNull(),
    /** First start and last end of its placements; null without placements. */
    startsAt: instant('starts_at'),
    endsAt: instant('ends_at'),
    submittedBy: uuid('submitted_by').notNull(),
    submittedByName: text('submitted_by_name').notNull(),
    submittedAt: instant('submitted_at').notNull(),
    decidedAt: instant('decided_at'),
    /** When a later approved release of the same campaign takes its place. */
    overtakenAt: instant('overtaken_at'),
    /** When a job saw that the window had opened and closed; a record, never a switch. */
    seenLiveAt: instant('seen_live_at'),
    seenEndedAt: instant('seen_ended_at'),
    /** Who stopped it in an emergency, when and why. */
    takenDownAt: instant('taken_down_at'),
    takenDownBy: uuid('taken_down_by'),
    takenDownByName: text('taken_down_by_name'),
    takenDownReason: text('taken_down_reason'),
    /** Why and when it was paused by the province; its text is as it was. */
    pausedAt: instant('paused_at'),
    pausedBecause: text('paused_because', {
      enum: ['PUSH_MISSED', 'PUSH_VIOLATION', 'STANDARD_RETIRED'],
    }),
    /** The standard's release whose approval lists this one's hash: a mandatory push made it. */
    correctedBy: uuid('corrected_by'),
    createdAt: createdAt(),
  },
  (table) => [
    foreignKey({ columns: [table.correctedBy], foreignColumns: [table.id] }),
    check('release_corrected', sql`${table.correctedBy} is null or ${table.kind} = 'LOCAL'`),
    check(
      'release_taken_down',
      sql`(${table.state} <> 'TAKEN_DOWN' and ${table.takenDownAt} is null) or (${table.takenDownAt} is not null and ${table.takenDownBy} is not null and ${table.takenDownByName} is not null and ${table.takenDownReason} is not null)`,
    ),
    check(
      'release_paused',
      sql`${table.state} <> 'PAUSED' or (${table.pausedAt} is not null and ${table.pausedBecause} is not null)`,
    ),
    check(
      'release_hash',
      sql`${table.hash} = encode(sha256(convert_to('xietong.release.v1', 'UTF8') || '\\x00'::bytea || convert_to(${table.text}, 'UTF8')), 'hex')`,
    ),
    index('release_tenant').on(table.tenantId, table.submittedAt),
    index('release_campaign').on(table.campaignId),
    index('release_version').on(table.versionId),
    index('release_served')
      .on(table.endsAt)
      .where(sql`${table.state} = 'APPROVED'`),
  ],
);

/** The authors of a release, settled at submission: none of them may approve it. */
export const releaseAuthor = pgTable(
  'release_author',
  {
    id: id(),
    tenantId: uuid('tenant_id')
      .notNull()
      .references(() => tenant.id),
    releaseId: uuid('release_id')
      .notNull()
      .references(() => release.id),
    actorKind: text('actor_kind', { enum: ['PERSON', 'MACHINE'] }).notNull(),
    actorId: uuid('actor_id').notNull(),
    actorName: text('actor_name').notNull(),
  },
  (table) => [unique('release_author_once').on(table.releaseId, table.actorId)],
);
