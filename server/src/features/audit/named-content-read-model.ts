import { inArray, sql } from 'drizzle-orm';
import { asset, pointFallback, release } from '../../db/schema';
import type { Tx } from '../../platform/database';

/** Contents by the hashes that events name, as they are stored now, for an integrity check. */
export function createNamedContentReadModel(tx: Tx) {
  return {
    async releases(hashes: string[]): Promise<{ hash: string; text: string }[]> {
      const columns = { hash: release.hash, text: release.text };
      return tx.select(columns).from(release).where(inArray(release.hash, hashes));
    },

    async fallbacks(hashes: string[]): Promise<{ hash: string; text: string }[]> {
      const columns = { hash: pointFallback.hash, text: pointFallback.text };
      return tx.select(columns).from(pointFallback).where(inArray(pointFallback.hash, hashes));
    },

    /** Images with whether their bytes have their hash. */
    async images(hashes: string[]): Promise<{ hash: string; isSound: boolean }[]> {
      const isSound = sql<boolean>`encode(sha256(${asset.data}), 'hex') = ${asset.sha256}`;
      return tx.select({ hash: asset.sha256, isSound }).from(asset).where(inArray(asset.sha256, hashes));
    },
  };
}
