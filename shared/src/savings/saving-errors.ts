import type { ErrorKind } from '../kernel';

export const SAVING_ERRORS = {
  SAVING_UNIT_IN_PAST: 'INVALID',
} as const satisfies Record<string, ErrorKind>;
export type SavingErrorCode = keyof typeof SAVING_ERRORS;
