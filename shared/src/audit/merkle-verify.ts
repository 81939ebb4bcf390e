import { HASH_BYTES, merkleNodeHash } from './merkle-tree';

/** Sizes are 64-bit numbers, as in RFC 6962 §3.5. */
const SIZE_LIMIT = 2n ** 64n;

export interface InclusionClaim {
  /** RFC 6962 leaf hash of the entry: `auditLeafHash` of its canonical text. */
  readonly leafHash: Uint8Array;
  /** Place of the entry, from 0. */
  readonly index: number | bigint;
  readonly treeSize: number | bigint;
  /** From the leaf's sibling upwards. */
  readonly proof: readonly Uint8Array[];
  readonly rootHash: Uint8Array;
}

export interface ConsistencyClaim {
  readonly size1: number | bigint;
  readonly size2: number | bigint;
  readonly root1: Uint8Array;
  readonly root2: Uint8Array;
  readonly proof: readonly Uint8Array[];
}

/** Answers of a typed array what it is by its own bytes, whatever it says of itself; of all else nothing. */
const KIND_OF_BYTES = Object.getOwnPropertyDescriptor(
  Object.getPrototypeOf(Uint8Array.prototype),
  Symbol.toStringTag,
);

/**
 * A plain copy of the bytes of a hash; null for what is none. Nothing of the value itself is asked, neither its length
 * nor a method: a subclass may answer as it likes.
 */
function hashOf(value: unknown): Uint8Array | null {
  if (KIND_OF_BYTES?.get?.call(value) !== 'Uint8Array') return null;
  const bytes = new Uint8Array(value as Uint8Array);
  return bytes.length === HASH_BYTES ? bytes : null;
}

/** Longer ones prove nothing: a path has at most one hash a level, and one to begin with. */
const LONGEST_PROOF = 65;

/** Plain copies of a list of hashes, by its places, as its own iterator need not end; null for what is none. */
function proofOf(value: unknown): readonly Uint8Array[] | null {
  if (!Array.isArray(value)) return null;
  const list: readonly unknown[] = value;
  const { length } = list;
  if (!(length <= LONGEST_PROOF)) return null;
  const hashes: Uint8Array[] = [];
  for (let n = 0; n < length; n += 1) {
    const hash = hashOf(list[n]);
    if (hash === null) return null;
    hashes.push(hash);
  }
  return hashes;
}

/** What cannot even be looked at, as an object whose fields throw, is no claim. */
function isTrue(check: () => boolean): boolean {
  try {
    return check();
  } catch {
    return false;
  }
}

/** A count as a bigint; null for what is no whole number from 0 to 2^64 - 1, or not exact. */
function wholeNumber(value: unknown): bigint | null {
  if (typeof value === 'number') return Number.isSafeInteger(value) && value >= 0 ? BigInt(value) : null;
  return typeof value === 'bigint' && value >= 0n && value < SIZE_LIMIT ? value : null;
}

const isOdd = (n: bigint) => (n & 1n) === 1n;

/**
 * Whether an entry stands at its place in the tree with that root, by the algorithm of RFC 9162
 * §2.1.3.2 (the same trees and proofs as RFC 6962 §2.1.1). What is malformed in any way is false:
 * hashes that are none, too few or too many of them, an index outside the tree. Never throws.
 */
export function verifyInclusion(claim: InclusionClaim): boolean {
  return isTrue(() => isIncluded(claim));
}

function isIncluded(claim: InclusionClaim): boolean {
  const given = asRecord(claim);
  const [leafHash, proof, rootHash] = [hashOf(given.leafHash), proofOf(given.proof), hashOf(given.rootHash)];
  const [index, treeSize] = [wholeNumber(given.index), wholeNumber(given.treeSize)];
  if (index === null || treeSize === null || index >= treeSize) return false;
  if (leafHash === null || rootHash === null || proof === null) return false;
  let place = index;
  let last = treeSize - 1n;
  let hash = leafHash;
  for (const sibling of proof) {
    if (last === 0n) return false;
    if (isOdd(place) || place === last) {
      hash = merkleNodeHash(sibling, hash);
      while (!isOdd(place) && place !== 0n) {
        place >>= 1n;
        last >>= 1n;
      }
    } else {
      hash = merkleNodeHash(hash, sibling);
    }
    place >>= 1n;
    last >>= 1n;
  }
  return last === 0n && sameHash(hash, rootHash);
}

/**
 * Whether the tree with `root1` is the beginning of the tree with `root2`, by the algorithm of
 * RFC 9162 §2.1.4.2 (the same proofs as RFC 6962 §2.1.2). Equal sizes need equal roots and an empty
 * proof; nothing is proven of an empty tree. What is malformed in any way is false. Never throws.
 */
export function verifyConsistency(claim: ConsistencyClaim): boolean {
  return isTrue(() => isConsistent(claim));
}

function isConsistent(claim: ConsistencyClaim): boolean {
  const given = asRecord(claim);
  const [root1, root2, proof] = [hashOf(given.root1), hashOf(given.root2), proofOf(given.proof)];
  const [size1, size2] = [wholeNumber(given.size1), wholeNumber(given.size2)];
  if (size1 === null || size2 === null || size1 === 0n || size1 > size2) return false;
  if (root1 === null || root2 === null || proof === null) return false;
  if (size1 === size2) return proof.length === 0 && sameHash(root1, root2);
  if (proof.length === 0) return false;
  // A first tree that is complete is itself the subtree from which the path leads upwards.
  const [start, ...rest] = (size1 & (size1 - 1n)) === 0n ? [root1, ...proof] : proof;
  return start !== undefined && climbs({ size1, size2, root1, root2, start, rest });
}

function climbs(given: {
  size1: bigint;
  size2: bigint;
  root1: Uint8Array;
  root2: Uint8Array;
  start: Uint8Array;
  rest: readonly Uint8Array[];
}): boolean {
  let place = given.size1 - 1n;
  let last = given.size2 - 1n;
  while (isOdd(place)) {
    place >>= 1n;
    last >>= 1n;
  }
  let [first, second] = [given.start, given.start];
  for (const hash of given.rest) {
    if (last === 0n) return false;
    if (isOdd(place) || place === last) {
      first = merkleNodeHash(hash, first);
      second = merkleNodeHash(hash, second);
      while (!isOdd(place) && place !== 0n) {
        place >>= 1n;
        last >>= 1n;
      }
    } else {
      second = merkleNodeHash(second, hash);
    }
    place >>= 1n;
    last >>= 1n;
  }
  return last === 0n && sameHash(first, given.root1) && sameHash(second, given.root2);
}

/** Proofs come from outside: what the types promise is looked at all the same. */
function asRecord(claim: unknown): Readonly<Record<string, unknown>> {
  return typeof claim === 'object' && claim !== null ? (claim as Record<string, unknown>) : {};
}

function sameHash(a: Uint8Array, b: Uint8Array): boolean {
  for (let at = 0; at < HASH_BYTES; at += 1) if (a[at] !== b[at]) return false;
  return true;
}
