import { z } from 'zod';
import { fieldErrorSchema, isStorableText, tenantCodeSchema } from '../kernel';

/**
 * What a customer did. An order ends a decision (or comes without one); a transaction is ordinary
 * business without any decision, from which share and saving are counted.
 */
export const EVENT_TYPES = ['impression', 'click', 'dismiss', 'order', 'transaction'] as const;
export type EventType = (typeof EVENT_TYPES)[number];

/** Most events in one report. */
export const MAX_EVENTS = 1000;
/** An event is taken up to this long after it happened. */
export const LATE_ARRIVAL_DAYS = 7;
/** A repeated id is recognised for this long after its first arrival. */
export const DEDUPLICATION_DAYS = 35;
/** How far a channel's clock may run ahead of ours. */
export const CLOCK_TOLERANCE_MS = 5 * 60_000;

export const eventInputSchema = z
  .object({
    id: z
      .string()
      .min(1)
      .max(100)
      .refine(isStorableText)
      .meta({ description: 'Identity of the event within the channel of the key' }),
    type: z.enum(EVENT_TYPES),
    decisionId: z.string().min(1).max(2000).optional(),
    at: z.iso.datetime({ offset: true }).meta({ description: 'When it happened' }),
    business: z
      .string()
      .regex(/^[A-Za-z0-9_.-]{1,40}$/)
      .optional()
      .meta({ description: 'Code of the offer or business; taken from the decision when absent' }),
    value: z.number().int().min(0).max(100_000_000).optional().meta({ description: 'Amount in fen' }),
    city: tenantCodeSchema.optional().meta({ description: 'City of an event without a decision' }),
  })
  .meta({ id: 'Event' });
export type EventInput = z.infer<typeof eventInputSchema>;

/** A report as such; each of its events is checked by itself. */
export const eventReportSchema = z.object({ events: z.array(z.unknown()).min(1).max(MAX_EVENTS) });

export const EVENT_STATUSES = ['accepted', 'duplicate', 'rejected'] as const;
export type EventStatus = (typeof EVENT_STATUSES)[number];

export const eventResultSchema = z
  .object({
    id: z.string().nullable(),
    status: z.enum(EVENT_STATUSES),
    code: z.string().optional().meta({ description: 'Why it was rejected' }),
    fields: z
      .array(fieldErrorSchema)
      .optional()
      .meta({ description: 'Of EVENT_MALFORMED: which of its fields are wrong, and how' }),
  })
  .meta({ id: 'EventResult' });
export type EventResult = z.infer<typeof eventResultSchema>;

export const eventReportResultSchema = z.object({ results: z.array(eventResultSchema) });
