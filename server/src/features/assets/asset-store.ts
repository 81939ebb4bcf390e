import { IMAGE_TYPES } from '@xietong/shared/assets';
import type { StoredImage } from '@xietong/shared/assets';
import type { Actor } from '@xietong/shared/tenants';
import { and, asc, eq, inArray, isNotNull } from 'drizzle-orm';
import { scopeFor } from '../../access/scope-for';
import { asset } from '../../db/schema';
import type { DatabaseOrTx } from '../../platform/database';
import type { ImageBytes } from './image-bytes';

/** Uploaded images and their cuts, one row for each tenant and SHA-256. */
export function createAssetStore(db: DatabaseOrTx) {
  return {
    /** Whether it is new; the same bytes of the same tenant are kept once. */
    async insert(row: typeof asset.$inferInsert): Promise<boolean> {
      const made = await db
        .insert(asset)
        .values(row)
        .onConflictDoNothing({ target: [asset.tenantId, asset.sha256] })
        .returning({ id: asset.id });
      return made.length > 0;
    },

    async find(tenantId: string, sha256: string): Promise<StoredImage | undefined> {
      const [row] = await db
        .select({
          sha256: asset.sha256,
          mime: asset.mime,
          width: asset.width,
          height: asset.height,
          bytes: asset.bytes,
        })
        .from(asset)
        .where(and(eq(asset.tenantId, tenantId), eq(asset.sha256, sha256)));
      const mime = IMAGE_TYPES.find((type) => type === row?.mime);
      return row && mime ? { ...row, mime } : undefined;
    },

    /** Which tenants within the actor's sight have one of the images. */
    async ownersFor(actor: Actor, hashes: readonly string[]): Promise<string[]> {
      const rows = await db
        .selectDistinct({ tenantId: asset.tenantId })
        .from(asset)
        .where(
          and(
            scopeFor(actor, 'read', 'Asset', { tenantId: asset.tenantId }),
            inArray(asset.sha256, [...hashes]),
          ),
        );
      return rows.map((row) => row.tenantId);
    },

    /** The bytes, if some tenant within the actor's sight has them. */
    async bytesFor(actor: Actor, sha256: string): Promise<ImageBytes | undefined> {
      const [row] = await db
        .select({ mime: asset.mime, data: asset.data })
        .from(asset)
        .where(and(scopeFor(actor, 'read', 'Asset', { tenantId: asset.tenantId }), eq(asset.sha256, sha256)))
        .orderBy(asc(asset.createdAt))
        .limit(1);
      return row;
    },

    /** The bytes, if a release holds them: what anybody may fetch. */
    async releasedBytes(sha256: string): Promise<ImageBytes | undefined> {
      const [row] = await db
        .select({ mime: asset.mime, data: asset.data })
        .from(asset)
        .where(and(eq(asset.sha256, sha256), isNotNull(asset.releasedAt)))
        .orderBy(asc(asset.createdAt))
        .limit(1);
      return row;
    },
  };
}
