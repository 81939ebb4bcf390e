import { z } from 'zod';
import { RELEASE_KINDS, tierSchema } from '../releases';

/** The gates of a candidate in their fixed order. */
export const GATES = [
  'window',
  'city',
  'home-city',
  'list',
  'rule',
  'suitability',
  'consent',
  'blocklist',
  'localised',
  'diversity',
  'rendering',
] as const;
export type Gate = (typeof GATES)[number];

/** What a gate found. `unknown` keeps a candidate out as `fail` does; `skipped` did not apply. */
export const GATE_STATUSES = ['pass', 'fail', 'unknown', 'skipped'] as const;
export type GateStatus = (typeof GATE_STATUSES)[number];

/** Codes of gates beside those of the renderers. */
export const GATE_CODES = [
  'NOT_STARTED',
  'ENDED',
  'OVERTAKEN',
  'CITY_MISMATCH',
  'HOME_CITY_UNKNOWN',
  'NOT_IN_LIST',
  'SUBSCRIBER_UNKNOWN',
  'LIST_NOT_LOADED',
  'RULE_NOT_MET',
  'RULE_UNKNOWN',
  'RULE_INVALID',
  'ALREADY_ORDERED',
  'NOT_PERSONALISED',
  'BLOCKLISTED',
  'LOCALISED',
  'CAMPAIGN_ALREADY_SHOWN',
  'POINT_CHANGED',
  'CHANNEL_NOT_RENDERED',
  'RENDERER_VERSION_UNKNOWN',
] as const;
export type GateCode = (typeof GATE_CODES)[number];

/** Why a point is not decided at all; its items are empty then. */
export const POINT_CODES = ['POINT_UNKNOWN', 'POINT_DISABLED', 'POINT_OTHER_CHANNEL'] as const;
export type PointCode = (typeof POINT_CODES)[number];

/** `expected` and `actual` never hold a phone number, a member of a list or an attribute's value. */
export const traceGateSchema = z.strictObject({
  gate: z.enum(GATES),
  status: z.enum(GATE_STATUSES),
  code: z.string().nullable(),
  expected: z.string().nullable(),
  actual: z.string().nullable(),
});
export type TraceGate = z.infer<typeof traceGateSchema>;

/** `configured`: a constant that somebody set, not something learned from events. */
const factorSchema = z.strictObject({ value: z.number(), source: z.literal('configured') });

export const scoreSchema = z.strictObject({
  propensity: factorSchema,
  context: factorSchema,
  value: factorSchema,
  lever: factorSchema,
  total: z.number(),
});
export type Score = z.infer<typeof scoreSchema>;

export const traceCandidateSchema = z.strictObject({
  /** Null in all three where the reader may not know whose candidate it is. */
  placement: z.string().nullable(),
  campaign: z.string().nullable(),
  version: z.number().int().nullable(),
  kind: z.enum(RELEASE_KINDS),
  tenant: z.string(),
  tier: tierSchema,
  score: scoreSchema.nullable(),
  /** From 1 among those that passed every gate before arbitration; null for the others. */
  rank: z.number().int().nullable(),
  outcome: z.enum(['selected', 'lost_to', 'filtered']),
  /** The placement that took the place, when the outcome is `lost_to` and the reader may know it. */
  lostTo: z.string().nullable(),
  /** Code of the first gate that kept it out. */
  code: z.string().nullable(),
  gates: z.array(traceGateSchema),
});
export type TraceCandidate = z.infer<typeof traceCandidateSchema>;

export const traceSchema = z.strictObject({
  snapshot: z.string(),
  mode: z.literal('live'),
  /** Whether lists and profiles could be used. */
  personalised: z.boolean(),
  points: z.array(
    z.strictObject({
      point: z.string(),
      code: z.enum(POINT_CODES).nullable(),
      candidates: z.array(traceCandidateSchema),
    }),
  ),
});
export type Trace = z.infer<typeof traceSchema>;
