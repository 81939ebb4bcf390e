import { completeSubtrees, splitOf } from './merkle-tree';
import type { TreeNode } from './merkle-tree';

/**
 * One hash of a proof, by the complete subtrees that `foldSubtrees` makes it of: a log looks these up
 * where it stores them, some of logarithmic number whatever the size of the tree.
 */
export type ProofPart = readonly TreeNode[];

/**
 * The audit path of a leaf, nearest sibling first: PATH(m, D[n]) of RFC 6962 §2.1.1.
 * @throws RangeError unless 0 ≤ index < treeSize
 */
export function inclusionPath(index: number, treeSize: number): ProofPart[] {
  if (!Number.isSafeInteger(treeSize) || !Number.isSafeInteger(index) || index < 0 || index >= treeSize)
    throw new RangeError('no such leaf');
  const path: ProofPart[] = [];
  let [start, end] = [0, treeSize];
  while (end - start > 1) {
    const cut = start + splitOf(end - start);
    path.push(index < cut ? completeSubtrees(cut, end) : completeSubtrees(start, cut));
    if (index < cut) end = cut;
    else start = cut;
  }
  return path.reverse();
}

/**
 * What shows that a tree of `size1` leaves is the beginning of one of `size2`: PROOF(m, D[n]) of
 * RFC 6962 §2.1.2; empty for equal sizes.
 * @throws RangeError unless 1 ≤ size1 ≤ size2
 */
export function consistencyPath(size1: number, size2: number): ProofPart[] {
  if (!Number.isSafeInteger(size1) || !Number.isSafeInteger(size2) || size1 < 1 || size1 > size2)
    throw new RangeError('no such trees');
  const path: ProofPart[] = [];
  let [start, end] = [0, size2];
  while (end !== size1) {
    const cut = start + splitOf(end - start);
    path.push(size1 <= cut ? completeSubtrees(cut, end) : completeSubtrees(start, cut));
    if (size1 <= cut) end = cut;
    else start = cut;
  }
  // The subtree at which both trees end; the verifier has it already where it is the whole first tree.
  if (start > 0) path.push(completeSubtrees(start, end));
  return path.reverse();
}
