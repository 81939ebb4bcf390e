import { z } from 'zod';
import { policySchema } from '../content';
import { idSchema, localDateSchema } from '../kernel';

export const EXCEPTION_STATES = ['ASKED', 'GRANTED', 'REFUSED', 'WITHDRAWN', 'REVOKED'] as const;
export type ExceptionState = (typeof EXCEPTION_STATES)[number];

/** Days for which an exception is granted unless the approver says otherwise, and at most. */
export const DEFAULT_EXCEPTION_DAYS = 30;
export const MAX_EXCEPTION_DAYS = 366;

export const reasonSchema = z.string().trim().min(1).max(500);

/** A city asks for a looser policy on one field of the standard that its campaign is based on. */
export const askExceptionSchema = z.strictObject({
  localCampaignId: idSchema,
  fieldId: idSchema,
  policy: policySchema,
  reason: reasonSchema,
});
export type AskExceptionInput = z.infer<typeof askExceptionSchema>;

/** `lastDay` in Asia/Shanghai, inclusive. */
export const grantExceptionSchema = z.strictObject({ id: idSchema, lastDay: localDateSchema });
export type GrantExceptionInput = z.infer<typeof grantExceptionSchema>;

export const refuseExceptionSchema = z.strictObject({ id: idSchema, reason: reasonSchema });
export type RefuseExceptionInput = z.infer<typeof refuseExceptionSchema>;

/** Ending before its time what was granted. */
export const revokeExceptionSchema = z.strictObject({ id: idSchema, reason: reasonSchema });
export type RevokeExceptionInput = z.infer<typeof revokeExceptionSchema>;

export const exceptionIdSchema = z.strictObject({ id: idSchema });
export const exceptionsOfLocalSchema = z.strictObject({ localCampaignId: idSchema });
export const exceptionsOfStandardSchema = z.strictObject({ standardCampaignId: idSchema });
