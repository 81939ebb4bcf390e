import { z } from 'zod';
import { idSchema, pageSchema } from '../kernel';
import { MAX_FIELDS, SHA256_HEX } from '../content';
import { RELEASE_KINDS } from '../releases';
import { COPIED_ROLES, MAX_POLICY_COPIES, STEP_APPROVERS } from './policy-schema';

export const APPROVAL_STATES = ['OPEN', 'APPROVED', 'RETURNED', 'REJECTED', 'WITHDRAWN', 'VOID'] as const;
export type ApprovalState = (typeof APPROVAL_STATES)[number];

/**
 * What ends an open request by itself: its standard was retired or corrected by a mandatory push, its campaign missed
 * the date to move to a newer standard, the list that it aims by was taken out of use, what it was to replace was taken down.
 */
export const VOID_CAUSES = [
  'STANDARD_RETIRED',
  'STANDARD_CORRECTED',
  'PUSH_MISSED',
  'LIST_ARCHIVED',
  'TAKEN_DOWN',
] as const;
export type VoidCause = (typeof VOID_CAUSES)[number];

export const APPROVAL_OUTCOMES = ['APPROVED', 'RETURNED', 'REJECTED'] as const;
export type ApprovalOutcome = (typeof APPROVAL_OUTCOMES)[number];

/** To-do: open and decidable by the actor. Done: decided by the actor. Mine: submitted by the actor. Copied: the actor was told of it. */
export const APPROVAL_BOXES = ['TODO', 'DONE', 'MINE', 'COPIED', 'ALL'] as const;

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
export const approvalDecideSchema = z
  .object({
    id: idSchema,
    hash: z.string().regex(SHA256_HEX),
    outcome: z.enum(APPROVAL_OUTCOMES),
    reason: z.string().trim().max(1000).optional(),
    /** On single fields, with a return or a rejection. */
    comments: z.array(fieldCommentSchema).max(MAX_FIELDS).optional(),
    /** Approved at once with others of this kind, each of which the approver has opened before. */
    bulkOf: z.enum(RELEASE_KINDS).optional(),
  })
  .refine(({ bulkOf, outcome }) => bulkOf === undefined || outcome === 'APPROVED', { path: ['bulkOf'] });
/** Hands the own step to another approver, or asks one more; `note` says why. */
export const approvalHandOverSchema = z.strictObject({
  id: idSchema,
  personId: idSchema,
  note: z.string().trim().min(1).max(500),
});
export type ApprovalHandOverInput = z.infer<typeof approvalHandOverSchema>;
/** Tells people, or everybody of a role, of a request. */
export const approvalCopySchema = z
  .strictObject({
    id: idSchema,
    personIds: z.array(idSchema).max(20),
    roles: z
      .array(z.strictObject({ at: z.enum(STEP_APPROVERS), role: z.enum(COPIED_ROLES) }))
      .max(MAX_POLICY_COPIES),
    note: z.string().trim().max(500).optional(),
  })
  .refine(({ personIds, roles }) => personIds.length + roles.length > 0, { path: ['personIds'] });
export type ApprovalCopyInput = z.infer<typeof approvalCopySchema>;
/** The request as the reader opened it. */
export const approvalOpenSchema = z.strictObject({ id: idSchema, hash: z.string().regex(SHA256_HEX) });
export type ApprovalOpenInput = z.infer<typeof approvalOpenSchema>;
/** A version of a list, beside the offers of the content that it is meant for. */
export const listReachSchema = z.strictObject({
  listVersionId: idSchema,
  offerCodes: z.array(z.string().min(1).max(100)).max(20),
});
export type ListReachInput = z.infer<typeof listReachSchema>;

/** Whose content somebody is writing: what was said of it when it came back. */
export const draftCommentsSchema = z.strictObject({ campaignId: idSchema, kind: z.enum(RELEASE_KINDS) });
export type DraftCommentsInput = z.infer<typeof draftCommentsSchema>;
export type ApprovalDecideInput = z.infer<typeof approvalDecideSchema>;
