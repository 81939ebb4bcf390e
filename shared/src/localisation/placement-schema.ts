import { z } from 'zod';
import { idSchema, localDateSchema } from '../kernel';
import { conditionSchema, leverSchema, tierSchema } from '../releases';

/** Code of a marketing point, e.g. `home-banner`. */
const pointCodeSchema = z.string().regex(/^[a-z0-9-]{1,60}$/);

/** More than this at once cannot be looked through by an approver. */
export const MAX_PLACEMENTS = 50;

/** A rule's text; a longer one is a list. */
const MAX_RULE_LENGTH = 20_000;

/** By what customers are aimed at. */
export const AUDIENCE_KINDS = ['everyone', 'list', 'rule', 'both'] as const;
export type AudienceKind = (typeof AUDIENCE_KINDS)[number];

/**
 * One placement as a form sends it. Days are Shanghai dates, the last one inclusive. With a list and
 * a rule a customer must be in the list and match the rule; with neither everybody is meant.
 */
export const placementInputSchema = z.strictObject({
  /** Null for a new one: ids are made by the server. */
  id: idSchema.nullable(),
  pointCode: pointCodeSchema,
  firstDay: localDateSchema,
  lastDay: localDateSchema,
  tier: tierSchema,
  lever: leverSchema,
  listVersionId: idSchema.nullable(),
  rule: conditionSchema.refine((rule) => JSON.stringify(rule).length <= MAX_RULE_LENGTH).nullable(),
  /** What its author means to aim by, also before the list or the rule is there; absent = by what is there. */
  aim: z.enum(AUDIENCE_KINDS).optional(),
});
export type PlacementInput = z.infer<typeof placementInputSchema>;

export const placementsInputSchema = z.array(placementInputSchema).max(MAX_PLACEMENTS);

const answer = z.string().max(2000);

/**
 * Assessment before automated decisions (PIPL, article 55): what for, why it is needed, how people
 * are protected. May be left open in a draft.
 */
export const assessmentSchema = z.strictObject({
  purpose: answer,
  necessity: answer,
  safeguards: answer,
});
export type Assessment = z.infer<typeof assessmentSchema>;

/** Whether all three questions are answered. */
export function isAssessed(assessment: Assessment | null): boolean {
  if (!assessment) return false;
  return [assessment.purpose, assessment.necessity, assessment.safeguards].every(
    (text) => text.trim() !== '',
  );
}
