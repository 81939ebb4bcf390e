import type { ErrorKind } from '../kernel';

/** Why content cannot be shown in a channel. */
export const RENDERING_ERRORS = {
  RENDER_HEADLINE_MISSING: 'INVALID',
  RENDER_FORMAT_UNKNOWN: 'INVALID',
  RENDER_ASSET_MISSING: 'INVALID',
  RENDER_LINK_NOT_ALLOWED: 'INVALID',
  RENDER_SMS_TEXT_MISSING: 'INVALID',
  RENDER_SMS_SIGNATURE_MISSING: 'INVALID',
  RENDER_SMS_TOO_LONG: 'INVALID',
} as const satisfies Record<string, ErrorKind>;
export type RenderingErrorCode = keyof typeof RENDERING_ERRORS;
