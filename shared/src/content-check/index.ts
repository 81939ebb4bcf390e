export { CONTENT_CHECK_ERRORS, FINDING_CODES } from './content-check-errors';
export type { ContentCheckErrorCode, FindingCode } from './content-check-errors';
export { createContentChecker } from './content-checker';
export type { ContentChecker } from './content-checker';
export { DEFAULT_DICTIONARY } from './default-dictionary-zh';
export {
  CLAIM_CONTEXTS,
  dictionaryEntrySchema,
  dictionaryProblems,
  dictionarySchema,
  ENTRY_KINDS,
  SEVERITIES,
} from './dictionary-schema';
export type { ClaimContext, Dictionary, DictionaryEntry, Severity } from './dictionary-schema';
export {
  blockingFindings,
  EXEMPTION_GROUNDS,
  exemptionKey,
  exemptionOf,
  exemptionSchema,
  exemptionsSchema,
} from './exemption';
export type { Exemption, ExemptionGround } from './exemption';
export type { Finding } from './finding';
