import { z } from 'zod';
import type { Device } from './user-agent';

export const endSessionSchema = z.strictObject({ id: z.string().min(1).max(64) });

/** One open session of a person, as they see it. Instants are ISO UTC. */
export interface OwnSession extends Device {
  readonly id: string;
  /** The session that asks. */
  readonly current: boolean;
  readonly address: string;
  readonly createdAt: string;
  readonly lastSeenAt: string;
}
