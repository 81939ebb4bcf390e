import type { ErrorKind } from '../kernel';

/** Why a condition was refused. Every code is part of the public contract. */
export const CONDITION_ERRORS = {
  /** The condition, or an entry of `$and`, `$or`, `$nor`, is not a plain object. */
  CONDITION_NOT_AN_OBJECT: 'INVALID',
  /** A key begins with `$` and is no operator, or no operator at this place. */
  CONDITION_UNKNOWN_OPERATOR: 'INVALID',
  /** The operand has a type or value its operator does not take. */
  CONDITION_BAD_OPERAND: 'INVALID',
  /** An attribute path is empty, has an empty segment or is too long. */
  CONDITION_BAD_PATH: 'INVALID',
  /** Not a pattern of the linear-time engine (which has no look-around and no back-references), or too large a one. */
  CONDITION_BAD_REGEX: 'INVALID',
  /** Nested deeper than `CONDITION_LIMITS.depth`. */
  CONDITION_TOO_DEEP: 'LIMIT',
  /** More nodes than `CONDITION_LIMITS.nodes`. */
  CONDITION_TOO_LARGE: 'LIMIT',
} as const satisfies Record<string, ErrorKind>;
export type ConditionErrorCode = keyof typeof CONDITION_ERRORS;

export type ConditionErrorParams = Readonly<Record<string, string | number>>;

/**
 * An invalid condition, found when it is compiled and never later.
 * `path` leads to the offending place from the root, for example `$or.1.age.$gt`; it is empty at the root itself.
 */
export class ConditionError extends Error {
  readonly code: ConditionErrorCode;
  readonly path: string;
  readonly params: ConditionErrorParams;

  constructor(code: ConditionErrorCode, path: readonly string[], params: ConditionErrorParams = {}) {
    super(`${code} at ${path.length === 0 ? 'the root' : path.join('.')}`);
    this.name = 'ConditionError';
    this.code = code;
    this.path = path.join('.');
    this.params = params;
  }
}
