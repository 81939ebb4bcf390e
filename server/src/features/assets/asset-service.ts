import type { DescribeImagesInput, StoredImage } from '@xietong/shared/assets';
import { storableText } from '@xietong/shared/kernel';
import type { ImageReference } from '@xietong/shared/rendering';
import { actorId, actorLabel } from '@xietong/shared/tenants';
import { asCaller } from '../../access/as-caller';
import type { AuditPort } from '../../access/audit-port';
import type { Call } from '../../access/call';
import { requireCan, requireRow } from '../../access/require-can';
import { AppError, unwrap } from '../../platform/app-error';
import type { Database } from '../../platform/database';
import type { Ids } from '../../platform/ids';
import { storedImages } from '../../db/stored-images';
import { createAssetStore } from './asset-store';
import type { ImageBytes } from './image-bytes';
import { cleaned, cutsOf } from './image-cutting';
import type { EncodedImage } from './image-cutting';
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
  let turn: Promise<unknown> = Promise.resolve();
  /** One image at a time: an unpacked one takes a hundred megabytes, whatever its file's size. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = turn.then(work);
    turn = mine.catch(() => undefined);
    return mine;
  }

  async function prepared(bytes: Buffer): Promise<{ upload: EncodedImage; cuts: EncodedImage[] }> {
    const { mime } = unwrap(await readImage(bytes));
    return inTurn(async () => {
      const upload = await cleaned(bytes, mime).catch(() => {
        throw new AppError('IMAGE_DAMAGED');
      });
      return { upload, cuts: await cutsOf(upload) };
    });
  }

  return {
    /**
     * Stores an image of the caller's tenant without its metadata, and its cuts for every place that it
     * is large enough for. The same bytes again answer the stored one.
     * @throws AppError FORBIDDEN, IMAGE_TOO_LARGE, IMAGE_TYPE_NOT_ALLOWED, IMAGE_DAMAGED,
     * IMAGE_DIMENSIONS_NOT_ALLOWED, IMAGE_TOO_MANY_PIXELS
     */
    async upload(call: Call, file: { fileName: string; bytes: Buffer }): Promise<StoredImage> {
      const tenantId = call.actor.tenant.id;
      requireCan(call.actor, 'create', 'Asset', { tenantId });
      const { upload, cuts } = await prepared(file.bytes);
      const { image } = upload;
      return asCaller(database, call, async (tx) => {
        const store = createAssetStore(tx);
        const id = ids.next();
        const fileName = storableText(file.fileName.slice(0, 200));
        const common = {
          ...{ tenantId, fileName, createdBy: actorId(call.actor) },
          ...{ createdByKind: call.actor.kind, createdByName: actorLabel(call.actor) },
        };
        const isNew = await store.insert({
          id,
          ...common,
          ...image,
          data: upload.data,
          cuts: cuts.map(({ image: { sha256, width, height } }) => ({ sha256, width, height })),
        });
        if (!isNew) return requireRow(await store.find(tenantId, image.sha256));
        for (const cut of cuts)
          await store.insert({ id: ids.next(), ...common, ...cut.image, data: cut.data });
        await audit.success(tx, call, {
          act: 'assets.upload',
          subject: { type: 'Asset', id },
          after: { ...image, fileName, cuts: cuts.length },
        });
        return image;
      });
    },

    /** The images among `hashes` within the caller's sight, with their cuts: what previews judge by. */
    async describe(call: Call, { hashes }: DescribeImagesInput): Promise<ImageReference[]> {
      requireCan(call.actor, 'read', 'Asset');
      return asCaller(database, call, async (tx) => {
        const owners = await createAssetStore(tx).ownersFor(call.actor, hashes);
        return owners.length === 0 ? [] : storedImages(tx, owners, hashes);
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
