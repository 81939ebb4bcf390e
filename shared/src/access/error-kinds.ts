import { APPROVAL_ERRORS } from '../approvals';
import { ASSET_ERRORS } from '../assets';
import { AUDIENCE_ERRORS } from '../audiences';
import { AUDIT_ERRORS } from '../audit';
import { CAMPAIGN_ERRORS } from '../campaigns';
import { CHANNEL_ERRORS } from '../channels';
import { CONDITION_ERRORS } from '../conditions';
import { CONTENT_ERRORS } from '../content';
import { CONTENT_CHECK_ERRORS } from '../content-check';
import { DECISION_ERRORS } from '../decisions';
import { DEMO_HALL_ERRORS } from '../demo-hall';
import { DISCLOSURE_ERRORS } from '../disclosures';
import { EVENT_ERRORS } from '../events';
import { EXCEPTION_ERRORS } from '../exceptions';
import { FINDING_ERRORS } from '../findings';
import { INHERITANCE_ERRORS } from '../inheritance';
import { KERNEL_ERRORS, type ErrorKind } from '../kernel';
import { POINT_ERRORS } from '../points';
import { RENDERING_ERRORS } from '../rendering';
import { LOCALISATION_ERRORS } from '../localisation';
import { RELEASE_ERRORS } from '../releases';
import { SAVING_ERRORS } from '../savings';
import { SUBSCRIBER_ERRORS } from '../subscribers';
import { TENANT_ERRORS } from '../tenants';
import { VIEW_ERRORS } from '../views';

/** Every code that can leave the server, and its kind: the features' tables in one. */
export const ERROR_KIND_BY_CODE = {
  ...KERNEL_ERRORS,
  ...TENANT_ERRORS,
  ...CONTENT_ERRORS,
  ...CONTENT_CHECK_ERRORS,
  ...RELEASE_ERRORS,
  ...CAMPAIGN_ERRORS,
  ...ASSET_ERRORS,
  ...APPROVAL_ERRORS,
  ...AUDIENCE_ERRORS,
  ...AUDIT_ERRORS,
  ...SUBSCRIBER_ERRORS,
  ...CONDITION_ERRORS,
  ...LOCALISATION_ERRORS,
  ...INHERITANCE_ERRORS,
  ...POINT_ERRORS,
  ...RENDERING_ERRORS,
  ...CHANNEL_ERRORS,
  ...DISCLOSURE_ERRORS,
  ...EVENT_ERRORS,
  ...DECISION_ERRORS,
  ...DEMO_HALL_ERRORS,
  ...EXCEPTION_ERRORS,
  ...FINDING_ERRORS,
  ...SAVING_ERRORS,
  ...VIEW_ERRORS,
} as const satisfies Record<string, ErrorKind>;
export type ErrorCode = keyof typeof ERROR_KIND_BY_CODE;

/** Whether a text is a code of ours. */
export function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(ERROR_KIND_BY_CODE, code);
}
