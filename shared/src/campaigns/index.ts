export { grantCampaigns } from './campaign-abilities';
export { CAMPAIGN_ERRORS } from './campaign-errors';
export type { CampaignErrorCode } from './campaign-errors';
export {
  isStandardArchivable,
  isStandardRevisable,
  nextStandardState,
  STANDARD_STATES,
} from './campaign-lifecycle';
export type { StandardCommand, StandardState } from './campaign-lifecycle';
export {
  CAMPAIGN_KINDS,
  campaignIdSchema,
  campaignKindSchema,
  campaignVersionSchema,
  createCampaignSchema,
  listCampaignsSchema,
  retireCampaignSchema,
  saveCampaignDraftSchema,
  submitCampaignSchema,
} from './campaign-schema';
export type {
  CampaignKind,
  CampaignVersionInput,
  CreateCampaignInput,
  ListCampaignsInput,
  RetireCampaignInput,
  SaveCampaignDraftInput,
  SubmitCampaignInput,
} from './campaign-schema';
export type {
  CampaignDetail,
  CampaignPage,
  CampaignRelease,
  CampaignRow,
  CampaignVersionView,
  SavedCampaignDraft,
  StandardForCity,
} from './campaign-view';
export { checkStandardDraft, draftContentSchema } from './draft-content';
export type { DraftProblem } from './draft-content';
export { buildStandardRelease, imageHashesOf } from './standard-release';
