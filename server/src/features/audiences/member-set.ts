import { createHash } from 'node:crypto';

/** Bytes of a member: the keyed hash of a number. */
export const HASH_BYTES = 32;
const BUCKETS = 65_536;

/** Whole numbers in the order they come, eight bytes each. */
export class NumberBag {
  private numbers = new Float64Array(4_096);
  private count = 0;

  get size(): number {
    return this.count;
  }

  add(number: number): void {
    if (this.count === this.numbers.length) {
      const more = new Float64Array(this.numbers.length * 2);
      more.set(this.numbers);
      this.numbers = more;
    }
    this.numbers[this.count] = number;
    this.count += 1;
  }

  /** The different ones, ascending. Sorts in place: nothing is added afterwards. */
  distinct(): Float64Array {
    const sorted = this.numbers.subarray(0, this.count).sort();
    let kept = 0;
    for (const [index, number] of sorted.entries()) {
      if (index === 0 || number !== sorted[index - 1]) sorted[kept++] = number;
    }
    return sorted.subarray(0, kept);
  }
}

/** Hashes of some numbers that differ, 32 bytes each, in the order of their bytes. */
export function hashMembers(
  numbers: Float64Array,
  hash: (number: string) => Buffer,
): Uint8Array<ArrayBuffer> {
  const hashes = Buffer.alloc(numbers.length * HASH_BYTES);
  for (const [index, number] of numbers.entries()) hash(String(number)).copy(hashes, index * HASH_BYTES);
  return order(hashes);
}

/** SHA-256 in hex over hashes in their order: says which members a version of a list has. */
export function digestOf(hashes: Uint8Array): string {
  return createHash('sha256').update(hashes).digest('hex');
}

/** By the first two bytes into buckets, then each bucket by itself: hashes spread evenly. */
function order(hashes: Buffer): Uint8Array<ArrayBuffer> {
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
  const members = new Uint8Array(hashes.length);
  const ordered = Buffer.from(members.buffer);
  for (let at = 0; at < hashes.length; at += HASH_BYTES) {
    const bucket = hashes.readUInt16BE(at);
    const place = next[bucket] ?? 0;
    next[bucket] = place + 1;
    hashes.copy(ordered, place * HASH_BYTES, at, at + HASH_BYTES);
  }
  for (let bucket = 0; bucket < BUCKETS; bucket += 1) {
    sortInPlace(ordered.subarray((starts[bucket] ?? 0) * HASH_BYTES, (starts[bucket + 1] ?? 0) * HASH_BYTES));
  }
  return members;
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
