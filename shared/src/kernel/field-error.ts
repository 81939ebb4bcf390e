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

/** What fills the text of an error. */
export const errorParamsSchema = z.record(z.string(), z.union([z.string(), z.number()]));

/** One field's problem: `path` in dots (`fields.0.value`), a code and what fills its text. */
export const fieldErrorSchema = z.object({ path: z.string(), code: z.string(), params: errorParamsSchema });
export type FieldError = z.infer<typeof fieldErrorSchema>;
