import { z } from 'zod';
import { exemptionsSchema } from '../content-check';
import { idempotentShape, idSchema, pageSchema } from '../kernel';
import { SHOWN_STATES } from '../releases';
import { assessmentSchema, placementsInputSchema } from './placement-schema';

export const listLocalCampaignsSchema = pageSchema.extend({
  /** Part of a number or title. */
  text: z.string().trim().max(100).default(''),
  states: z.array(z.enum(SHOWN_STATES)).max(SHOWN_STATES.length).default([]),
  standardCampaignId: idSchema.nullable().default(null),
  /** Code of a city; only the province sees more than its own. */
  city: z.string().max(6).default(''),
  archived: z.boolean().default(false),
});
export type ListLocalCampaignsInput = z.infer<typeof listLocalCampaignsSchema>;

export const localCampaignIdSchema = z.strictObject({ id: idSchema });

export const getLocalCampaignSchema = z.strictObject({ id: idSchema, versionId: idSchema.optional() });

const titleSchema = z.string().max(100);

export const createLocalCampaignSchema = z.strictObject({
  standardCampaignId: idSchema,
  /** The standard's title where none is given. */
  title: titleSchema.optional(),
  ...idempotentShape,
});
export type CreateLocalCampaignInput = z.infer<typeof createLocalCampaignSchema>;

/** Names the version that a form was opened on; another one in the store means STALE_VERSION. */
const edited = { versionId: idSchema, rowVersion: z.number().int().min(1) };

const MAX_OVERRIDES_LENGTH = 300_000;

/**
 * Only the fields that the city changed, by field id. A value that is not one of its role's shape is
 * kept as typed and reported; who set it is the server's to say.
 */
export const overrideInputsSchema = z
  .record(idSchema, z.strictObject({ value: z.unknown(), reason: z.string().max(500).optional() }))
  .refine((overrides) => JSON.stringify(overrides).length <= MAX_OVERRIDES_LENGTH);
export type OverrideInputs = z.infer<typeof overrideInputsSchema>;

export const saveLocalDraftSchema = z.strictObject({
  ...edited,
  title: titleSchema,
  overrides: overrideInputsSchema,
  assessment: assessmentSchema.nullable(),
});
export type SaveLocalDraftInput = z.infer<typeof saveLocalDraftSchema>;

export const savePlacementsSchema = z.strictObject({ ...edited, placements: placementsInputSchema });
export type SavePlacementsInput = z.infer<typeof savePlacementsSchema>;

export const submitVersionSchema = z.strictObject({
  ...edited,
  note: z.string().max(500).optional(),
  /** Evidence for what the content check lets through with evidence alone. */
  exemptions: exemptionsSchema.optional(),
});
export type SubmitVersionInput = z.infer<typeof submitVersionSchema>;

/** `versionId` names the earlier version that the draft is filled with. */
export const revertLocalSchema = z.strictObject({ id: idSchema, versionId: idSchema });

export const versionIdSchema = z.strictObject({ versionId: idSchema });

export const standardPlacementOfSchema = z.strictObject({ standardCampaignId: idSchema });

export const saveStandardPlacementSchema = z.strictObject({
  ...edited,
  placements: placementsInputSchema,
  assessment: assessmentSchema.nullable(),
});
export type SaveStandardPlacementInput = z.infer<typeof saveStandardPlacementSchema>;
