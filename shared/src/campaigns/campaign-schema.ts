import { z } from 'zod';
import { exemptionsSchema } from '../content-check';
import { CHILDREN_FATES, pushSchema } from '../inheritance';
import { idempotentShape, idSchema, pageSchema } from '../kernel';
import { cityDefaultSchema } from '../releases';
import { STANDARD_STATES } from './campaign-lifecycle';
import { draftContentSchema } from './draft-content';

/** What a campaign is about; the list can be narrowed by it. */
export const CAMPAIGN_KINDS = ['VALUE_ADDED', 'DATA_PACK', 'RECHARGE', 'PLAN', 'BROADBAND', 'CARE'] as const;
export const campaignKindSchema = z.enum(CAMPAIGN_KINDS);
export type CampaignKind = z.infer<typeof campaignKindSchema>;

export const listCampaignsSchema = pageSchema.extend({
  /** Part of a number or title. */
  text: z.string().trim().max(100).default(''),
  /** States of the latest version; PUBLISHED also finds what is being revised. Empty = all but the archived. */
  states: z.array(z.enum(STANDARD_STATES)).max(STANDARD_STATES.length).default([]),
  kinds: z.array(campaignKindSchema).max(CAMPAIGN_KINDS.length).default([]),
  /** Only those from which the reader's own tenant has made nothing that is not archived. */
  untouched: z.boolean().default(false),
});
export type ListCampaignsInput = z.infer<typeof listCampaignsSchema>;

export const campaignIdSchema = z.strictObject({ id: idSchema });

/** Taking a published standard off; `children` says what becomes of what cities run on it. */
export const retireCampaignSchema = z.strictObject({
  id: idSchema,
  children: z.enum(CHILDREN_FATES),
  reason: z.string().trim().min(1).max(500),
});
export type RetireCampaignInput = z.infer<typeof retireCampaignSchema>;

const titleSchema = z.string().max(100);

export const createCampaignSchema = z.strictObject({
  kind: campaignKindSchema,
  title: titleSchema.trim().min(1),
  ...idempotentShape,
});
export type CreateCampaignInput = z.infer<typeof createCampaignSchema>;

const versionOf = { id: idSchema, versionId: idSchema };
/** The state that a form was opened on; another one in the store means STALE_VERSION. */
const rowVersion = z.number().int().min(1);

export const saveCampaignDraftSchema = z.strictObject({
  ...versionOf,
  rowVersion,
  title: titleSchema,
  cityDefault: cityDefaultSchema,
  fields: draftContentSchema,
});
export type SaveCampaignDraftInput = z.infer<typeof saveCampaignDraftSchema>;

export const submitCampaignSchema = z.strictObject({
  ...versionOf,
  rowVersion,
  /** What the approver should know. */
  note: z.string().trim().max(500).optional(),
  /** How it will reach the cities that made something of an earlier version. */
  push: pushSchema.optional(),
  /** Evidence for what the content check lets through with evidence alone. */
  exemptions: exemptionsSchema.optional(),
});
export type SubmitCampaignInput = z.infer<typeof submitCampaignSchema>;

export const campaignVersionSchema = z.strictObject(versionOf);
export type CampaignVersionInput = z.infer<typeof campaignVersionSchema>;
