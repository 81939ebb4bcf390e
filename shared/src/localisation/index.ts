export { grantLocalisation } from './localisation-abilities';
export { checkLocalContent, checkLocalDraft, checkPlacements, contentLimits } from './draft-check';
export type { DraftProblem, LocalDraft, PlacementContext, PlacementPoint } from './draft-check';
export { planCorrection } from './correction';
export type { CorrectedCampaign, Correction } from './correction';
export { footprintOf } from './footprint';
export type { Footprint, FootprintCause, FootprintPart, Looker } from './footprint';
export { ungrantedUse } from './granted-functions';
export { LOCALISATION_ERRORS } from './localisation-errors';
export type { LocalisationErrorCode } from './localisation-errors';
export { isRevisable, nextVersionState, shownVersionState, VERSION_STATES } from './localisation-lifecycle';
export type { VersionCommand, VersionRelease, VersionState } from './localisation-lifecycle';
export {
  createLocalCampaignSchema,
  getLocalCampaignSchema,
  listLocalCampaignsSchema,
  overrideInputsSchema,
  localCampaignIdSchema,
  revertLocalSchema,
  saveLocalDraftSchema,
  savePlacementsSchema,
  saveStandardPlacementSchema,
  standardPlacementOfSchema,
  submitVersionSchema,
  versionIdSchema,
} from './localisation-schema';
export type {
  CreateLocalCampaignInput,
  ListLocalCampaignsInput,
  OverrideInputs,
  SaveLocalDraftInput,
  SavePlacementsInput,
  SaveStandardPlacementInput,
  SubmitVersionInput,
} from './localisation-schema';
export type {
  ArchivedWords,
  CampaignAdoption,
  CampaignCorrection,
  DetachedFrom,
  LocalCampaignDetail,
  LocalCampaignRow,
  NewerStandard,
  PlacementView,
  PlacingOptions,
  PointOption,
  PushDeadline,
  ReleaseView,
  SavedPlacements,
  SavedVersion,
  StandardPlacementDetail,
  StandardReference,
  TenantName,
  VersionDetail,
  VersionSummary,
} from './localisation-view';
export {
  AUDIENCE_KINDS,
  assessmentSchema,
  isAssessed,
  MAX_PLACEMENTS,
  placementInputSchema,
} from './placement-schema';
export type { AudienceKind, Assessment, PlacementInput } from './placement-schema';
export {
  MAX_WAIVER_REASON,
  propagationBoardSchema,
  propagationItemSchema,
  remindPropagationSchema,
  propagationSchema,
  adoptSchema,
  waiveSchema,
} from './propagation-view';
export type {
  PropagatedStandard,
  Propagation,
  PropagationBoard,
  PropagationBoardInput,
  PropagationItem,
  PropagationRow,
  AdoptInput,
  RemindPropagationInput,
  WaiveInput,
} from './propagation-view';
export { rebaseSchema } from './rebase-schema';
export type { MergedFieldView, MergeView, RebaseInput } from './rebase-schema';
export { buildRelease, imagesOf, releasePlacement } from './release-building';
export type { PlacementToRelease, ReleaseParts, StoredAsset } from './release-building';
