import type { ErrorKind } from '../kernel';

export const ASSET_ERRORS = {
  IMAGE_TYPE_NOT_ALLOWED: 'INVALID',
  IMAGE_DAMAGED: 'INVALID',
  IMAGE_TOO_LARGE: 'LIMIT',
  IMAGE_DIMENSIONS_NOT_ALLOWED: 'INVALID',
  IMAGE_TOO_MANY_PIXELS: 'INVALID',
} as const satisfies Record<string, ErrorKind>;
export type AssetErrorCode = keyof typeof ASSET_ERRORS;
