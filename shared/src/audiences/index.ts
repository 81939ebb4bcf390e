export { grantAudiences } from './audience-abilities';
export { AUDIENCE_ERRORS } from './audience-errors';
export type { AudienceErrorCode } from './audience-errors';
export {
  filePreviewSchema,
  importedListSchema,
  listDetailSchema,
  listImportSchema,
  listNameSchema,
  listOptionSchema,
  listReportSchema,
  listRowSchema,
  listsInputSchema,
  listVersionSchema,
  PREVIEW_ROWS,
  REPORTED_REJECTIONS,
} from './list-schema';
export type {
  FilePreview,
  ImportedList,
  ListDetail,
  ListOption,
  ListReport,
  ListRow,
  ListVersion,
} from './list-schema';
export { checkNumber, maskCell, previewCell, REJECTION_REASONS } from './number-check';
export type { NumberCheck, RejectionReason } from './number-check';
export { guessHeader, guessNumberColumn } from './table-guess';
