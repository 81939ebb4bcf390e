export { grantAudiences } from './audience-abilities';
export { AUDIENCE_ERRORS } from './audience-errors';
export type { AudienceErrorCode } from './audience-errors';
export { importPace } from './import-pace';
export type { ImportProgress } from './import-pace';
export {
  filePreviewSchema,
  isImportOver,
  LIST_IMPORT_STATES,
  listImportDetailSchema,
  listImportSchema,
  listImportsInputSchema,
  listImportStartSchema,
  listPreviewInputSchema,
  listUploadSchema,
  MAX_LIST_BYTES,
  MAX_LIST_ROWS,
  PREVIEW_ROWS,
  rejectedFileSchema,
  rejectedRowsInputSchema,
  uploadedListSchema,
} from './list-import-schema';
export type {
  FileFormat,
  FilePreview,
  ListImport,
  ListImportDetail,
  ListImportStart,
  ListImportState,
  RejectedRow,
  RejectedRowsInput,
  UploadedList,
} from './list-import-schema';
export {
  importedListSchema,
  LIST_PURPOSES,
  listDetailSchema,
  listNameSchema,
  listOptionSchema,
  listPurposeSchema,
  listReportSchema,
  listRowSchema,
  listsInputSchema,
  listVersionSchema,
  REPORTED_REJECTIONS,
} from './list-schema';
export type {
  ImportedList,
  ListDetail,
  ListOption,
  ListPurpose,
  ListReport,
  ListRow,
  ListVersion,
} from './list-schema';
export { checkNumber, maskCell, previewCell, REJECTION_REASONS } from './number-check';
export type { NumberCheck, RejectionReason } from './number-check';
export { rejectionCells, rejectionColumns, rejectionTextsIn } from './rejection-table';
export { guessHeader, guessNumberColumn } from './table-guess';
