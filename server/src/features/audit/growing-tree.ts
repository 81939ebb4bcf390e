import { completeSubtrees, foldSubtrees } from '@xietong/shared/audit';
import type { AuditTree } from './audit-tree';
import { nodeHash } from './node-hash';

/** The root of a tree while leaves are added one after the other: keeps its complete subtrees alone. */
export class GrowingTree {
  readonly #subtrees: { hash: Uint8Array; leaves: number }[] = [];

  /** Goes on from the first `size` entries of a stored tree. */
  static async from(tree: AuditTree, size: number): Promise<GrowingTree> {
    const grown = new GrowingTree();
    for (const node of completeSubtrees(0, size))
      grown.#subtrees.push({ hash: await tree.node(node), leaves: 2 ** node.level });
    return grown;
  }

  /** Goes on from complete subtrees, left to right. */
  static of(subtrees: readonly { hash: Uint8Array; leaves: number }[]): GrowingTree {
    const grown = new GrowingTree();
    grown.#subtrees.push(...subtrees);
    return grown;
  }

  add(leafHash: Uint8Array): void {
    let [hash, leaves] = [leafHash, 1];
    for (let last = this.#subtrees.at(-1); last?.leaves === leaves; last = this.#subtrees.at(-1)) {
      hash = nodeHash(last.hash, hash);
      leaves *= 2;
      this.#subtrees.pop();
    }
    this.#subtrees.push({ hash, leaves });
  }

  root(): string {
    return Buffer.from(foldSubtrees(this.#subtrees.map(({ hash }) => hash))).toString('hex');
  }
}
