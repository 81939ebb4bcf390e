import { z } from 'zod';
import { SHA256_HEX } from '../content';

/** Types of images that every channel can show. */
export const IMAGE_TYPES = ['image/png', 'image/jpeg', 'image/webp'] as const;
export type ImageType = (typeof IMAGE_TYPES)[number];

export const MAX_IMAGE_BYTES = 2 * 1024 * 1024;
/** Longest side in pixels: beyond it no screen shows more, and a small file can unpack to gigabytes. */
export const MAX_IMAGE_SIDE = 6000;

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
