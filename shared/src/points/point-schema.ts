import { z } from 'zod';
import { exemptionsSchema } from '../content-check';
import { idSchema } from '../kernel';
import { leverSchema, tierSchema } from '../releases';

/** How a point shows things. Which of them something can be rendered for says `isRenderable`. */
export const POINT_FORMATS = ['banner', 'dialog', 'sidebar', 'sms', 'splash', 'card', 'idle'] as const;
export const pointFormatSchema = z.enum(POINT_FORMATS);
export type PointFormat = z.infer<typeof pointFormatSchema>;

/** Most items that a point may show at once. */
export const MAX_CAPACITY = 10;

const name = z.string().trim().min(1).max(60);

/**
 * What a point shows for want of better, as its author writes it; the channel's renderer makes the
 * rest. Texts of the other kind of channel are left empty.
 */
export const pointFallbackSchema = z.strictObject({
  headline: z.string().trim().max(60).default(''),
  body: z.string().trim().max(500).default(''),
  buttonLabel: z.string().trim().max(20).default(''),
  buttonHref: z.string().trim().max(500).default(''),
  smsText: z.string().trim().max(300).default(''),
});
export type PointFallbackInput = z.input<typeof pointFallbackSchema>;
export type PointFallback = z.infer<typeof pointFallbackSchema>;

const changeable = {
  nameZh: name,
  nameEn: name,
  capacity: z.number().int().min(1).max(MAX_CAPACITY),
  enabled: z.boolean(),
  /** Null = nothing is shown. */
  fallback: pointFallbackSchema.nullable(),
  /** Evidence for what the content check lets through with evidence alone. What was given before stays given. */
  exemptions: exemptionsSchema.default([]),
};

export const pointCreateSchema = z.strictObject({
  code: z.string().regex(/^[a-z][a-z0-9-]{1,59}$/),
  channel: z.string().regex(/^[a-z0-9-]{1,30}$/),
  format: pointFormatSchema,
  ...changeable,
});
export type PointCreateInput = z.input<typeof pointCreateSchema>;

/** Code, channel and format stay as they were: approved content was made for them. */
export const pointUpdateSchema = z.strictObject({
  id: idSchema,
  rowVersion: z.number().int().min(1),
  ...changeable,
});
export type PointUpdateInput = z.input<typeof pointUpdateSchema>;

/** A placement that somebody is making, to be set beside what runs at its point. */
export const pointRivalsSchema = z.strictObject({
  code: z.string().max(60),
  /** The standard that it is, or is made from; null for a city's own campaign. */
  standardCampaignId: idSchema.nullable(),
  tier: tierSchema,
  lever: leverSchema,
});
export type PointRivalsInput = z.input<typeof pointRivalsSchema>;
