import { z } from 'zod';

/** What can be wrong with one field of an input's form; every code has a text in the interface. */
export const FIELD_ERROR_CODES = [
  'REQUIRED',
  'INVALID_TYPE',
  'INVALID_FORMAT',
  'INVALID_CHOICE',
  'INVALID_VALUE',
  'TOO_SMALL',
  'TOO_BIG',
  'UNKNOWN_FIELD',
] as const;
export type FieldErrorCode = (typeof FIELD_ERROR_CODES)[number];

const paramsSchema = z.record(z.string(), z.union([z.string(), z.number()]));

/** One field's problem: `path` in dots (`fields.0.value`), a code and what fills its text. */
export const fieldErrorSchema = z.object({ path: z.string(), code: z.string(), params: paramsSchema });
export type FieldError = z.infer<typeof fieldErrorSchema>;

/** A failure as it leaves the server. An INTERNAL one tells nothing but its request id. */
export const wireErrorSchema = z.object({
  code: z.string(),
  params: paramsSchema,
  fields: z.array(fieldErrorSchema),
  requestId: z.string(),
});
export type WireError = z.infer<typeof wireErrorSchema>;
