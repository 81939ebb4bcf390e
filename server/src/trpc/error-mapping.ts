import type { TRPC_ERROR_CODE_KEY } from '@trpc/server';
import { TRPCError } from '@trpc/server';
import type { WireError } from '@xietong/shared/access';
import type { ErrorKind } from '@xietong/shared/kernel';
import { z } from 'zod';
import { AppError } from '../platform/app-error';
import { codedError } from '../platform/coded-error';
import { fieldErrorsOf } from '../platform/field-errors';
import { wireErrorOf } from '../platform/wire-error';

const TRPC_CODE_BY_KIND = {
  INVALID: 'BAD_REQUEST',
  UNAUTHENTICATED: 'UNAUTHORIZED',
  FORBIDDEN: 'FORBIDDEN',
  NOT_FOUND: 'NOT_FOUND',
  CONFLICT: 'CONFLICT',
  LIMIT: 'TOO_MANY_REQUESTS',
  UNAVAILABLE: 'SERVICE_UNAVAILABLE',
  INTERNAL: 'INTERNAL_SERVER_ERROR',
} as const satisfies Record<ErrorKind, TRPC_ERROR_CODE_KEY>;

/** What tRPC refuses before any procedure of ours runs. */
const CODE_BY_TRPC_CODE: Partial<Record<TRPC_ERROR_CODE_KEY, ConstructorParameters<typeof AppError>[0]>> = {
  NOT_FOUND: 'NOT_FOUND',
  BAD_REQUEST: 'INVALID_INPUT',
  PARSE_ERROR: 'INVALID_INPUT',
  METHOD_NOT_SUPPORTED: 'INVALID_INPUT',
  UNSUPPORTED_MEDIA_TYPE: 'INVALID_INPUT',
  PAYLOAD_TOO_LARGE: 'TOO_LARGE',
};

/**
 * The coded error inside what tRPC caught, or null for one that nobody foresaw.
 * @param input the raw input, by which a field that is not there is told from a wrong one
 */
export function appErrorOf(error: TRPCError, input?: unknown): AppError | null {
  const coded = codedError(error.cause);
  if (coded) return coded;
  // A schema that fails inside a service is a fault of ours: only tRPC marks the input's so.
  if (error.code === 'BAD_REQUEST' && error.cause instanceof z.core.$ZodError) {
    return new AppError('INVALID_INPUT', {}, fieldErrorsOf(error.cause, input));
  }
  const code = CODE_BY_TRPC_CODE[error.code];
  return code ? new AppError(code) : null;
}

/** A caught error with the status of its kind. */
export function withStatus(error: TRPCError): TRPCError {
  const known = appErrorOf(error);
  return known
    ? new TRPCError({ code: TRPC_CODE_BY_KIND[known.kind], message: known.code, cause: error.cause })
    : error;
}

/** The shape in which every failure of a procedure goes over the wire. */
export function wireShape(input: {
  error: TRPCError;
  input: unknown;
  requestId: string;
  shape: { code: number; data: { httpStatus: number } };
}): { message: string; code: number; data: WireError & { httpStatus: number } } {
  const wire = wireErrorOf(appErrorOf(input.error, input.input), input.requestId);
  return {
    message: wire.code,
    code: input.shape.code,
    data: { ...wire, httpStatus: input.shape.data.httpStatus },
  };
}
