import { err, ok } from '@xietong/shared/kernel';
import type { Result } from '@xietong/shared/kernel';
import { IMAGE_TYPES, MAX_IMAGE_BYTES, MAX_IMAGE_PIXELS, MAX_IMAGE_SIDE } from '@xietong/shared/assets';
import type { AssetErrorCode, ImageType } from '@xietong/shared/assets';
import { fileTypeFromBuffer } from 'file-type';
import { imageDimensions } from './image-dimensions';
import type { Dimensions } from './image-dimensions';

export interface ReadImage extends Dimensions {
  readonly mime: ImageType;
}

/**
 * What an upload is by its bytes; names and announced types count for nothing. The header alone is read:
 * what would unpack to gigabytes is refused before anything is unpacked.
 */
export async function readImage(bytes: Buffer): Promise<Result<ReadImage, AssetErrorCode>> {
  if (bytes.length > MAX_IMAGE_BYTES) return err('IMAGE_TOO_LARGE', { maxBytes: MAX_IMAGE_BYTES });
  const found = await fileTypeFromBuffer(bytes);
  const mime = IMAGE_TYPES.find((type) => type === found?.mime);
  if (!mime) return err('IMAGE_TYPE_NOT_ALLOWED');
  const size = imageDimensions(mime, bytes);
  if (!size) return err('IMAGE_DAMAGED');
  const sides = [size.width, size.height];
  if (sides.some((side) => side < 1 || side > MAX_IMAGE_SIDE))
    return err('IMAGE_DIMENSIONS_NOT_ALLOWED', { max: MAX_IMAGE_SIDE });
  const pixels = size.width * size.height;
  if (pixels > MAX_IMAGE_PIXELS) return err('IMAGE_TOO_MANY_PIXELS', { pixels, max: MAX_IMAGE_PIXELS });
  return ok({ mime, ...size });
}
