/**
 * Many short texts by number, as bytes in one block: about their own length and four bytes each,
 * where as many strings would take several times that.
 */
export interface StringTable {
  /** Bytes held. */
  readonly bytes: number;
  add(text: string): void;
  /** Undefined where there is no such text. */
  get(index: number): string | undefined;
}

const FIRST_BYTES = 64 * 1024;
const FIRST_TEXTS = 4_096;

export function createStringTable(): StringTable {
  let block = Buffer.alloc(FIRST_BYTES);
  let ends = new Uint32Array(FIRST_TEXTS);
  let count = 0;
  let used = 0;
  return {
    get bytes() {
      return used;
    },
    add(text) {
      const length = Buffer.byteLength(text);
      if (used + length > block.length) {
        const larger = Buffer.alloc(Math.max(block.length * 2, used + length));
        block.copy(larger, 0, 0, used);
        block = larger;
      }
      if (count === ends.length) {
        const more = new Uint32Array(ends.length * 2);
        more.set(ends);
        ends = more;
      }
      used += block.write(text, used);
      ends[count] = used;
      count += 1;
    },
    get(index) {
      if (!Number.isInteger(index) || index < 0 || index >= count) return undefined;
      return block.toString('utf8', index === 0 ? 0 : ends[index - 1], ends[index]);
    },
  };
}
