import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Hono } from 'hono';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { AppEnv } from './app-env';
import { mountStaticFiles } from './static-files';

const PAGE = { headers: { Accept: 'text/html,*/*' } };
let root: string;
let app: Hono<AppEnv>;

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'static-'));
  mkdirSync(join(root, 'web/assets'), { recursive: true });
  writeFileSync(join(root, 'web/index.html'), '<!doctype html><title>page</title>');
  writeFileSync(join(root, 'web/favicon.svg'), '<svg/>');
  writeFileSync(join(root, 'web/assets/entry-0a1b2c.js'), 'plain');
  writeFileSync(join(root, 'web/assets/entry-0a1b2c.js.br'), 'packed');
  writeFileSync(join(root, 'secret.txt'), 'secret');
  app = new Hono<AppEnv>();
  mountStaticFiles(app, join(root, 'web'));
  app.notFound((c) => c.json({ code: 'NOT_FOUND' }, 404));
});

afterAll(() => {
  rmSync(root, { recursive: true });
});

it('caches hashed assets for good and asks again for the rest', async () => {
  expect((await app.request('/assets/entry-0a1b2c.js')).headers.get('cache-control')).toContain('immutable');
  expect((await app.request('/favicon.svg')).headers.get('cache-control')).toBe('no-cache');
  expect((await app.request('/', PAGE)).headers.get('cache-control')).toBe('no-cache');
});

it('sends the packed form to those who can read it', async () => {
  const packed = await app.request('/assets/entry-0a1b2c.js', { headers: { 'Accept-Encoding': 'gzip, br' } });
  expect(packed.headers.get('content-encoding')).toBe('br');
  expect(packed.headers.get('content-type')).toContain('javascript');
  expect(await (await app.request('/assets/entry-0a1b2c.js')).text()).toBe('plain');
});

it('answers the address of a page with the application', async () => {
  const response = await app.request('/campaigns/42?tab=history', PAGE);
  expect(response.status).toBe(200);
  expect(await response.text()).toContain('<title>page</title>');
});

it('answers data requests, unknown interfaces and missing assets with 404', async () => {
  for (const path of ['/v1/unknown', '/api/unknown', '/trpc', '/assets/gone-ffffff.js']) {
    expect((await app.request(path, PAGE)).status).toBe(404);
  }
  expect((await app.request('/campaigns/42', { headers: { Accept: 'application/json' } })).status).toBe(404);
  expect((await app.request('/campaigns/42', { method: 'POST', ...PAGE })).status).toBe(404);
});

it('never leaves its folder', async () => {
  for (const path of [
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/assets/..%5c..%5csecret.txt',
  ]) {
    expect(await (await app.request(path)).text()).not.toContain('secret');
  }
});

it('mounts nothing without a build', async () => {
  const bare = new Hono<AppEnv>();
  mountStaticFiles(bare, join(root, 'none'));
  expect((await bare.request('/', PAGE)).status).toBe(404);
});
