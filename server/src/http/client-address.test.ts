import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import type { AppEnv } from './app-env';
import { clientAddress, isLoopback, plainAddress } from './client-address';

describe('clientAddress', () => {
  const app = new Hono<AppEnv>();
  app.use('*', clientAddress([]));
  app.get('/', (c) => c.text(c.get('clientAddress')));

  const socket = (remoteAddress: string) => ({ incoming: { socket: { remoteAddress } } });

  it("is the socket's, whatever a header says", async () => {
    const init = { headers: { 'X-Forwarded-For': '203.0.113.9' } };
    const response = await app.request('/', init, socket('198.51.100.7'));
    expect(await response.text()).toBe('198.51.100.7');
  });

  it('is the one that trusted proxies name, whatever their client made up before it', async () => {
    const behind = new Hono<AppEnv>();
    behind.use('*', clientAddress(['10.0.0.7', '10.1.0.0/16', 'fd00::/8']));
    behind.get('/', (c) => c.text(c.get('clientAddress')));
    const cases: [peer: string, header: string | null, address: string][] = [
      ['10.0.0.7', '203.0.113.9', '203.0.113.9'],
      ['::ffff:10.0.0.7', '1.1.1.1, 203.0.113.9', '203.0.113.9'],
      ['10.0.0.7', '1.1.1.1, 203.0.113.9, 10.1.2.3', '203.0.113.9'],
      ['fd00::7', '203.0.113.9,2001:db8::5', '2001:db8::5'],
      ['10.0.0.7', '203.0.113.9, ::ffff:198.51.100.4', '198.51.100.4'],
      ['10.0.0.7', '203.0.113.9, somebody', '10.0.0.7'],
      ['10.0.0.7', '10.1.2.3', '10.1.2.3'],
      ['10.0.0.7', null, '10.0.0.7'],
      ['10.0.0.8', '203.0.113.9', '10.0.0.8'],
    ];
    for (const [peer, header, address] of cases) {
      const init = { headers: header === null ? {} : { 'X-Forwarded-For': header } };
      expect([peer, header, await (await behind.request('/', init, socket(peer))).text()]).toEqual([
        ...[peer, header],
        address,
      ]);
    }
  });

  it('is unknown without a socket', async () => {
    expect(await (await app.request('/')).text()).toBe('unknown');
  });
});

it('writes an IPv4 peer of an IPv6 socket as IPv4', () => {
  expect(plainAddress('::ffff:10.1.2.3')).toBe('10.1.2.3');
  expect(plainAddress('2001:db8::1')).toBe('2001:db8::1');
  expect(plainAddress('')).toBe('unknown');
});

it('knows the loopback addresses', () => {
  expect(['127.0.0.1', '127.9.9.9', '::1'].every(isLoopback)).toBe(true);
  expect(['10.0.0.1', 'unknown', '1270.0.0.1'].some(isLoopback)).toBe(false);
});
