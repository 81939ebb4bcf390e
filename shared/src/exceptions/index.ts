export { applyExceptions, isInForce } from './apply-exceptions';
export type { AskedPolicy } from './apply-exceptions';
export { askDetachmentSchema } from './detachment';
export type { AskDetachmentInput } from './detachment';
export { grantExceptions } from './exception-abilities';
export { EXCEPTION_ERRORS } from './exception-errors';
export type { ExceptionErrorCode } from './exception-errors';
export type { ExceptionCommand } from './exception-lifecycle';
export { checkAsked, checkDecider, expiryOf, nextExceptionState } from './exception-lifecycle';
export {
  askExceptionSchema,
  DEFAULT_EXCEPTION_DAYS,
  EXCEPTION_STATES,
  exceptionIdSchema,
  exceptionsOfLocalSchema,
  exceptionsOfStandardSchema,
  grantExceptionSchema,
  MAX_EXCEPTION_DAYS,
  refuseExceptionSchema,
  revokeExceptionSchema,
} from './exception-schema';
export type {
  AskExceptionInput,
  ExceptionState,
  GrantExceptionInput,
  RefuseExceptionInput,
  RevokeExceptionInput,
} from './exception-schema';
export type { AskedView, ExceptionView, StandardExceptions } from './exception-view';
export { isLooser } from './policy-order';
