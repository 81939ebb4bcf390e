import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../platform/clock';

const COOKIE = 'xietong.browser';
const HELD = new RegExp(
  String.raw`(?:^|;\s*)${COOKIE.replace('.', String.raw`\.`)}=([\w-]{22})\.(\d{1,15})\.([\w-]{43})(?:;|$)`,
);
const MARK_BYTES = 16;
/** Since the last sign-in, in milliseconds: whoever comes back within half a year is known. */
const KEPT_MS = 180 * 86_400_000;

export interface KnownBrowsersDeps {
  /** 32 secret bytes. */
  readonly key: Buffer;
  /** Whether people reach the server by TLS: cookies are then `Secure`. */
  readonly tls: boolean;
  readonly clock: Clock;
}

/** Browsers in which somebody signed in before, known by a cookie (server/adr/0030). */
export interface KnownBrowsers {
  /** The mark of a browser in which this staff id signed in before; null for any other. */
  markOf(headers: Headers, staffId: string): string | null;
  /** The cookie that marks a browser in which a staff id has signed in; one that is known keeps its mark. */
  cookieFor(staffId: string, mark: string | null): string;
}

/** Nothing is stored: the cookie proves itself, for the one staff id that it was made for. */
export function createKnownBrowsers({ key, tls, clock }: KnownBrowsersDeps): KnownBrowsers {
  const proofOf = (staffId: string, mark: string, until: string): Buffer =>
    createHmac('sha256', key)
      .update(JSON.stringify([staffId, mark, until]))
      .digest();

  return {
    markOf(headers, staffId) {
      const [, mark = '', until = '', proof = ''] = HELD.exec(headers.get('cookie') ?? '') ?? [];
      if (mark === '' || Number(until) <= clock.now().getTime()) return null;
      return timingSafeEqual(Buffer.from(proof, 'base64url'), proofOf(staffId, mark, until)) ? mark : null;
    },

    cookieFor(staffId, known) {
      const mark = known ?? randomBytes(MARK_BYTES).toString('base64url');
      const until = String(clock.now().getTime() + KEPT_MS);
      const value = `${mark}.${until}.${proofOf(staffId, mark, until).toString('base64url')}`;
      const attributes = `Max-Age=${String(KEPT_MS / 1000)}; Path=/api/auth; HttpOnly; SameSite=Lax`;
      return `${COOKIE}=${value}; ${attributes}${tls ? '; Secure' : ''}`;
    },
  };
}
