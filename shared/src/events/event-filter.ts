import { z } from 'zod';
import { localDateSchema, tableFileSchema, tenantCodeSchema } from '../kernel';
import { EVENT_TYPES } from './event-schema';

/** Longest span of days that numbers are asked for at once. */
export const MAX_FILTER_DAYS = 366;

/** Whether events of the demo hall and the demo province count. */
export const DEMO_MODES = ['include', 'exclude', 'only'] as const;
export type DemoMode = (typeof DEMO_MODES)[number];

const sideBySideFields = {
  /** Shanghai days, both inclusive. */
  from: localDateSchema,
  to: localDateSchema,
  /** Codes; an empty text asks for what happened without one. */
  point: z.string().max(60).optional(),
  campaign: z.string().max(40).optional(),
  channel: z.string().max(30).optional(),
  format: z.string().max(20).optional(),
  demo: z.enum(DEMO_MODES).default('include'),
};
const filterFields = {
  /** City to look at; without it a city sees its own and the province the whole of it. */
  city: tenantCodeSchema.optional(),
  ...sideBySideFields,
};

interface Days {
  from: string;
  to: string;
}
const isSpan = ({ from, to }: Days) => from <= to && countDays({ from, to }) <= MAX_FILTER_DAYS;

/** What a number on a page counts; the same filter opens the events behind it. */
export const eventFilterSchema = z.object(filterFields).refine(isSpan, { path: ['to'] });
export type EventFilterInput = z.input<typeof eventFilterSchema>;
export type EventFilter = z.infer<typeof eventFilterSchema>;

/** Newest first; `cursor` is the `nextCursor` of the page before. */
export const eventListSchema = z
  .object({
    ...filterFields,
    type: z.enum(EVENT_TYPES).optional(),
    cursor: z.string().max(400).optional(),
    limit: z.number().int().min(1).max(100).default(50),
  })
  .refine(isSpan, { path: ['to'] });
export type EventListInput = z.input<typeof eventListSchema>;

/** The cities of a province side by side: the same filter without a city. */
export const eventSpanSchema = z.object(sideBySideFields).refine(isSpan, { path: ['to'] });
export type EventSpanInput = z.input<typeof eventSpanSchema>;

/** Columns of the list of events that a person may put away. */
export const OPTIONAL_EVENT_COLUMNS = ['business', 'value', 'customer'] as const;
export type OptionalEventColumn = (typeof OPTIONAL_EVENT_COLUMNS)[number];

/** The events behind a number as a file: all of them, in the order of the page, without the columns put away there. */
export const eventExportSchema = tableFileSchema.extend({
  filter: z
    .object({ ...filterFields, type: z.enum(EVENT_TYPES).optional() })
    .refine(isSpan, { path: ['to'] }),
  hidden: z.array(z.enum(OPTIONAL_EVENT_COLUMNS)).max(OPTIONAL_EVENT_COLUMNS.length).default([]),
});
export type EventExportInput = z.input<typeof eventExportSchema>;

const DAY_MS = 86_400_000;
const atMidnight = (day: string) => Date.parse(`${day}T00:00:00.000Z`);
const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);

/** Number of calendar days from one to another, both counted. */
export function countDays({ from, to }: Days): number {
  return Math.round((atMidnight(to) - atMidnight(from)) / DAY_MS) + 1;
}

/** Every calendar day of a span, in order. */
export function daysOf(span: Days): string[] {
  return Array.from({ length: countDays(span) }, (_, index) => addDays(span.from, index));
}

/** The equally long span that ends the day before, for comparison. */
export function spanBefore(span: Days): Days {
  return { from: addDays(span.from, -countDays(span)), to: addDays(span.from, -1) };
}

/** A calendar day, so many days later. */
export function addDays(day: string, days: number): string {
  return dayOf(atMidnight(day) + days * DAY_MS);
}
