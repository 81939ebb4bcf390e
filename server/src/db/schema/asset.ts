import type { ImageCut } from '@xietong/shared/assets';
import { sql } from 'drizzle-orm';
import { integer, jsonb, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import { bytea, createdAt, id, instant } from './columns';
import { tenant } from './tenant';

/**
 * An uploaded image, or a cut of one, addressed by the SHA-256 of its bytes. Public once a release
 * holds it. `cuts` names the cuts of an upload; a cut has none, nor has an upload of before.
 */
export const asset = pgTable(
  'asset',
  {
    id: id(),
    tenantId: uuid('tenant_id')
      .notNull()
      .references(() => tenant.id),
    sha256: text('sha256').notNull(),
    mime: text('mime').notNull(),
    width: integer('width').notNull(),
    height: integer('height').notNull(),
    bytes: integer('bytes').notNull(),
    data: bytea('data').notNull(),
    fileName: text('file_name').notNull(),
    createdBy: uuid('created_by').notNull(),
    createdByKind: text('created_by_kind', { enum: ['PERSON', 'MACHINE'] }).notNull(),
    createdByName: text('created_by_name').notNull(),
    createdAt: createdAt(),
    releasedAt: instant('released_at'),
    cuts: jsonb('cuts')
      .$type<readonly ImageCut[]>()
      .notNull()
      .default(sql`'[]'::jsonb`),
  },
  (table) => [unique('asset_once').on(table.tenantId, table.sha256)],
);
