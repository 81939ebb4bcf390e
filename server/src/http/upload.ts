import type { Context } from 'hono';
import type { z } from 'zod';
import { AppError } from '../platform/app-error';
import { parseInput, requireStorable } from '../platform/field-errors';
import type { AppEnv } from './app-env';

/** One file of a multipart form, whole in memory: the body limit of its path bounds it. */
export interface UploadedFile {
  fileName: string;
  bytes: Buffer;
}

/**
 * Reads a multipart form with one `file`; the fields beside it are checked by the schema.
 * @throws AppError FILE_MISSING, INVALID_INPUT for a body that is no form, a text that cannot be stored and wrong fields
 */
export async function readUpload<T>(
  c: Context<AppEnv>,
  schema: z.ZodType<T>,
): Promise<{ file: UploadedFile; fields: T }> {
  const form = await readForm(c);
  const { file, ...fields } = form;
  if (!(file instanceof File)) throw new AppError('FILE_MISSING');
  requireStorable({ file: file.name, ...fields });
  const parsed = parseInput(schema, fields);
  return { file: { fileName: file.name, bytes: Buffer.from(await file.arrayBuffer()) }, fields: parsed };
}

async function readForm(c: Context<AppEnv>) {
  try {
    return await c.req.parseBody();
  } catch {
    throw new AppError('INVALID_INPUT', {}, [{ path: '', code: 'INVALID_FORMAT', params: {} }]);
  }
}
