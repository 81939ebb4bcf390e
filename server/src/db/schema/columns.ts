import { sql } from 'drizzle-orm';
import { customType, timestamp, uuid } from 'drizzle-orm/pg-core';

/** Raw bytes. */
export const bytea = customType<{ data: Buffer; driverData: Buffer }>({
  dataType: () => 'bytea',
});

/** Terms by which a row is found, each once, in the order of their bytes. Written by `array_to_tsvector`. */
export const tsvector = customType<{ data: string; driverData: string }>({
  dataType: () => 'tsvector',
});

/** UTC instant with millisecond use; PostgreSQL keeps microseconds. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

/** The instant at which the row was written, by the database's clock. */
export const createdAt = () =>
  instant('created_at')
    .notNull()
    .default(sql`now()`);

/** Identity of a row, made by the server. */
export const id = () => uuid('id').primaryKey();
