import { createHash } from 'node:crypto';
import { MAX_IMAGE_PIXELS } from '@xietong/shared/assets';
import type { ImageType, StoredImage } from '@xietong/shared/assets';
import { covers, IMAGE_SIZES } from '@xietong/shared/rendering';
import type { ImageSize } from '@xietong/shared/rendering';
import sharp from 'sharp';
import type { Sharp } from 'sharp';

/** An image as it is stored: its bytes and what they are found to be. */
export interface EncodedImage {
  readonly image: StoredImage;
  readonly data: Buffer;
}

/** Photographs keep what people see; beyond it files only grow. */
const UPLOAD_QUALITY = 90;
const CUT_QUALITY = 84;
/** Longest time for one image: what takes longer was made to take long. */
const MAX_SECONDS = 20;

/** Opens an image upright and in sRGB; nothing of its metadata is carried over. */
function open(bytes: Buffer): Sharp {
  return sharp(bytes, { limitInputPixels: MAX_IMAGE_PIXELS, failOn: 'warning', autoOrient: true }).timeout({
    seconds: MAX_SECONDS,
  });
}

async function encoded(pipeline: Sharp, mime: ImageType): Promise<EncodedImage> {
  const { data, info } = await pipeline.toBuffer({ resolveWithObject: true });
  const sha256 = createHash('sha256').update(data).digest('hex');
  return { image: { sha256, mime, width: info.width, height: info.height, bytes: data.length }, data };
}

/** The upload itself in its own format, without whatever else its file carried (place, camera, comments). */
export function cleaned(bytes: Buffer, mime: ImageType): Promise<EncodedImage> {
  const image = open(bytes);
  if (mime === 'image/png') return encoded(image.png({ compressionLevel: 9 }), mime);
  if (mime === 'image/webp') return encoded(image.webp({ quality: UPLOAD_QUALITY }), mime);
  return encoded(image.jpeg({ quality: UPLOAD_QUALITY }), mime);
}

/**
 * The middle of an upload in one shape, as JPEG: every channel shows that, articles of WeChat, too.
 * What was see-through becomes white.
 */
function cut(upload: Buffer, { width, height }: ImageSize): Promise<EncodedImage> {
  const shaped = open(upload).resize({ width, height, fit: 'cover', position: 'centre' });
  return encoded(shaped.flatten({ background: '#ffffff' }).jpeg({ quality: CUT_QUALITY }), 'image/jpeg');
}

/** A cut for every shape that a place has and the upload is large enough for. */
export async function cutsOf({ image, data }: EncodedImage): Promise<EncodedImage[]> {
  const cuts: EncodedImage[] = [];
  for (const size of IMAGE_SIZES) if (covers(image, size)) cuts.push(await cut(data, size));
  return cuts;
}
