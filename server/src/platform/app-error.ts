import { ERROR_KIND_BY_CODE, type ErrorCode } from '@xietong/shared/access';
import type { ErrorKind, ErrorParams, FieldError, Result } from '@xietong/shared/kernel';

const REFUSALS: ReadonlySet<ErrorKind> = new Set(['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND']);

/**
 * A failure with a code of ours, thrown by services. Knows no transport: the server's edges turn
 * its kind into a status. `params` fill the translated text, `fields` name inputs that are wrong.
 */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly kind: ErrorKind;

  constructor(
    readonly code: ErrorCode,
    readonly params: ErrorParams = {},
    readonly fields: readonly FieldError[] = [],
  ) {
    super(code);
    this.kind = ERROR_KIND_BY_CODE[code];
  }

  /** It means "not for you"; every other failure means that it went wrong. */
  get isRefusal(): boolean {
    return REFUSALS.has(this.kind);
  }
}

/**
 * The value of a pure decision.
 * @throws AppError with its code; a problem with a path also names that field.
 */
export function unwrap<T>(result: Result<T, ErrorCode>): T {
  if (result.ok) return result.value;
  const { code, params = {}, path } = result;
  throw new AppError(code, params, path ? [{ path: path.join('.'), code, params: { ...params } }] : []);
}
