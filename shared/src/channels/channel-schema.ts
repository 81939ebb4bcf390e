import { z } from 'zod';
import { idempotentShape, tenantCodeSchema } from '../kernel';

export const channelCodeSchema = z.string().regex(/^[a-z0-9-]{1,30}$/);

/** Requests that one key may make in a second, unless it was given another limit. */
export const DEFAULT_RATE_PER_SECOND = 500;

/** A key for one channel and the cities that it may ask and report for. */
export const channelKeyCreateSchema = z.object({
  channel: channelCodeSchema,
  name: z.string().trim().min(1).max(80),
  cities: z.array(tenantCodeSchema).min(1).max(50),
  mayExplain: z.boolean().default(false),
  demo: z.boolean().default(false),
  ratePerSecond: z.number().int().min(1).max(100_000).default(DEFAULT_RATE_PER_SECOND),
  ...idempotentShape,
});
export type ChannelKeyCreateInput = z.input<typeof channelKeyCreateSchema>;

/** A key as lists show it: never its secret. */
export interface ChannelKeyView {
  id: string;
  channel: string;
  name: string;
  prefix: string;
  cities: string[];
  mayExplain: boolean;
  demo: boolean;
  ratePerSecond: number;
  createdAt: Date;
  revokedAt: Date | null;
}
