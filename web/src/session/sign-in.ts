import { isErrorCode, type ErrorCode } from '@xietong/shared/access';
import { z } from 'zod';
import { ApiError } from '../api/api-error';

const CODE_BY_STATUS: Record<number, ErrorCode> = {
  400: 'SIGN_IN_FAILED',
  401: 'SIGN_IN_FAILED',
  403: 'NO_ACTIVE_DUTY',
  422: 'SIGN_IN_FAILED',
  423: 'SIGN_IN_LOCKED',
  429: 'RATE_LIMITED',
};

const refusalSchema = z.object({ code: z.string().optional(), requestId: z.string().optional() });

/** Our own refusals carry our codes; those of the sign-in library are known by their status. */
function refusalOf(status: number, body: unknown): ApiError {
  const { data } = refusalSchema.safeParse(body);
  const requestId = data?.requestId ? { requestId: data.requestId } : {};
  if (data?.code && isErrorCode(data.code)) return new ApiError({ code: data.code, ...requestId });
  return new ApiError({ code: CODE_BY_STATUS[status] ?? 'UNEXPECTED', ...requestId });
}

async function post(path: string, body: object, fetcher: typeof fetch): Promise<void> {
  let response: Response;
  try {
    response = await fetcher(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  } catch (cause) {
    throw new ApiError({ code: 'NETWORK_UNREACHABLE' }, { cause });
  }
  if (!response.ok) throw refusalOf(response.status, await response.json().catch(() => undefined));
}

/** Opens a session by staff id and password; the cookie is the server's. Rejects with ApiError. */
export function postSignIn(username: string, password: string, fetcher: typeof fetch = fetch): Promise<void> {
  return post('/api/auth/sign-in/username', { username, password }, fetcher);
}

/** Ends the session. Rejects with ApiError. */
export function postSignOut(fetcher: typeof fetch = fetch): Promise<void> {
  return post('/api/auth/sign-out', {}, fetcher);
}

const signedInSchema = z.object({ personId: z.string() }).nullable();

/** Whose session this browser's cookie opens, whatever page asks; null = nobody's. Rejects with ApiError. */
export async function whoIsSignedIn(fetcher: typeof fetch = fetch): Promise<string | null> {
  try {
    const response = await fetcher('/api/auth/get-session');
    const { data } = signedInSchema.safeParse(await response.json());
    return data?.personId ?? null;
  } catch (cause) {
    throw new ApiError({ code: 'NETWORK_UNREACHABLE' }, { cause });
  }
}
