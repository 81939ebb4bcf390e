import { z } from 'zod';

/** Every row's identity: a UUID made by the server, never by the database. */
export const idSchema = z.uuid();

/** GB/T 2260 code of a province or city, e.g. `320100`. */
export const tenantCodeSchema = z.string().regex(/^\d{6}$/);
