import { BlockList, isIP } from 'node:net';
import type { Context, MiddlewareHandler } from 'hono';
import type { AppEnv } from './app-env';

const UNKNOWN = 'unknown';

/**
 * Puts the address that a request comes from into the context: an IP address, IPv4 also when the socket speaks IPv6, or
 * `unknown` without a socket. It is the peer's; of a proxy that is trusted, the one that it names in `X-Forwarded-For`.
 * Nobody else's header is read, because anybody can send one.
 * @param trusted addresses and networks of proxies, as `10.0.0.7` or `10.0.0.0/8`
 */
export function clientAddress(trusted: readonly string[]): MiddlewareHandler<AppEnv> {
  const isTrusted = listOf(trusted);
  return async (c, next) => {
    // outside node-server the bindings are missing altogether, whatever the type says
    const bindings = c.env as AppEnv['Bindings'] | undefined;
    const peer = plainAddress(bindings?.incoming?.socket.remoteAddress);
    c.set('clientAddress', isTrusted(peer) ? forwardedFor(c, isTrusted, peer) : peer);
    await next();
  };
}

/**
 * Each proxy adds whom it heard to the end of the list, so the last address that is no proxy's is the client's: what
 * stands before it came from the client.
 */
function forwardedFor(c: Context, isTrusted: (address: string) => boolean, peer: string): string {
  let last = peer;
  for (const text of (c.req.header('x-forwarded-for') ?? '').split(',').reverse()) {
    const address = plainAddress(text.trim());
    if (isIP(address) === 0) break;
    last = address;
    if (!isTrusted(address)) break;
  }
  return last;
}

function listOf(trusted: readonly string[]): (address: string) => boolean {
  const list = new BlockList();
  for (const entry of trusted) {
    const [address = '', bits] = entry.split('/');
    const family = familyOf(address);
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return (address) => isIP(address) !== 0 && list.check(address, familyOf(address));
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4';
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
