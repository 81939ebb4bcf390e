import { z } from 'zod';
import { idempotentShape, idSchema, localDateSchema, pageSchema, tenantCodeSchema } from '../kernel';

/** HIGH: rules or rights of customers were hurt; MEDIUM: a control did not work; LOW: a slip without an effect. */
export const FINDING_SEVERITIES = ['HIGH', 'MEDIUM', 'LOW'] as const;
export type FindingSeverity = (typeof FINDING_SEVERITIES)[number];

export const FINDING_STATES = ['OPEN', 'ANSWERED', 'CLOSED', 'WITHDRAWN'] as const;
export type FindingState = (typeof FINDING_STATES)[number];

/** What a finding rests on: an event of the log, a campaign's history, an item of a sample. */
export const findingEvidenceSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('EVENT'), id: idSchema }),
  z.strictObject({ type: z.literal('CAMPAIGN'), id: idSchema }),
  z.strictObject({ type: z.literal('SAMPLE'), id: idSchema, position: z.number().int().min(1) }),
]);
export type FindingEvidence = z.infer<typeof findingEvidenceSchema>;

export const noteFindingSchema = z.strictObject({
  title: z.string().trim().min(1).max(100),
  text: z.string().trim().min(1).max(2000),
  severity: z.enum(FINDING_SEVERITIES),
  /** The tenant that it concerns. */
  tenant: tenantCodeSchema,
  ownerId: idSchema,
  /** Shanghai day by whose end it should be answered. */
  dueDay: localDateSchema,
  evidence: z.array(findingEvidenceSchema).max(20).default([]),
  ...idempotentShape,
});
export type NoteFindingInput = z.infer<typeof noteFindingSchema>;
export type NoteFindingForm = z.input<typeof noteFindingSchema>;

export const findingIdSchema = z.strictObject({ id: idSchema });
/** A step of a finding: what its taker says, and the version that was seen. */
export const findingStepSchema = z.strictObject({
  id: idSchema,
  rowVersion: z.number().int().min(1),
  text: z.string().trim().min(1).max(2000),
});
export type FindingStepInput = z.infer<typeof findingStepSchema>;

export const findingOwnersSchema = z.strictObject({ tenant: tenantCodeSchema });
export const findingListSchema = pageSchema.extend({
  /** Part of the number, of who is responsible, or of any words of its time line. */
  text: z.string().trim().max(100).default(''),
  state: z.enum(FINDING_STATES).optional(),
  severity: z.enum(FINDING_SEVERITIES).optional(),
  tenant: tenantCodeSchema.optional(),
  overdue: z.boolean().default(false),
});
export type FindingListInput = z.infer<typeof findingListSchema>;
