import { TRPCClientError } from '@trpc/client';
import { wireErrorSchema } from '@xietong/shared/access';
import type { AppErrorView, FieldProblem } from '../lib/error-view';

/** Failures that have no code from the server. Their texts are `errors.<code>`, as for all others. */
export const CLIENT_ERROR_CODES = ['NETWORK_UNREACHABLE', 'UNEXPECTED'] as const;

type WireView = Pick<AppErrorView, 'code'> & Partial<AppErrorView>;

/** A refused or failed call. Everything the interface shows about it is in the view's properties. */
export class ApiError extends Error implements AppErrorView {
  override readonly name = 'ApiError';
  readonly code: string;
  readonly params: Record<string, string | number>;
  readonly requestId?: string;
  readonly problems: FieldProblem[];

  constructor(view: WireView, options?: ErrorOptions) {
    super(view.code, options);
    this.code = view.code;
    this.params = view.params ?? {};
    if (view.requestId !== undefined) this.requestId = view.requestId;
    this.problems = view.problems ?? [];
  }
}

/** Any thrown thing → ApiError. What did not come from our server becomes NETWORK_UNREACHABLE or UNEXPECTED. */
export function toApiError(thrown: unknown): ApiError {
  if (thrown instanceof ApiError) return thrown;
  if (!(thrown instanceof TRPCClientError)) return new ApiError({ code: 'UNEXPECTED' }, { cause: thrown });
  // what is refused before any procedure runs comes as it is, and not as an answer of one
  const wire = wireErrorSchema.safeParse(thrown.data ?? thrown.meta?.['responseJSON']);
  if (!wire.success)
    return new ApiError({ code: thrown.data ? 'UNEXPECTED' : 'NETWORK_UNREACHABLE' }, { cause: thrown });
  const { code, params, requestId, fields } = wire.data;
  return new ApiError({ code, params, requestId, problems: fields }, { cause: thrown });
}
