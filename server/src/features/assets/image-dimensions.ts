import type { ImageType } from '@xietong/shared/assets';

/** In pixels. */
export interface Dimensions {
  readonly width: number;
  readonly height: number;
}

const PNG_HEADER_BYTES = 33;
/** Start-of-frame markers; C4, C8 and CC lie among them and are none. */
const JPEG_FRAMES = new Set([0xc0, 0xc1, 0xc2, 0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf]);
const WEBP_HEADER_BYTES = 30;

/** Width and height as the file's header says, or null for one that is cut short or broken. */
export function imageDimensions(mime: ImageType, bytes: Buffer): Dimensions | null {
  if (mime === 'image/png') return pngDimensions(bytes);
  return mime === 'image/jpeg' ? jpegDimensions(bytes) : webpDimensions(bytes);
}

/** The first chunk is IHDR, and it begins with both sides; a whole file ends with IEND. */
function pngDimensions(bytes: Buffer): Dimensions | null {
  if (bytes.length < PNG_HEADER_BYTES || bytes.toString('latin1', 12, 16) !== 'IHDR') return null;
  if (!bytes.includes('IEND', -12, 'latin1')) return null;
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

/** Segments follow one another, each with its length, until the one that begins the frame. */
function jpegDimensions(bytes: Buffer): Dimensions | null {
  let at = 2;
  while (at + 9 < bytes.length) {
    if (bytes.readUInt8(at) !== 0xff) return null;
    const marker = bytes.readUInt8(at + 1);
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (JPEG_FRAMES.has(marker))
      return { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) };
    const length = bytes.readUInt16BE(at + 2);
    if (length < 2) return null;
    at += 2 + length;
  }
  return null;
}

/** Three kinds of first chunk: lossy, lossless and extended. RIFF says how long the file is. */
function webpDimensions(bytes: Buffer): Dimensions | null {
  if (bytes.length < WEBP_HEADER_BYTES || bytes.length < bytes.readUInt32LE(4) + 8) return null;
  const chunk = bytes.toString('latin1', 12, 16);
  if (chunk === 'VP8 ')
    return { width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff };
  if (chunk === 'VP8L') {
    const bits = bytes.readUInt32LE(21);
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
  }
  return chunk === 'VP8X'
    ? { width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 }
    : null;
}
