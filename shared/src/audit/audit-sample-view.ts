import { z } from 'zod';
import { idempotentShape, idSchema, localDateSchema } from '../kernel';
import type { AuditRow } from './audit-view';

/** Events of one sample at most: what somebody can look at in a day or two. */
export const MOST_SAMPLED = 200;
/** By what a sample is spread: of each act, or of each city, equally many where there are enough. */
export const SAMPLE_STRATA = ['NONE', 'ACT', 'TENANT'] as const;
export type SampleStrata = (typeof SAMPLE_STRATA)[number];

/** What somebody made of an event: in order, or something is to be followed up. */
export const SAMPLE_OUTCOMES = ['IN_ORDER', 'OBJECTION'] as const;
export type SampleOutcome = (typeof SAMPLE_OUTCOMES)[number];

export const drawSampleSchema = z
  .object({
    purpose: z.string().trim().min(1).max(200),
    /** Shanghai days, both inclusive; a bound that is not given is none. */
    from: localDateSchema.optional(),
    to: localDateSchema.optional(),
    /** The whole code; without it, all acts. */
    act: z.string().trim().max(80).optional(),
    strata: z.enum(SAMPLE_STRATA).default('NONE'),
    size: z.number().int().min(1).max(MOST_SAMPLED),
    ...idempotentShape,
  })
  .refine(({ from, to }) => from === undefined || to === undefined || from <= to, { path: ['to'] });
export type DrawSampleInput = z.input<typeof drawSampleSchema>;

export const auditSampleIdSchema = z.object({ id: idSchema });

export const lookAtSampledSchema = z
  .object({
    sampleId: idSchema,
    /** From 1. */
    position: z.number().int().min(1),
    outcome: z.enum(SAMPLE_OUTCOMES),
    remark: z.string().trim().max(500).default(''),
    /** When it had been looked at as one saw it: what somebody said meanwhile is not written over unseen. */
    seenAt: z.iso.datetime().nullable(),
  })
  .refine(({ outcome, remark }) => outcome === 'IN_ORDER' || remark !== '', { path: ['remark'] });
export type LookAtSampledInput = z.input<typeof lookAtSampledSchema>;

/** A sample in a list. */
export interface AuditSampleRow {
  id: string;
  purpose: string;
  from: string | null;
  to: string | null;
  act: string | null;
  strata: SampleStrata;
  /** Events it was drawn from, and how many were drawn. */
  population: number;
  size: number;
  lookedAt: number;
  objections: number;
  drawnAt: string;
  drawnByName: string;
}

export interface AuditSampleItem {
  position: number;
  /** Place in the log, from 0. */
  place: number;
  eventId: string;
  /** Null once the event is archived. */
  event: AuditRow | null;
  outcome: SampleOutcome | null;
  remark: string;
  /** Findings that rest on it, withdrawn ones excepted. */
  findings: readonly { id: string; number: string }[];
  lookedByName: string | null;
  lookedAt: string | null;
}

export interface AuditSampleView extends AuditSampleRow {
  /** The signed head whose root is the seed: whoever has the log draws the same events again. */
  headSize: number;
  seed: string;
  items: AuditSampleItem[];
}
