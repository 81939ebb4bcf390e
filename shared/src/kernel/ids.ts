import { z } from 'zod';

/** Every row's identity: a UUID made by the server, never by the database. */
export const idSchema = z.uuid();

/**
 * Part of every input that makes something: a key of the form that is sent, the same until it has an answer. Two calls
 * with one key make one thing; without a key each makes its own.
 */
export const idempotentShape = { idempotencyKey: idSchema.optional() };
/** What `idempotentShape` adds to an input. */
export interface Idempotent {
  readonly idempotencyKey?: string | undefined;
}

/** GB/T 2260 code of a province or city, e.g. `320100`. */
export const tenantCodeSchema = z.string().regex(/^\d{6}$/);
