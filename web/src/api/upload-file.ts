import { wireErrorSchema } from '@xietong/shared/access';
import { inject, type InjectionKey } from 'vue';
import type { z } from 'zod';
import { ApiError } from './api-error';
import { CONNECTION } from './connection';
import { unknownRefusal } from './post-form';
import { RENEW_SESSION, withRenewal } from './session-renewal';

export interface UploadOptions {
  /** Aborting ends the sending; the promise then rejects with the signal's reason. */
  signal?: AbortSignal;
  /** Bytes that have left, of how many. */
  onProgress?: (sent: number, total: number) => void;
}

interface SendingOptions extends UploadOptions {
  headers?: Readonly<Record<string, string>>;
}

/** Sends the bytes of a file; replaced in tests. */
export type FileSender = (
  path: string,
  file: File,
  options: SendingOptions,
) => Promise<{ status: number; body: unknown }>;

export const FILE_SENDER: InjectionKey<FileSender> = Symbol('sends files');

/** `fetch` tells nothing of how much has left, and a large file takes minutes on a slow line. */
const sendByRequest: FileSender = (path, file, { signal, onProgress, headers = {} }) =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', path);
    request.setRequestHeader('content-type', 'application/octet-stream');
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.responseType = 'text';
    request.upload.addEventListener('progress', ({ loaded, total }) => onProgress?.(loaded, total));
    request.addEventListener('load', () => {
      resolve({ status: request.status, body: parsed(request.responseText) });
    });
    request.addEventListener('error', () => {
      reject(new ApiError({ code: 'NETWORK_UNREACHABLE' }));
    });
    request.addEventListener('abort', () => {
      reject(signal?.reason instanceof Error ? signal.reason : new ApiError({ code: 'UNEXPECTED' }));
    });
    signal?.addEventListener('abort', () => {
      request.abort();
    });
    request.send(file);
  });

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Sends one file as it is to a plain route; one that found no session is sent once more. Rejects with ApiError, or with
 * the signal's reason.
 */
export function useUploadFile(): <T>(
  path: string,
  file: File,
  schema: z.ZodType<T>,
  options?: UploadOptions,
) => Promise<T> {
  const send = inject(FILE_SENDER, sendByRequest);
  const connection = inject(CONNECTION, undefined);
  const renew = inject(RENEW_SESSION, () => () => Promise.resolve(false), true);
  return (path, file, schema, options = {}) =>
    withRenewal(async () => {
      const headers = connection?.headers() ?? {};
      const { status, body } = await send(path, file, { ...options, headers });
      if (status !== 200) {
        const wire = wireErrorSchema.safeParse(body);
        if (!wire.success) throw unknownRefusal(status);
        const { code, params, requestId, fields } = wire.data;
        throw new ApiError({ code, params, requestId, problems: fields });
      }
      const answer = schema.safeParse(body);
      if (!answer.success) throw new ApiError({ code: 'UNEXPECTED' }, { cause: answer.error });
      return answer.data;
    }, renew);
}
