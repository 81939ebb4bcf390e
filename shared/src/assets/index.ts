export { ASSET_ERRORS } from './asset-errors';
export type { AssetErrorCode } from './asset-errors';
export {
  describeImagesSchema,
  IMAGE_TYPES,
  MAX_IMAGE_BYTES,
  MAX_IMAGE_PIXELS,
  MAX_IMAGE_SIDE,
  sha256Schema,
  storedImageSchema,
} from './asset-schema';
export type { DescribeImagesInput, ImageCut, ImageType, StoredImage } from './asset-schema';
