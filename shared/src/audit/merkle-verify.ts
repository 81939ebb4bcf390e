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

/** Whether it is bytes of a hash's length: what only claims to be of their class has no length to ask for. */
function isHash(value: unknown): value is Uint8Array {
  return ArrayBuffer.isView(value) && value instanceof Uint8Array && value.byteLength === HASH_BYTES;
}

/** Longer ones prove nothing: a path has at most one hash a level, and one to begin with. */
const LONGEST_PROOF = 65;

function isProof(value: unknown): value is readonly Uint8Array[] {
  if (!Array.isArray(value) || value.length > LONGEST_PROOF) return false;
  // `every` passes over the holes of a list.
  return Array.from<unknown>(value).every(isHash);
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
  const { leafHash, proof, rootHash } = asRecord(claim);
  const index = wholeNumber(asRecord(claim).index);
  const treeSize = wholeNumber(asRecord(claim).treeSize);
  if (index === null || treeSize === null || index >= treeSize) return false;
  if (!isHash(leafHash) || !isHash(rootHash) || !isProof(proof)) return false;
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
  const { root1, root2, proof } = asRecord(claim);
  const size1 = wholeNumber(asRecord(claim).size1);
  const size2 = wholeNumber(asRecord(claim).size2);
  if (size1 === null || size2 === null || size1 === 0n || size1 > size2) return false;
  if (!isHash(root1) || !isHash(root2) || !isProof(proof)) return false;
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
  return a.every((byte, at) => byte === b[at]);
}
