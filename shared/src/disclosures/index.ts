export { grantDisclosures } from './disclosure-abilities';
export { DISCLOSURE_ERRORS } from './disclosure-errors';
export type { DisclosureErrorCode } from './disclosure-errors';
export {
  checkAuthoriser,
  checkNoneUnderWay,
  checkTaking,
  checkUndecided,
  DISCLOSURE_STATES,
  disclosureExpiry,
  disclosureState,
} from './disclosure-rules';
export type { DisclosureFacts, DisclosureState, StoredDisclosureState } from './disclosure-rules';
export {
  askDisclosureSchema,
  decideDisclosureSchema,
  DEFAULT_DISCLOSURE_HOURS,
  DISCLOSURE_BOXES,
  DISCLOSURE_KINDS,
  DISCLOSURE_LAPSE_DAYS,
  DISCLOSURE_PURPOSES,
  disclosureFileSchema,
  disclosureIdSchema,
  disclosureListSchema,
  disclosureTargetSchema,
  DOWNLOAD_MINUTES,
  MOST_BROKEN_DOWNLOADS,
  MOST_DISCLOSURE_HOURS,
  MOST_DOWNLOADS,
  revokeDisclosureSchema,
} from './disclosure-schema';
export type {
  AskDisclosureForm,
  AskDisclosureInput,
  DecideDisclosureInput,
  DisclosureBox,
  DisclosureKind,
  DisclosureListInput,
  DisclosurePurpose,
  DisclosureTargetInput,
  RevokeDisclosureInput,
} from './disclosure-schema';
export { disclosureTextsIn } from './disclosure-texts';
export type {
  DisclosedNumber,
  DisclosureRow,
  DisclosureTarget,
  DisclosureUseView,
  DisclosureView,
} from './disclosure-view';
