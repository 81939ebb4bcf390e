export { asSubject, defineAbilityFor, packAbility, unpackAbility } from './define-ability';
export type { PackedRules } from './define-ability';
export { ERROR_KIND_BY_CODE, isErrorCode } from './error-kinds';
export type { ErrorCode } from './error-kinds';
export { wireErrorSchema } from './wire-error';
export type { WireError } from './wire-error';
