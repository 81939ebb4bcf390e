import type { WireError } from '@xietong/shared/access';
import type { AppError } from './app-error';

/** What leaves the server of a failure. An unforeseen one is INTERNAL and shows the request id alone. */
export function wireErrorOf(error: AppError | null, requestId: string): WireError {
  if (!error || error.kind === 'INTERNAL') return { code: 'INTERNAL', params: {}, fields: [], requestId };
  return { code: error.code, params: { ...error.params }, fields: [...error.fields], requestId };
}
