import { z } from 'zod';
import { idSchema, pageSchema } from '../kernel';

/** What people are told: each happened to one release, an exception that was asked for, an import of a list, or another thing that waits for somebody. */
export const NOTIFICATION_KINDS = [
  'SUBMITTED',
  'APPROVED',
  'RETURNED',
  'REJECTED',
  'PUBLISHED',
  'WENT_LIVE',
  'ENDED',
  'OVERTAKEN',
  'EXCEPTION_ASKED',
  'EXCEPTION_GRANTED',
  'EXCEPTION_REFUSED',
  'TAKEN_DOWN',
  'IMPORT_DONE',
  'IMPORT_FAILED',
  'PAUSED',
  'PUSHED',
  'PUSH_REMINDED',
  'PUSH_WAIVED',
  'PUSH_MISSED',
  'STANDARD_RETIRED',
  'CORRECTED',
  'EXCEPTION_REVOKED',
  'DETACHMENT_ASKED',
  'DETACHMENT_GRANTED',
  'DETACHMENT_REFUSED',
  'APPROVAL_REASSIGNED',
  'APPROVER_ADDED',
  'APPROVAL_COPIED',
  'APPROVAL_DUE_SOON',
  'APPROVAL_OVERDUE',
  'APPROVAL_ESCALATED',
  'APPROVAL_URGED',
  'APPROVAL_FELL_BACK',
  'TAKEDOWN_REVIEW',
  'TAKEDOWN_REVIEWED',
  'TAKEDOWN_REVIEW_DUE_SOON',
  'TAKEDOWN_REVIEW_OVERDUE',
  'DISCLOSURE_ASKED',
  'DISCLOSURE_AUTHORISED',
  'DISCLOSURE_REFUSED',
  'DISCLOSURE_REVOKED',
  'FINDING_NOTED',
  'FINDING_ANSWERED',
  'FINDING_SENT_BACK',
  'FINDING_CLOSED',
  'FINDING_WITHDRAWN',
  'FINDING_DUE_SOON',
  'FINDING_OVERDUE',
  'POLICY_PROPOSED',
  'POLICY_CONFIRMED',
  'POLICY_REFUSED',
  'DICTIONARY_PROPOSED',
  'DICTIONARY_CONFIRMED',
  'DICTIONARY_REFUSED',
  'FALLBACK_PROPOSED',
  'FALLBACK_APPROVED',
  'FALLBACK_REFUSED',
  'VOID_STANDARD_RETIRED',
  'VOID_STANDARD_CORRECTED',
  'VOID_PUSH_MISSED',
  'VOID_LIST_ARCHIVED',
  'VOID_TAKEN_DOWN',
] as const;
export type NotificationKind = (typeof NOTIFICATION_KINDS)[number];

/** How long a notification is shown; what is older stands in the histories. */
export const NOTIFICATION_DAYS = 90;

export const notificationListSchema = pageSchema.extend({
  /** Those that were not read yet. */
  unread: z.boolean().default(false),
  /** Empty = all. */
  kinds: z.array(z.enum(NOTIFICATION_KINDS)).max(NOTIFICATION_KINDS.length).default([]),
});
export type NotificationListInput = z.infer<typeof notificationListSchema>;

export const notificationIdSchema = z.object({ id: idSchema });
