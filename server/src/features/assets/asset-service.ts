import { createHash } from 'node:crypto';
import type { StoredImage } from '@xietong/shared/assets';
import { actorId } from '@xietong/shared/tenants';
import { asCaller } from '../../access/as-caller';
import type { AuditPort } from '../../access/audit-port';
import type { Call } from '../../access/call';
import { requireCan, requireRow } from '../../access/require-can';
import { AppError, unwrap } from '../../platform/app-error';
import type { Database } from '../../platform/database';
import type { Ids } from '../../platform/ids';
import { createAssetStore } from './asset-store';
import type { ImageBytes } from './image-bytes';
import { readImage } from './image-reading';

export interface AssetDeps {
  readonly database: Database;
  /** The role that sees what was released, and nothing else. */
  readonly engineDatabase: Database;
  readonly ids: Ids;
  readonly audit: AuditPort;
}

/** Images: stored by what they are, addressed by the SHA-256 of their bytes. */
export function createAssetService({ database, engineDatabase, ids, audit }: AssetDeps) {
  return {
    /**
     * Stores an image of the caller's tenant. The same bytes again answer the stored one.
     * @throws AppError FORBIDDEN, IMAGE_TOO_LARGE, IMAGE_TYPE_NOT_ALLOWED, IMAGE_DAMAGED,
     * IMAGE_DIMENSIONS_NOT_ALLOWED
     */
    async upload(call: Call, file: { fileName: string; bytes: Buffer }): Promise<StoredImage> {
      const tenantId = call.actor.tenant.id;
      requireCan(call.actor, 'create', 'Asset', { tenantId });
      const { mime, width, height } = unwrap(await readImage(file.bytes));
      const sha256 = createHash('sha256').update(file.bytes).digest('hex');
      const image: StoredImage = { sha256, mime, width, height, bytes: file.bytes.length };
      return asCaller(database, call, async (tx) => {
        const store = createAssetStore(tx);
        const id = ids.next();
        const fileName = file.fileName.slice(0, 200);
        const isNew = await store.insert({
          id,
          tenantId,
          ...image,
          data: file.bytes,
          fileName,
          createdBy: actorId(call.actor),
        });
        if (!isNew) return requireRow(await store.find(tenantId, sha256));
        await audit.success(tx, call, {
          act: 'assets.upload',
          subject: { type: 'Asset', id },
          after: { ...image, fileName },
        });
        return image;
      });
    },

    /**
     * An image within the caller's sight.
     * @throws AppError NOT_FOUND
     */
    async read(call: Call, sha256: string): Promise<ImageBytes> {
      return asCaller(database, call, async (tx) =>
        requireRow(await createAssetStore(tx).bytesFor(call.actor, sha256)),
      );
    },

    /**
     * An image that a release holds, for whoever asks.
     * @throws AppError NOT_FOUND
     */
    async readReleased(sha256: string): Promise<ImageBytes> {
      const found = await createAssetStore(engineDatabase).releasedBytes(sha256);
      if (!found) throw new AppError('NOT_FOUND');
      return found;
    },
  };
}
export type AssetService = ReturnType<typeof createAssetService>;
