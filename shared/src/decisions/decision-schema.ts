import { z } from 'zod';
import { tenantCodeSchema } from '../kernel';
import { renderedContentSchema } from '../rendering';
import { traceSchema } from './trace-schema';

/** Points that one request may ask for: more than any page holds. */
export const MAX_POINTS = 20;
export const MAX_ATTRIBUTES = 200;

const attributeScalar = z.union([z.string().max(1_000), z.number(), z.boolean(), z.null()]);

/** What the channel knows about the customer right now; it outweighs what is stored. */
const requestAttributesSchema = z
  .record(z.string().min(1).max(100), z.union([attributeScalar, z.array(attributeScalar).max(100)]))
  .refine((attributes) => Object.keys(attributes).length <= MAX_ATTRIBUTES, {
    message: 'TOO_MANY_ATTRIBUTES',
  });

/** Body of `POST /v1/decisions`. The channel is not in it: it is the key's. */
export const decisionRequestSchema = z.strictObject({
  /** Made by the caller; the same request gives the same answer. */
  requestId: z.string().min(1).max(64),
  city: tenantCodeSchema,
  points: z
    .array(z.string().regex(/^[a-z0-9-]{1,60}$/))
    .min(1)
    .max(MAX_POINTS)
    .refine((points) => new Set(points).size === points.length, { message: 'REPEATED_POINT' }),
  /** The customer's mobile number; without it nothing is personalised by list. */
  subscriber: z.string().min(1).max(32).optional(),
  attributes: requestAttributesSchema.optional(),
  /** Absent = what the customer consented to before, else not personalised. */
  consent: z.strictObject({ personalised: z.boolean().optional() }).optional(),
  explain: z.boolean().optional(),
});
export type DecisionRequest = z.infer<typeof decisionRequestSchema>;

export const decisionItemSchema = z.strictObject({
  /** Sealed; goes into every event about this item. */
  decisionId: z.string(),
  /** Campaign number and version; null for the point's own fallback. */
  campaign: z.string().nullable(),
  version: z.number().int().nullable(),
  content: renderedContentSchema,
});

export const decisionResponseSchema = z.strictObject({
  /** Identity of the configuration that was decided on. */
  snapshot: z.string(),
  /** True while the configuration could not be refreshed: decisions go on with the last one. */
  stale: z.boolean(),
  points: z.array(
    z.strictObject({
      point: z.string(),
      /** True when no candidate was left; `items` then holds the point's default, or nothing. */
      fallback: z.boolean(),
      items: z.array(decisionItemSchema),
    }),
  ),
  trace: traceSchema.optional(),
});
export type DecisionResponse = z.infer<typeof decisionResponseSchema>;
