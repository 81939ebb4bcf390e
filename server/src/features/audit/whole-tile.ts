import { TILE_WIDTH } from './audit-log-store';
import type { AuditLogStore } from './audit-log-store';
import { tileRoot } from './audit-tree';
import type { Findings } from './findings';

/** A tile of leaf hashes, if it is whole; it and those above it must make what they are said to make. */
export async function wholeTile(
  store: AuditLogStore,
  index: number,
  findings: Findings,
): Promise<Buffer[] | undefined> {
  const tile = await store.tile(0, index);
  if (!tile) return undefined;
  let hashes = tile;
  let [level, place] = [0, index];
  for (;;) {
    const [root] = await store.tileRoots(level, place, place + 1);
    const width = TILE_WIDTH ** (level + 1);
    const span = { index: place * width, other: (place + 1) * width - 1 };
    if (!root?.equals(tileRoot(hashes))) findings.add('TILE_CHANGED', span);
    // The last tile below a whole one looks at it, so that each is looked at once.
    if ((place + 1) % TILE_WIDTH !== 0) return tile;
    const above = Math.floor(place / TILE_WIDTH);
    const below = await store.tileRoots(level, above * TILE_WIDTH, (above + 1) * TILE_WIDTH);
    const parent = await store.tile(level + 1, above);
    if (!parent || Buffer.concat(parent).compare(Buffer.concat(below)) !== 0) {
      findings.add('TILE_CHANGED', {
        index: above * width * TILE_WIDTH,
        other: (above + 1) * width * TILE_WIDTH - 1,
      });
      return tile;
    }
    hashes = parent;
    [level, place] = [level + 1, above];
  }
}
