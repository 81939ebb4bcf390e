import { z } from 'zod';
import { SHA256_HEX } from '../content';

/** Types of images that every channel can show. */
export const IMAGE_TYPES = ['image/png', 'image/jpeg', 'image/webp'] as const;
export type ImageType = (typeof IMAGE_TYPES)[number];

export const MAX_IMAGE_BYTES = 2 * 1024 * 1024;
/** Longest side in pixels: beyond it no screen shows more, and a small file can unpack to gigabytes. */
export const MAX_IMAGE_SIDE = 6000;

/** Pixels of a whole image: what four bytes each of them take in memory while it is read. */
export const MAX_IMAGE_PIXELS = 24_000_000;

export const sha256Schema = z.string().regex(SHA256_HEX);

/** A stored image; `bytes` is its size. */
export const storedImageSchema = z.object({
  sha256: sha256Schema,
  mime: z.enum(IMAGE_TYPES),
  width: z.number().int(),
  height: z.number().int(),
  bytes: z.number().int(),
});
export type StoredImage = z.infer<typeof storedImageSchema>;

/** A cut of an upload: the middle of it in the shape of a place, an image of its own. */
export interface ImageCut {
  readonly sha256: string;
  readonly width: number;
  readonly height: number;
}

/** Most images that one call describes: a campaign has a handful. */
const MAX_DESCRIBED = 60;
export const describeImagesSchema = z.strictObject({ hashes: z.array(sha256Schema).max(MAX_DESCRIBED) });
export type DescribeImagesInput = z.infer<typeof describeImagesSchema>;
