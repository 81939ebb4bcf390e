import { Hono } from 'hono';
import { expect, it } from 'vitest';
import type { AppEnv } from './app-env';
import { refuseCrossOrigin } from './cross-origin';

const app = new Hono<AppEnv>();
const told: string[] = [];
app.use(
  '*',
  refuseCrossOrigin((_, code) => {
    told.push(code);
    return Promise.resolve();
  }),
);
app.all('/', (c) => c.text('ok'));

async function statusOf(method: string, headers: Record<string, string>): Promise<number> {
  return (await app.request('http://console.example/', { method, headers })).status;
}

it('refuses what another site sends', async () => {
  expect(await statusOf('POST', { 'Sec-Fetch-Site': 'cross-site' })).toBe(403);
  expect(await statusOf('POST', { 'Sec-Fetch-Site': 'same-site' })).toBe(403);
  expect(await statusOf('DELETE', { Origin: 'https://evil.example' })).toBe(403);
  expect(await statusOf('POST', { Origin: 'null' })).toBe(403);
  expect(told).toEqual(Array(4).fill('BAD_ORIGIN'));
});

it('passes what the own pages send, also behind a proxy that ends TLS', async () => {
  expect(await statusOf('POST', { 'Sec-Fetch-Site': 'same-origin' })).toBe(200);
  expect(await statusOf('POST', { Origin: 'https://console.example', Host: 'console.example' })).toBe(200);
});

it('passes reads, and writes of what is no browser', async () => {
  expect(await statusOf('GET', { 'Sec-Fetch-Site': 'cross-site' })).toBe(200);
  expect(await statusOf('POST', {})).toBe(200);
});
