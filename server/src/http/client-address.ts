import type { MiddlewareHandler } from 'hono';
import type { AppEnv } from './app-env';

const UNKNOWN = 'unknown';

/**
 * Puts the peer's address into the context: an IP address, IPv4 also when the socket speaks
 * IPv6, or `unknown` without a socket. Headers such as `X-Forwarded-For` are never read,
 * because anybody can send them.
 */
export function clientAddress(): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    // outside node-server the bindings are missing altogether, whatever the type says
    const bindings = c.env as AppEnv['Bindings'] | undefined;
    c.set('clientAddress', plainAddress(bindings?.incoming?.socket.remoteAddress));
    await next();
  };
}

/** `::ffff:10.0.0.1` → `10.0.0.1`, so that one peer has one address. */
export function plainAddress(remote: string | undefined): string {
  if (remote === undefined || remote === '') return UNKNOWN;
  return remote.startsWith('::ffff:') && remote.includes('.') ? remote.slice('::ffff:'.length) : remote;
}

/** True for an address of this machine's own loopback interface. */
export function isLoopback(address: string): boolean {
  return address === '::1' || address.startsWith('127.');
}
