export { MAX_BATCH } from './batch';
export { canonicalJson, derivedId, domainHash } from './canonical';
export { sameJson } from './same-json';
export { isStorableText, storableText, unstorablePath } from './storable-text';
export { ERROR_KINDS, KERNEL_ERRORS } from './errors';
export type { ErrorKind, KernelErrorCode } from './errors';
export { errorParamsSchema, FIELD_ERROR_CODES, fieldErrorSchema } from './field-error';
export type { FieldError, FieldErrorCode } from './field-error';
export { idempotentShape, idSchema, tenantCodeSchema } from './ids';
export type { Idempotent } from './ids';
export { MAX_PAGE_SIZE, pageSchema } from './paging';
export type { CursorPage, Page, PageInput } from './paging';
export { maskPhone, normalisePhone } from './phone';
export { err, ok } from './result';
export type { ErrorParams, Problem, Result } from './result';
export { csvLine, safeCell } from './spreadsheet-cell';
export type { CsvCell } from './spreadsheet-cell';
export { kindedCell, LANGUAGES, MAX_EXPORT_ROWS, TABLE_FILES, tableFileSchema } from './table-file';
export type { CellKind, KindedCell, Language, TableCell, TableFile, TableFileChoice } from './table-file';
export {
  lastDayOfWindow,
  localDateSchema,
  shanghaiDate,
  shanghaiTime,
  startOfShanghaiDate,
  timeWindowSchema,
  WINDOW_PHASES,
  windowContains,
  windowOfDates,
  windowPhase,
} from './time-window';
export type { TimeWindow, WindowPhase } from './time-window';
