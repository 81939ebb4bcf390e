import { eq } from 'drizzle-orm';
import { asCaller } from '../../access/as-caller';
import type { Call } from '../../access/call';
import { asset, pointFallback } from '../../db/schema';
import type { Database } from '../../platform/database';
import { createCampaignHistoryReadModel } from './campaign-history-read-model';
import { nameImages } from './named-contents';
import type { NamedContents } from './named-contents';

/** A file of a pack; `content` is null where what the events name is not there any more. */
export interface PackContent {
  readonly name: string;
  readonly content: string | Buffer | null;
}

/**
 * The contents that events name, as far as the caller may read them: the exact text that was approved under each hash,
 * and after these the images that they show, byte for byte, one at a time.
 */
export async function* packContents(
  database: Database,
  call: Call,
  { releases, fallbacks }: NamedContents,
): AsyncGenerator<PackContent> {
  const images = new Set<string>();
  for (const hash of [...releases].sort()) {
    const content = await asCaller(database, call, (tx) =>
      createCampaignHistoryReadModel(tx, call.actor).releaseTextOf(hash),
    );
    nameImages(content ?? '', images);
    yield { name: `releases/${hash}.json`, content: content ?? null };
  }
  for (const hash of [...fallbacks].sort()) {
    const content = await asCaller(database, call, async (tx) => {
      const found = tx.select({ text: pointFallback.text }).from(pointFallback);
      return (await found.where(eq(pointFallback.hash, hash)).limit(1))[0]?.text;
    });
    nameImages(content ?? '', images);
    yield { name: `fallbacks/${hash}.json`, content: content ?? null };
  }
  for (const sha256 of [...images].sort()) {
    const image = await asCaller(database, call, async (tx) => {
      const found = tx.select({ mime: asset.mime, data: asset.data }).from(asset);
      return (await found.where(eq(asset.sha256, sha256)).limit(1))[0];
    });
    const ending = image === undefined ? '' : `.${image.mime.replace(/^image\//, '')}`;
    yield { name: `images/${sha256}${ending}`, content: image?.data ?? null };
  }
}
