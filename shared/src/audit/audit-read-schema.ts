import { z } from 'zod';
import { idSchema, localDateSchema, tenantCodeSchema } from '../kernel';
import { SUBJECTS } from '../tenants';
import { AUDIT_ACTOR_KINDS, AUDIT_RESULTS } from './audit-schema';

/** The rows of a search are counted up to this number: of more, the number is estimated. */
export const AUDIT_COUNTED_TO = 10_000;

/** A search in the audit log, newest first; `cursor` is the `nextCursor` of the page before. */
export const auditListSchema = z.object({
  /** Anything in the event: names, acts, values, ids. */
  text: z.string().trim().max(100).optional(),
  actor: z.string().trim().max(60).optional(),
  /** Who nobody knows has no name to look for. */
  actorKind: z.enum(AUDIT_ACTOR_KINDS).optional(),
  /** The whole code, e.g. `localCampaigns.submit`. */
  act: z.string().trim().max(80).optional(),
  subjectType: z.enum(SUBJECTS).optional(),
  tenantCode: tenantCodeSchema.optional(),
  result: z.enum(AUDIT_RESULTS).optional(),
  /** Shanghai days, both inclusive. */
  from: localDateSchema.optional(),
  to: localDateSchema.optional(),
  /** Begin with what was before this instant, as the newest; the count is of the whole list all the same. */
  before: z.iso.datetime().optional(),
  cursor: z.string().max(200).optional(),
  limit: z.number().int().min(1).max(100).default(50),
});
export type AuditListInput = z.input<typeof auditListSchema>;

export const auditCampaignsSchema = z.object({
  /** Number or title; empty = those changed last. */
  text: z.string().trim().max(100).default(''),
  limit: z.number().int().min(1).max(50).default(20),
});
export type AuditCampaignsInput = z.input<typeof auditCampaignsSchema>;

/** Shanghai days, both inclusive; a bound that is not given is none. */
export const auditRangeSchema = z
  .object({ from: localDateSchema.optional(), to: localDateSchema.optional() })
  .refine(({ from, to }) => from === undefined || to === undefined || from <= to, { path: ['to'] });
export type AuditRangeInput = z.input<typeof auditRangeSchema>;

const treeSizeSchema = z.number().int().min(1);
export const auditConsistencySchema = z
  .object({ size1: treeSizeSchema, size2: treeSizeSchema })
  .refine(({ size1, size2 }) => size1 <= size2, { path: ['size2'] });

export const auditIdSchema = z.object({ id: idSchema });
/** `cursor` = where the part of the time line that was read begins: what is asked for came before it. */
export const campaignHistorySchema = z.object({ campaignId: idSchema, cursor: z.string().optional() });
export type CampaignHistoryInput = z.infer<typeof campaignHistorySchema>;
export const auditReleaseIdSchema = z.object({ releaseId: idSchema });
