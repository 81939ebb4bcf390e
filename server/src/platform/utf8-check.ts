import { isUtf8 } from 'node:buffer';

/** Tells of bytes that come piece by piece whether they are UTF-8 from end to end. */
export interface Utf8Check {
  readonly add: (chunk: Uint8Array) => void;
  /** Whether all bytes so far are UTF-8, with no character cut off at the end. */
  readonly holds: () => boolean;
}

export function createUtf8Check(): Utf8Check {
  let valid = true;
  let rest = Buffer.alloc(0);
  return {
    add(chunk) {
      if (!valid) return;
      const bytes = Buffer.concat([rest, chunk]);
      const whole = bytes.length - cutOff(bytes);
      valid = isUtf8(bytes.subarray(0, whole));
      rest = Buffer.from(bytes.subarray(whole));
    },
    holds: () => valid && rest.length === 0,
  };
}

/** Bytes at the end that begin a character whose other bytes are still to come: 0 to 3. */
function cutOff(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte < 0xc0) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return length > back ? back : 0;
  }
  return 0;
}
