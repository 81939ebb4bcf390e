import type { ReleaseDocument } from '@xietong/shared/releases';
import { and, inArray } from 'drizzle-orm';
import type { DatabaseOrTx } from '../platform/database';
import { asset } from './schema';

type StoredImage = ReleaseDocument['assets'][number];

/**
 * The images among `hashes` that the given tenants have, in that order, each followed by its cuts:
 * as a release pins them. What is not there is left out.
 */
export async function storedImages(
  db: DatabaseOrTx,
  tenantIds: readonly string[],
  hashes: readonly string[],
): Promise<StoredImage[]> {
  const read = async (wanted: readonly string[]) => {
    const rows = await db
      .select({
        image: {
          sha256: asset.sha256,
          mime: asset.mime,
          width: asset.width,
          height: asset.height,
          bytes: asset.bytes,
        },
        cuts: asset.cuts,
      })
      .from(asset)
      .where(and(inArray(asset.tenantId, [...tenantIds]), inArray(asset.sha256, [...wanted])));
    return new Map(rows.map((row) => [row.image.sha256, row]));
  };
  if (hashes.length === 0) return [];
  const uploads = await read(hashes);
  const cuts = await read([...uploads.values()].flatMap((row) => row.cuts.map((cut) => cut.sha256)));
  return hashes.flatMap((hash) => {
    const upload = uploads.get(hash);
    if (!upload) return [];
    const shown = upload.cuts.flatMap((cut) => {
      const found = cuts.get(cut.sha256);
      return found ? [{ ...found.image, of: hash }] : [];
    });
    return [upload.image, ...shown];
  });
}
