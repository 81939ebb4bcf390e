/** What one header of a tar archive (POSIX ustar) says. */
export interface TarEntry {
  /** With slashes, relative, at most 255 bytes in two parts. */
  path: string;
  kind: 'file' | 'folder';
  /** Bytes that follow, before the padding to whole blocks; 0 for a folder. */
  size: number;
}

export const TAR_BLOCK = 512;
/** Two empty blocks end an archive. */
export const TAR_END = Buffer.alloc(2 * TAR_BLOCK);

const NAME_BYTES = 100;
const PREFIX_BYTES = 155;
/** The largest size in eleven octal digits. */
const SIZE_LIMIT = 0o77777777777;

/** Only for its owner's eyes, since backups hold keys. @throws RangeError for what ustar cannot say */
export function tarHeader({ path, kind, size }: TarEntry, at: Date): Buffer {
  const { name, prefix } = splitPath(kind === 'folder' ? `${path}/` : path);
  if (size > SIZE_LIMIT) throw new RangeError(`${path} is larger than 8 GB`);
  const header = Buffer.alloc(TAR_BLOCK);
  header.write(name, 0);
  header.write(octal(kind === 'folder' ? 0o700 : 0o600, 8), 100);
  header.write(octal(0, 8), 108);
  header.write(octal(0, 8), 116);
  header.write(octal(size, 12), 124);
  header.write(octal(Math.floor(at.getTime() / 1000), 12), 136);
  header.write(kind === 'folder' ? '5' : '0', 156);
  header.write('ustar\u000000', 257);
  header.write(prefix, 345);
  header.write(`${checksum(header).toString(8).padStart(6, '0')}\u0000 `, 148);
  return header;
}

/** Null at the end of the archive. @throws RangeError where the block is no header of ours */
export function readTarHeader(header: Buffer): TarEntry | null {
  if (header.every((byte) => byte === 0)) return null;
  const stored = Number.parseInt(text(header, 148, 8), 8);
  if (stored !== checksum(header)) throw new RangeError('damaged header');
  const type = text(header, 156, 1);
  if (type !== '0' && type !== '5') throw new RangeError(`unexpected kind of entry ${type}`);
  const prefix = text(header, 345, PREFIX_BYTES);
  const name = text(header, 0, NAME_BYTES);
  const path = (prefix === '' ? name : `${prefix}/${name}`).replace(/\/$/, '');
  return { path, kind: type === '5' ? 'folder' : 'file', size: Number.parseInt(text(header, 124, 12), 8) };
}

/** Bytes from the end of a content to the next block. */
export function tarPadding(size: number): Buffer {
  return Buffer.alloc((TAR_BLOCK - (size % TAR_BLOCK)) % TAR_BLOCK);
}

function splitPath(path: string): { name: string; prefix: string } {
  if (Buffer.byteLength(path) <= NAME_BYTES) return { name: path, prefix: '' };
  for (let cut = path.indexOf('/'); cut !== -1; cut = path.indexOf('/', cut + 1)) {
    const [prefix, name] = [path.slice(0, cut), path.slice(cut + 1)];
    const fits = Buffer.byteLength(prefix) <= PREFIX_BYTES && Buffer.byteLength(name) <= NAME_BYTES;
    if (fits && name !== '') return { name, prefix };
  }
  throw new RangeError(`the name ${path} is too long`);
}

/** The sum of all bytes, with the field of the sum itself read as spaces. */
function checksum(header: Buffer): number {
  let sum = 8 * 0x20;
  for (const [index, byte] of header.entries()) if (index < 148 || index >= 156) sum += byte;
  return sum;
}

function octal(value: number, length: number): string {
  return value.toString(8).padStart(length - 1, '0');
}

function text(header: Buffer, start: number, length: number): string {
  const field = header.subarray(start, start + length);
  const end = field.indexOf(0);
  return field.subarray(0, end === -1 ? length : end).toString('utf8');
}
