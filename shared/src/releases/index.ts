export { grantReleases } from './release-abilities';
export {
  audienceSchema,
  CITY_DEFAULTS,
  CITY_TIERS,
  cityDefaultSchema,
  conditionSchema,
  DEFAULT_LEVER,
  isSealIntact,
  leverSchema,
  RELEASE_KINDS,
  releaseDocumentSchema,
  releasePlacementSchema,
  sealRelease,
  signatureOf,
  tierSchema,
  TIERS,
} from './release-document';
export type {
  Audience,
  CityDefault,
  ListedCorrection,
  ReleaseDocument,
  ReleaseKind,
  ReleasePlacement,
  SealedRelease,
  Tier,
} from './release-document';
export { RELEASE_ERRORS } from './release-errors';
export type { ReleaseErrorCode } from './release-errors';
export {
  nextReleaseState,
  overallWindow,
  RELEASE_STATES,
  SHOWN_STATES,
  shownState,
} from './release-lifecycle';
export type { ReleaseCommand, ReleaseState, ShownState } from './release-lifecycle';
export { runningReleasesSchema, takeDownCampaignSchema, takeDownSchema } from './take-down';
export type {
  RunningRelease,
  TakeDownCampaignInput,
  TakeDownInput,
  TakedownView,
  TakenDown,
  TakenDownCampaign,
} from './take-down';
export {
  checkReviewer,
  concludeReviewSchema,
  lastDueToTell,
  REVIEW_BOXES,
  REVIEW_CONCLUSIONS,
  REVIEW_HOURS,
  reviewDue,
  reviewerTenantId,
  reviewReminder,
  takedownReviewIdSchema,
  takedownReviewListSchema,
} from './takedown-review';
export type {
  ConcludeReviewInput,
  ReviewBox,
  ReviewConclusion,
  ReviewedTakedown,
  ReviewFigures,
  ReviewStanding,
  TakedownReviewDetail,
  TakedownReviewListInput,
  TakedownReviewRow,
} from './takedown-review';
export { UPCOMING_DAYS } from './release-view';
export type { UpcomingRelease } from './release-view';
