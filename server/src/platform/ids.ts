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

export const systemIds: Ids = { next: () => uuidV7(Date.now()) };
