import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import type { AppEnv } from './app-env';
import { clientAddress, isLoopback, plainAddress } from './client-address';

describe('clientAddress', () => {
  const app = new Hono<AppEnv>();
  app.use('*', clientAddress());
  app.get('/', (c) => c.text(c.get('clientAddress')));

  const socket = (remoteAddress: string) => ({ incoming: { socket: { remoteAddress } } });

  it("is the socket's, whatever a header says", async () => {
    const init = { headers: { 'X-Forwarded-For': '203.0.113.9' } };
    const response = await app.request('/', init, socket('198.51.100.7'));
    expect(await response.text()).toBe('198.51.100.7');
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
