import { TILE_WIDTH } from './audit-log-store';
import type { AuditLogStore } from './audit-log-store';
import type { TileSource } from './audit-tree';

/**
 * Tiles of the stored log. One that is not whole yet is read from the level below: from the entries
 * themselves, or from the roots of the tiles there; each is one read of at most 256 short rows.
 */
export function createTileSource(
  store: Pick<AuditLogStore, 'tile' | 'leafHashes' | 'tileRoots'>,
): TileSource {
  return {
    async tile(level, index) {
      const whole = await store.tile(level, index);
      if (whole) return whole;
      const span = [index * TILE_WIDTH, (index + 1) * TILE_WIDTH] as const;
      return level === 0 ? store.leafHashes(...span) : store.tileRoots(level - 1, ...span);
    },
  };
}
