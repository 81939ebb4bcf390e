import type { ErrorKind } from '../kernel';

export const DISCLOSURE_ERRORS = {
  /** Who asked does not authorise. */
  DISCLOSURE_BY_REQUESTER: 'FORBIDDEN',
  /** Who imported the list does not authorise its export. */
  DISCLOSURE_BY_IMPORTER: 'FORBIDDEN',
  /** `state`: what it is. */
  DISCLOSURE_DECIDED: 'CONFLICT',
  /** `days`: after which an undecided request ends. */
  DISCLOSURE_LAPSED: 'CONFLICT',
  DISCLOSURE_NOT_IN_FORCE: 'CONFLICT',
  /** `max`: complete downloads. */
  DISCLOSURE_USED_UP: 'CONFLICT',
  /** `max`: downloads that broke off. */
  DISCLOSURE_BROKEN_OFF: 'LIMIT',
  /** `minutes`: until which another download may still go on. */
  DISCLOSURE_UNDER_WAY: 'CONFLICT',
  /** Nobody of the tenant could authorise it. */
  DISCLOSURE_NOBODY: 'CONFLICT',
  /** Of no member of the list the number is known. */
  DISCLOSURE_EMPTY: 'CONFLICT',
} as const satisfies Record<string, ErrorKind>;
export type DisclosureErrorCode = keyof typeof DISCLOSURE_ERRORS;
