import { z } from 'zod';
import { channelCodeSchema } from '../channels';
import { decisionRequestSchema } from '../decisions';
import type { DecisionResponse } from '../decisions';
import { eventInputSchema, EVENT_TYPES } from '../events';
import { idSchema, tenantCodeSchema } from '../kernel';
import { rendererVersions } from '../rendering';

/** Channels that the hall can play: those that have a renderer. */
export const DEMO_HALL_CHANNELS: readonly string[] = Object.keys(rendererVersions());

/** Events of one visit that are reported together. */
export const MAX_HALL_EVENTS = 50;

/** What a customer of the hall can do; a transaction is business outside of any decision. */
export const HALL_EVENT_TYPES = EVENT_TYPES.filter((type) => type !== 'transaction');

export const demoHallDecideSchema = z.strictObject({
  channel: channelCodeSchema,
  city: tenantCodeSchema,
  points: decisionRequestSchema.shape.points,
  subscriber: decisionRequestSchema.shape.subscriber,
  /** Null = what the customer consented to before. */
  personalised: z.boolean().nullable(),
  explain: z.boolean().default(false),
});
export type DemoHallDecideInput = z.input<typeof demoHallDecideSchema>;

export const demoHallEventSchema = z.strictObject({
  /** Made by the page, so that a repeat counts once. */
  id: idSchema,
  type: z.enum(HALL_EVENT_TYPES),
  decisionId: eventInputSchema.shape.decisionId.unwrap(),
  /** Fen. */
  value: eventInputSchema.shape.value,
});
export type DemoHallEvent = z.infer<typeof demoHallEventSchema>;

export const demoHallReportSchema = z.strictObject({
  channel: channelCodeSchema,
  city: tenantCodeSchema,
  events: z.array(demoHallEventSchema).min(1).max(MAX_HALL_EVENTS),
});
export type DemoHallReportInput = z.infer<typeof demoHallReportSchema>;

export interface DemoHallPoint {
  readonly code: string;
  readonly format: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly enabled: boolean;
}

export interface DemoHallOptions {
  readonly channels: readonly {
    readonly code: string;
    readonly nameZh: string;
    readonly nameEn: string;
    readonly points: readonly DemoHallPoint[];
  }[];
  /** Cities that the operator may play. */
  readonly cities: readonly { readonly code: string; readonly nameZh: string; readonly nameEn: string }[];
}

/** The answer of `POST /v1/decisions`, its trace as the operator may read it. */
export interface DemoHallDecision extends DecisionResponse {
  /** Titles of the campaigns that the trace names, by number. */
  readonly titles?: Readonly<Record<string, string>>;
}
