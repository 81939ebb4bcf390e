import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { NumberVault } from '../../platform/number-vault';

/** The members of one version of a list: hashes of 32 bytes each, ascending, each once. */
export interface MemberSet {
  readonly size: number;
  /** SHA-256 in hex over all hashes in their order. */
  readonly digest: string;
  /** The hashes in their order, at most `count` at a time. */
  batches(count: number): Generator<Buffer[]>;
}

const HASH_BYTES = 32;
const BUCKETS = 65_536;
/** Work between two looks at what else the process has to do. */
const SLICE = 4_096;

/** The different ones among some numbers (11 digits as integers), ascending. */
export function distinctNumbers(numbers: readonly number[]): Float64Array {
  const sorted = Float64Array.from(numbers).sort();
  let kept = 0;
  for (const [index, number] of sorted.entries()) {
    if (index === 0 || number !== sorted[index - 1]) sorted[kept++] = number;
  }
  return sorted.subarray(0, kept);
}

/**
 * Hashes and orders numbers that differ. Takes about 100 bytes a member and lets other work in
 * between, because a list of a million takes seconds.
 */
export async function hashMembers(numbers: Float64Array, vault: NumberVault): Promise<MemberSet> {
  const hashes = Buffer.alloc(numbers.length * HASH_BYTES);
  for (const [index, number] of numbers.entries()) {
    vault.hash(String(number)).copy(hashes, index * HASH_BYTES);
    if (index % SLICE === SLICE - 1) await setImmediate();
  }
  const ordered = await order(hashes);
  return {
    size: numbers.length,
    digest: createHash('sha256').update(ordered).digest('hex'),
    *batches(count) {
      for (let at = 0; at < ordered.length; at += count * HASH_BYTES) {
        yield split(ordered.subarray(at, at + count * HASH_BYTES));
      }
    },
  };
}

/** By the first two bytes into buckets, then each bucket by itself: hashes spread evenly. */
async function order(hashes: Buffer): Promise<Buffer> {
  const ends = new Uint32Array(BUCKETS + 1);
  for (let at = 0; at < hashes.length; at += HASH_BYTES) {
    const bucket = hashes.readUInt16BE(at) + 1;
    ends[bucket] = (ends[bucket] ?? 0) + 1;
  }
  for (let bucket = 1; bucket <= BUCKETS; bucket += 1) {
    ends[bucket] = (ends[bucket] ?? 0) + (ends[bucket - 1] ?? 0);
  }
  const starts = ends.slice();
  const next = ends.slice(0, BUCKETS);
  const ordered = Buffer.alloc(hashes.length);
  for (let at = 0; at < hashes.length; at += HASH_BYTES) {
    const bucket = hashes.readUInt16BE(at);
    const place = next[bucket] ?? 0;
    next[bucket] = place + 1;
    hashes.copy(ordered, place * HASH_BYTES, at, at + HASH_BYTES);
  }
  for (let bucket = 0; bucket < BUCKETS; bucket += 1) {
    sortInPlace(ordered.subarray((starts[bucket] ?? 0) * HASH_BYTES, (starts[bucket + 1] ?? 0) * HASH_BYTES));
    if (bucket % SLICE === SLICE - 1) await setImmediate();
  }
  return ordered;
}

function sortInPlace(bucket: Buffer): void {
  if (bucket.length <= HASH_BYTES) return;
  Buffer.concat(split(bucket).sort((a, b) => a.compare(b))).copy(bucket);
}

function split(hashes: Buffer): Buffer[] {
  return Array.from({ length: hashes.length / HASH_BYTES }, (_, index) =>
    hashes.subarray(index * HASH_BYTES, (index + 1) * HASH_BYTES),
  );
}
