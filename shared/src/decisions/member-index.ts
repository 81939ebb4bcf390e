/** One above the largest key: keys are keyed hashes cut to 53 bits, the integers a double holds exactly. */
const KEY_SPACE = 2 ** 53;
/** Four bytes of index for five members of eight bytes each: 8.8 bytes a member. */
const MEMBERS_PER_BUCKET = 5;

/** A set of 53-bit keys that can hold a whole province in memory. */
export interface MemberIndex {
  /** Keys given at the start, repeated ones included. */
  readonly size: number;
  readonly has: (key: number) => boolean;
}

/**
 * Builds the set. Takes `keys` over: the array is sorted in place and must not be changed afterwards.
 * Look-ups take constant time for evenly spread keys, as hashes are, and logarithmic time for any others.
 * @throws RangeError when a key is not an integer in [0, 2^53).
 */
export function buildMemberIndex(keys: Float64Array): MemberIndex {
  if (!isAscending(keys)) keys.sort();
  const [first, last] = [keys[0] ?? 0, keys[keys.length - 1] ?? 0];
  if (first < 0 || last >= KEY_SPACE || !keys.every(Number.isInteger))
    throw new RangeError('a key is out of range');
  const buckets = Math.max(1, Math.ceil(keys.length / MEMBERS_PER_BUCKET));
  const starts = bucketStarts(keys, buckets);
  return { size: keys.length, has: (key) => isMember(keys, starts, key) };
}

/** Lists come in their order from the database, and sorting what is sorted stops everything else for long. */
function isAscending(keys: Float64Array): boolean {
  for (let index = 1; index < keys.length; index += 1)
    if ((keys[index] ?? 0) < (keys[index - 1] ?? 0)) return false;
  return true;
}

/** Where each bucket begins in the sorted keys; the last entry is their number. */
function bucketStarts(keys: Float64Array, buckets: number): Uint32Array {
  const starts = new Uint32Array(buckets + 1);
  let bucket = 0;
  for (let index = 0; index < keys.length; index += 1) {
    const own = bucketOf(keys[index] ?? 0, buckets);
    while (bucket < own) starts[(bucket += 1)] = index;
  }
  starts.fill(keys.length, bucket + 1);
  return starts;
}

/** Rises with the key, so that each bucket is one stretch of the sorted keys. */
function bucketOf(key: number, buckets: number): number {
  return Math.min(buckets - 1, Math.floor((key / KEY_SPACE) * buckets));
}

function isMember(keys: Float64Array, starts: Uint32Array, key: number): boolean {
  if (!(key >= 0 && key < KEY_SPACE)) return false;
  const bucket = bucketOf(key, starts.length - 1);
  let low = starts[bucket] ?? 0;
  let high = starts[bucket + 1] ?? 0;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const found = keys[middle] ?? 0;
    if (found === key) return true;
    if (found < key) low = middle + 1;
    else high = middle;
  }
  return false;
}
