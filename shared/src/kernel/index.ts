export { canonicalJson, domainHash } from './canonical';
export { ERROR_KINDS, KERNEL_ERRORS } from './errors';
export type { ErrorKind, KernelErrorCode } from './errors';
export { idSchema, tenantCodeSchema } from './ids';
export { MAX_PAGE_SIZE, pageSchema } from './paging';
export type { Page, PageInput } from './paging';
export { maskPhone, normalisePhone } from './phone';
export { err, ok } from './result';
export type { ErrorParams, Problem, Result } from './result';
export {
  lastDayOfWindow,
  localDateSchema,
  shanghaiDate,
  startOfShanghaiDate,
  timeWindowSchema,
  WINDOW_PHASES,
  windowContains,
  windowOfDates,
  windowPhase,
} from './time-window';
export type { TimeWindow, WindowPhase } from './time-window';
