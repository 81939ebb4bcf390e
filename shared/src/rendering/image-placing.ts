import type { ImageValue } from '../content';
import { err, ok } from '../kernel';
import type { Result } from '../kernel';
import type { ImageSize } from './places';
import type { RenderedImage } from './rendered-content';
import type { RenderingErrorCode } from './rendering-errors';

/** An image at hand. `of` is the SHA-256 of the upload that it was cut from; absent for the upload itself. */
export interface ImageReference extends ImageSize {
  readonly sha256: string;
  readonly of?: string | undefined;
}

/** An upload may be enlarged to twice its sides at most: beyond it people see the blur. */
const MOST_ENLARGED = 2;

/** Where the bytes of an image are served; they are addressed by their SHA-256. */
export function assetPath(sha256: string): string {
  return `/v1/images/${sha256}`;
}

/** Whether an upload is large enough for a place. */
export function covers(upload: ImageSize, place: ImageSize): boolean {
  return upload.width * MOST_ENLARGED >= place.width && upload.height * MOST_ENLARGED >= place.height;
}

/**
 * The image as a place of `size` shows it: its cut, or the upload itself where it was never cut.
 * Without `images` every upload counts as present, large enough and cut.
 * Errors: RENDER_ASSET_MISSING, RENDER_IMAGE_TOO_SMALL with the sides it has and the least it needs.
 */
export function placeImage(
  { sha256, alt }: ImageValue,
  size: ImageSize,
  images: readonly ImageReference[] | undefined,
): Result<RenderedImage, RenderingErrorCode> {
  const { width, height } = size;
  if (images === undefined) return ok({ sha256, alt, src: assetPath(sha256), width, height });
  const upload = images.find((image) => image.sha256 === sha256 && image.of === undefined);
  if (upload === undefined) return err('RENDER_ASSET_MISSING', { sha256 });
  if (!covers(upload, size))
    return err('RENDER_IMAGE_TOO_SMALL', {
      width: upload.width,
      height: upload.height,
      minWidth: Math.ceil(width / MOST_ENLARGED),
      minHeight: Math.ceil(height / MOST_ENLARGED),
    });
  const shown =
    images.find((image) => image.of === sha256 && image.width === width && image.height === height) ?? upload;
  return ok({
    sha256: shown.sha256,
    alt,
    src: assetPath(shown.sha256),
    width: shown.width,
    height: shown.height,
  });
}
