import { randomBytes } from 'node:crypto';

/** Makes identifiers; tests hand in their own to get the same ones every time. */
export interface Ids {
  next: () => string;
}

/**
 * UUID version 7: the first 48 bits are the time, so new rows land at the end
 * of an index. Made here because PostgreSQL before 18 has no such function.
 */
export function uuidV7(milliseconds: number, random: Buffer = randomBytes(10)): string {
  const bytes = Buffer.alloc(16);
  bytes.writeUIntBE(milliseconds, 0, 6);
  random.copy(bytes, 6, 0, 10);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x70, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** The twelve bits behind the time count within a millisecond, from a random place in their lower half. */
const COUNTS = 0x1000;

/**
 * Identifiers in the order in which they were made, also within a millisecond and over a clock that is set back
 * (RFC 9562, 6.2: a counter of fixed length). What is written one after the other is read so.
 */
export function createIds(now: () => number, random: (size: number) => Buffer = randomBytes): Ids {
  let [last, count] = [0, 0];
  return {
    next: () => {
      const at = now();
      count += 1;
      if (at > last || count >= COUNTS) {
        last = Math.max(at, last + 1);
        count = random(2).readUInt16BE() % (COUNTS / 2);
      }
      const rest = random(10);
      rest.writeUInt16BE(count);
      return uuidV7(last, rest);
    },
  };
}

export const systemIds: Ids = createIds(Date.now);
