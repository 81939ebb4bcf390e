import { once } from 'node:events';
import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { json } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { Hono } from 'hono';
import { expect, it } from 'vitest';
import { listen } from '../platform/http-listener';
import type { AppEnv } from './app-env';
import { DEFAULT_BODY_BYTES, limitBodies } from './body-limit';

const app = new Hono<AppEnv>();
app.use(
  '*',
  limitBodies(
    [
      { prefix: '/files/', bytes: 2 * DEFAULT_BODY_BYTES },
      { prefix: '/files/small/', bytes: 10 },
    ],
    () => Promise.resolve(),
  ),
);
app.post('*', async (c) => c.text(String((await c.req.arrayBuffer()).byteLength)));

const send = (path: string, body: Uint8Array | ReadableStream, headers: Record<string, string> = {}) =>
  app.request(path, { method: 'POST', body, headers, duplex: 'half' });

it('takes a body up to the limit and refuses one byte more', async () => {
  expect((await send('/x', new Uint8Array(DEFAULT_BODY_BYTES))).status).toBe(200);
  const refused = await send('/x', new Uint8Array(DEFAULT_BODY_BYTES + 1));
  expect(refused.status).toBe(413);
  expect(await refused.json()).toMatchObject({ code: 'TOO_LARGE', params: { maxBytes: DEFAULT_BODY_BYTES } });
});

it('counts a body that does not announce its length', async () => {
  const chunk = new Uint8Array(DEFAULT_BODY_BYTES / 2 + 1);
  const stream = new ReadableStream({
    start(controller) {
      controller.enqueue(chunk);
      controller.enqueue(chunk);
      controller.close();
    },
  });
  expect((await send('/x', stream, { 'Transfer-Encoding': 'chunked' })).status).toBe(413);
});

it('goes by the longest prefix', async () => {
  expect((await send('/files/a', new Uint8Array(DEFAULT_BODY_BYTES + 1))).status).toBe(200);
  expect((await send('/files/small/a', new Uint8Array(11))).status).toBe(413);
});

it('lets who announces too much send it to the end, so that the answer is heard', async () => {
  const listener = await listen(app, { host: '127.0.0.1', port: 0 });
  try {
    // more than the listener takes off the line by itself after an answer
    const pieces = Array.from({ length: 96 }, () => Buffer.alloc(DEFAULT_BODY_BYTES));
    const asking = request(`${listener.url}/x`, {
      method: 'POST',
      headers: { 'content-length': String(pieces.length * DEFAULT_BODY_BYTES) },
    });
    const answer = once(asking, 'response') as Promise<[IncomingMessage]>;
    await pipeline(Readable.from(pieces), asking);
    const [response] = await answer;
    expect(response.statusCode).toBe(413);
    expect(await json(response)).toMatchObject({ code: 'TOO_LARGE' });
  } finally {
    await listener.close(100);
  }
});
