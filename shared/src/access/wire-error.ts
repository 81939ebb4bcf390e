import { z } from 'zod';
import { errorParamsSchema, fieldErrorSchema } from '../kernel';

/** A failure as it leaves the server. An INTERNAL one tells nothing but its request id. */
export const wireErrorSchema = z.object({
  code: z.string(),
  params: errorParamsSchema,
  fields: z.array(fieldErrorSchema),
  requestId: z.string(),
});
export type WireError = z.infer<typeof wireErrorSchema>;
