import { z } from 'zod';
import { idSchema, pageSchema } from '../kernel';
import { MAX_FIELDS, SHA256_HEX } from '../content';
import { RELEASE_KINDS } from '../releases';

export const APPROVAL_STATES = ['OPEN', 'APPROVED', 'RETURNED', 'REJECTED', 'WITHDRAWN', 'VOID'] as const;
export type ApprovalState = (typeof APPROVAL_STATES)[number];

export const APPROVAL_OUTCOMES = ['APPROVED', 'RETURNED', 'REJECTED'] as const;
export type ApprovalOutcome = (typeof APPROVAL_OUTCOMES)[number];

/** To-do: open and decidable by the actor. Done: decided by the actor. Mine: submitted by the actor. */
export const APPROVAL_BOXES = ['TODO', 'DONE', 'MINE', 'ALL'] as const;

export const approvalListSchema = pageSchema.extend({
  box: z.enum(APPROVAL_BOXES).default('TODO'),
  text: z.string().max(100).optional(),
  /** Empty or absent = all. */
  states: z.array(z.enum(APPROVAL_STATES)).max(APPROVAL_STATES.length).optional(),
  kinds: z.array(z.enum(RELEASE_KINDS)).max(RELEASE_KINDS.length).optional(),
  /** Only what was approved and then stopped in an emergency. */
  takenDown: z.boolean().optional(),
  /** Only what no later submission of the same campaign has replaced. */
  latest: z.boolean().optional(),
});
export type ApprovalListInput = z.infer<typeof approvalListSchema>;

export const MAX_COMMENT_LENGTH = 500;

/** What an approver says about one field of the document that they return or reject. */
const fieldCommentSchema = z.strictObject({
  fieldId: idSchema,
  text: z.string().trim().min(1).max(MAX_COMMENT_LENGTH),
});
export type FieldComment = z.infer<typeof fieldCommentSchema>;

/**
 * A decision names the hash that the approver has seen: if it is not the one in review, nothing is
 * decided. Returning and rejecting need a reason.
 */
export const approvalDecideSchema = z.object({
  id: idSchema,
  hash: z.string().regex(SHA256_HEX),
  outcome: z.enum(APPROVAL_OUTCOMES),
  reason: z.string().trim().max(1000).optional(),
  /** On single fields, with a return or a rejection. */
  comments: z.array(fieldCommentSchema).max(MAX_FIELDS).optional(),
});
/** Hands the own step to another approver, or asks one more; `note` says why. */
export const approvalHandOverSchema = z.strictObject({
  id: idSchema,
  personId: idSchema,
  note: z.string().trim().min(1).max(500),
});
export type ApprovalHandOverInput = z.infer<typeof approvalHandOverSchema>;
/** Whose content somebody is writing: what was said of it when it came back. */
export const draftCommentsSchema = z.strictObject({ campaignId: idSchema, kind: z.enum(RELEASE_KINDS) });
export type DraftCommentsInput = z.infer<typeof draftCommentsSchema>;
export type ApprovalDecideInput = z.infer<typeof approvalDecideSchema>;
