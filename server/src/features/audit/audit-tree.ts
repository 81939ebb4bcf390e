import { completeSubtrees, consistencyPath, foldSubtrees, inclusionPath } from '@xietong/shared/audit';
import type { ProofPart, TreeNode } from '@xietong/shared/audit';
import { nodeHash } from './node-hash';

/** Levels of the tree in one tile: 2^8 hashes. */
const TILE_HEIGHT = 8;
const TILE_WIDTH = 2 ** TILE_HEIGHT;

/** Where the hashes of a tree lie. */
export interface TileSource {
  /** The hashes at level 8 · `level` from `index` · 256 on, as many as there are, at most 256. */
  tile(level: number, index: number): Promise<readonly Uint8Array[]>;
}

/** A tile and the hashes above it, as far as each is complete: 8 levels and the root. */
class Tile {
  readonly #levels: (readonly Uint8Array[])[];

  constructor(hashes: readonly Uint8Array[]) {
    this.#levels = [hashes];
  }

  get width(): number {
    return this.#levels[0]?.length ?? 0;
  }

  hash(height: number, index: number): Uint8Array | undefined {
    for (let level = this.#levels.length; level <= height; level += 1) {
      const below = this.#levels[level - 1] ?? [];
      const above: Uint8Array[] = [];
      for (let n = 0; n < below.length; n += 2) {
        const [left, right] = [below[n], below[n + 1]];
        if (left && right) above.push(nodeHash(left, right));
      }
      this.#levels.push(above);
    }
    return this.#levels[height]?.[index];
  }
}

/** The one hash of a whole tile. */
export function tileRoot(hashes: readonly Uint8Array[]): Uint8Array {
  const root = new Tile(hashes).hash(TILE_HEIGHT, 0);
  if (!root || hashes.length !== TILE_WIDTH) throw new Error('the tile is not whole');
  return root;
}

/** Tiles that are kept: a proof of a tree of millions looks at three or four. */
const KEPT_TILES = 512;

/**
 * Reads roots and proofs from tiles: for each of their hashes one tile at most, so a number of reads
 * that grows with the logarithm of the tree.
 */
export function createAuditTree(source: TileSource) {
  const kept = new Map<string, Tile>();

  async function tileWith(level: number, index: number, width: number): Promise<Tile> {
    const key = `${String(level)}/${String(index)}`;
    const known = kept.get(key);
    if (known && known.width >= width) return known;
    const tile = new Tile(await source.tile(level, index));
    kept.delete(key);
    kept.set(key, tile);
    const [oldest] = kept.keys();
    if (kept.size > KEPT_TILES && oldest !== undefined) kept.delete(oldest);
    return tile;
  }

  /** @throws AuditTreeError where the tree has no such complete subtree */
  async function node({ level, index }: TreeNode): Promise<Uint8Array> {
    const tileLevel = Math.floor(level / TILE_HEIGHT);
    const height = level % TILE_HEIGHT;
    const perTile = 2 ** (TILE_HEIGHT - height);
    const place = index % perTile;
    const tile = await tileWith(tileLevel, Math.floor(index / perTile), (place + 1) * 2 ** height);
    const hash = tile.hash(height, place);
    if (!hash) throw new AuditTreeError(`no hash ${String(index)} at level ${String(level)}`);
    return hash;
  }

  async function part(nodes: ProofPart): Promise<Uint8Array> {
    const hashes: Uint8Array[] = [];
    for (const each of nodes) hashes.push(await node(each));
    return foldSubtrees(hashes);
  }

  async function parts(path: readonly ProofPart[]): Promise<Uint8Array[]> {
    const hashes: Uint8Array[] = [];
    for (const each of path) hashes.push(await part(each));
    return hashes;
  }

  return {
    node,
    /** Root of the tree of the first `size` entries. */
    root: (size: number): Promise<Uint8Array> => part(completeSubtrees(0, size)),
    inclusion: (index: number, size: number): Promise<Uint8Array[]> => parts(inclusionPath(index, size)),
    consistency: (size1: number, size2: number): Promise<Uint8Array[]> =>
      parts(consistencyPath(size1, size2)),
  };
}
export type AuditTree = ReturnType<typeof createAuditTree>;

/** The log lacks a hash that a tree of its size has. */
export class AuditTreeError extends Error {
  override readonly name = 'AuditTreeError';
}
