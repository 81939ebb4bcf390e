export {
  checkFallbackDecision,
  checkOpenFallback,
  decideFallbackSchema,
  isFallbackIntact,
  isSameFallback,
  sealFallback,
  withdrawFallbackSchema,
} from './fallback-proposal';
export type {
  DecideFallbackInput,
  FallbackState,
  SealedFallback,
  WithdrawFallbackInput,
} from './fallback-proposal';
export { grantPoints } from './point-abilities';
export { POINT_ERRORS } from './point-errors';
export type { PointErrorCode } from './point-errors';
export {
  FALLBACK_FIELD_IDS,
  fallbackFields,
  fallbackInputOf,
  isFormatOfChannel,
  isRenderable,
  renderFallback,
} from './point-fallback';
export type { PointPlace } from './point-fallback';
export {
  MAX_CAPACITY,
  POINT_FORMATS,
  pointCreateSchema,
  pointFallbackSchema,
  pointFormatSchema,
  pointRivalsSchema,
  pointUpdateSchema,
} from './point-schema';
export type {
  PointCreateInput,
  PointFallback,
  PointFallbackInput,
  PointFormat,
  PointRivalsInput,
  PointUpdateInput,
} from './point-schema';
export type {
  ChannelOption,
  FallbackApproval,
  FallbackProposal,
  PointDetail,
  PointOption,
  PointRival,
  PointRow,
  PointRun,
} from './point-view';
