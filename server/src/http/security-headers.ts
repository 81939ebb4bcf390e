import type { MiddlewareHandler } from 'hono';
import type { AppEnv } from './app-env';

/** Half a year, in seconds. */
const HSTS_SECONDS = 15_552_000;

/**
 * Nothing inline and nothing foreign. Element Plus sets styles by the CSSOM, which the policy
 * allows; `style` attributes in markup and `<style>` elements made by scripts are refused.
 */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

const FIXED_HEADERS: Readonly<Record<string, string>> = {
  'Content-Security-Policy': CONTENT_SECURITY_POLICY,
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'Referrer-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
};

/** What a route may answer otherwise: images of released content are shown on the channels' own sites. */
const RESOURCE_POLICY = 'Cross-Origin-Resource-Policy';

export interface SecurityHeaderOptions {
  /** True when people reach the server by TLS; only then is HSTS sent. */
  tls: boolean;
}

/**
 * Sets the security headers on every answer, errors too. An answer that says nothing about
 * caching is not stored anywhere: most of them hold someone's data.
 */
export function securityHeaders({ tls }: SecurityHeaderOptions): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    await next();
    for (const [name, value] of Object.entries(FIXED_HEADERS))
      if (name !== RESOURCE_POLICY || !c.res.headers.has(name)) c.header(name, value);
    if (tls) c.header('Strict-Transport-Security', `max-age=${String(HSTS_SECONDS)}; includeSubDomains`);
    if (!c.res.headers.has('Cache-Control')) c.header('Cache-Control', 'no-store');
  };
}
