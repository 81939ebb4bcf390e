import { wireErrorSchema } from '@xietong/shared/access';
import { inject } from 'vue';
import type { z } from 'zod';
import { ApiError } from './api-error';
import { CONNECTION } from './connection';
import { RENEW_SESSION, withRenewal } from './session-renewal';

/** What a plain route refused, as its body says it. */
export async function refusalOf(response: Response): Promise<ApiError> {
  const body: unknown = await response.json().catch(() => undefined);
  const wire = wireErrorSchema.safeParse(body);
  if (wire.success) {
    const { code, params, requestId, fields } = wire.data;
    return new ApiError({ code, params, requestId, problems: fields });
  }
  return unknownRefusal(response.status);
}

/** What a status says that came without a word of the server: 502 to 504 is what a proxy answers in its place. */
export function unknownRefusal(status: number): ApiError {
  if (status === 413) return new ApiError({ code: 'TOO_LARGE' });
  return new ApiError({ code: status >= 502 && status <= 504 ? 'NETWORK_UNREACHABLE' : 'UNEXPECTED' });
}

/**
 * Sends a file with the fields beside it to a plain route; fields that are undefined are left out.
 * Rejects with ApiError and nothing else.
 */
export async function postForm<T>(
  path: string,
  input: { file: File } & Record<string, string | number | boolean | File | undefined>,
  schema: z.ZodType<T>,
  fetcher: typeof fetch = fetch,
): Promise<T> {
  const form = new FormData();
  for (const [name, value] of Object.entries(input)) {
    if (value !== undefined) form.append(name, value instanceof File ? value : String(value));
  }
  let response: Response;
  try {
    response = await fetcher(path, { method: 'POST', body: form });
  } catch (cause) {
    throw new ApiError({ code: 'NETWORK_UNREACHABLE' }, { cause });
  }
  if (!response.ok) throw await refusalOf(response);
  const answer = schema.safeParse(await response.json().catch(() => undefined));
  if (!answer.success) throw new ApiError({ code: 'UNEXPECTED' }, { cause: answer.error });
  return answer.data;
}

/** `postForm` of this app; for setup functions. */
export function usePostForm(): typeof postForm {
  const connection = inject(CONNECTION, undefined);
  const renew = inject(RENEW_SESSION, () => () => Promise.resolve(false), true);
  return (path, input, schema) =>
    withRenewal(() => postForm(path, input, schema, connection?.fetch ?? fetch), renew);
}
