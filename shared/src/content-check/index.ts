export { grantContentCheck } from './content-check-abilities';
export { CONTENT_CHECK_ERRORS, FINDING_CODES } from './content-check-errors';
export type { ContentCheckErrorCode, FindingCode } from './content-check-errors';
export { compareDictionariesSchema } from './content-check-view';
export type {
  CompareDictionariesInput,
  CurrentDictionary,
  DictionaryDraft,
  DictionaryHistory,
  DictionaryPair,
  DictionaryVersionRow,
  DictionaryVersionView,
  KnownEvidence,
  ReleaseCheck,
} from './content-check-view';
export { createContentChecker } from './content-checker';
export type { ContentChecker } from './content-checker';
export { DEFAULT_DICTIONARY } from './default-dictionary-zh';
export { dictionaryDraftSchema, rebaseDictionary, saveDictionaryDraftSchema } from './dictionary-draft';
export type { DictionaryDraftInput, SaveDictionaryDraftInput } from './dictionary-draft';
export { compareDictionaries, isSameDictionary } from './dictionary-difference';
export type { DictionaryDifference } from './dictionary-difference';
export {
  checkDictionaryDecision,
  checkProposal,
  decideDictionarySchema,
  dismissedWords,
  dismissWordsSchema,
  DICTIONARY_STATES,
  formerWordsDismissing,
  formerWordsOf,
  newWordsOf,
} from './dictionary-proposal';
export type {
  DecideDictionaryInput,
  DictionaryBase,
  DictionaryState,
  DismissWordsInput,
} from './dictionary-proposal';
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
