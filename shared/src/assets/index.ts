export { ASSET_ERRORS } from './asset-errors';
export type { AssetErrorCode } from './asset-errors';
export {
  IMAGE_TYPES,
  MAX_IMAGE_BYTES,
  MAX_IMAGE_SIDE,
  sha256Schema,
  storedImageSchema,
} from './asset-schema';
export type { ImageType, StoredImage } from './asset-schema';
