import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { receivedHead } from '@xietong/shared/audit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAuditLogWorld } from '../../testing/audit-log-world';
import type { AuditLogWorld } from '../../testing/audit-log-world';
import { createHeadDelivery } from './head-delivery';

let world: AuditLogWorld;
beforeEach(async () => {
  world = await createAuditLogWorld();
});
afterEach(() => world.close());

describe('delivery outside', () => {
  it('sends each head in order until it is taken, also over a restart', async () => {
    const bodies: string[] = [];
    let status = 503;
    let now = 0;
    const open = () =>
      createHeadDelivery({
        ...{
          url: 'https://example.invalid/heads',
          dataFolder: world.folder,
          publicKey: 'PEM',
          logger: world.logger,
        },
        headsAfter: world.log.headsAfter,
        send: (_, body) => {
          bodies.push(body);
          return Promise.resolve(status);
        },
        now: () => now,
      });
    let delivery = open();
    await world.write(1);
    await world.log.sequencer.run('NOW');
    await delivery.deliver();
    await delivery.deliver();
    expect(bodies).toHaveLength(1);
    status = 204;
    now += 10_000;
    await delivery.deliver();
    await world.write(1);
    await world.log.sequencer.run('NOW');
    delivery = open();
    await delivery.deliver();
    await delivery.deliver();
    expect(
      bodies.map(
        (body) => (JSON.parse((JSON.parse(body) as { text: string }).text) as { size: number }).size,
      ),
    ).toEqual([1, 1, 2]);
    expect(existsSync(join(world.folder, 'audit-heads-sent.json'))).toBe(true);
  });

  describe('once the database alone was restored', () => {
    const texts: string[] = [];
    const path = () => join(world.folder, 'audit-heads-sent.json');
    const open = () =>
      createHeadDelivery({
        ...{ url: 'https://example.invalid/heads', dataFolder: world.folder, publicKey: 'PEM' },
        ...{ headsAfter: world.log.headsAfter, logger: world.logger },
        send: (_, body) => {
          texts.push((JSON.parse(body) as { text: string }).text);
          return Promise.resolve(204);
        },
      });
    const stored = async () => (await world.log.headsAfter(0, 100)).map(({ text }) => text);
    async function addHead(): Promise<void> {
      await world.write(1);
      await world.log.sequencer.run('NOW');
    }
    beforeEach(async () => {
      for (let n = 0; n < 3; n += 1) await addHead();
      await open().deliver();
      texts.length = 0;
      await world.asOwner('delete from audit_log_entry where index >= 1');
      await world.asOwner('delete from audit_tree_head where size > 1');
      // Moved away, as evidence of what was lost.
      rmSync(join(world.folder, 'audit-heads.jsonl'));
    });

    it('sends what is signed instead, where the last that was sent is not there', async () => {
      const delivery = open();
      await addHead();
      await delivery.deliver();
      expect(texts).toEqual(await stored());
      expect(texts).toHaveLength(2);
      await delivery.deliver();
      expect(texts).toHaveLength(2);
    });

    it('sees it where another head of the same size was signed by then', async () => {
      for (let n = 0; n < 3; n += 1) await addHead();
      await open().deliver();
      expect(texts).toEqual(await stored());
      expect(texts).toHaveLength(4);
    });

    it('goes on from what a former version noted, which knew the size alone', async () => {
      const { url, size } = JSON.parse(readFileSync(path(), 'utf8')) as { url: string; size: number };
      writeFileSync(path(), JSON.stringify({ url, size }));
      for (let n = 0; n < 3; n += 1) await addHead();
      await open().deliver();
      expect(texts).toEqual((await stored()).slice(-1));
    });
  });

  it('goes by HTTP, follows nobody elsewhere, and comes again after a failure', async () => {
    const received: { contentType: string | undefined; body: string }[] = [];
    const statuses = [302, 500, 204];
    const receiver = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        received.push({
          contentType: request.headers['content-type'],
          body: Buffer.concat(parts).toString(),
        });
        response.writeHead(statuses[received.length - 1] ?? 204, { location: '/elsewhere' }).end('thanks');
      });
    });
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
    try {
      const { port } = receiver.address() as AddressInfo;
      let now = 0;
      const delivery = createHeadDelivery({
        ...{
          url: `http://127.0.0.1:${String(port)}/heads`,
          dataFolder: world.folder,
          publicKey: world.log.publicKey,
          logger: world.logger,
        },
        ...{ headsAfter: world.log.headsAfter, now: () => (now += 600_000) },
      });
      await world.write(2);
      await world.log.sequencer.run('NOW');
      for (let tries = 0; tries < 4; tries += 1) await delivery.deliver();
      expect(received).toHaveLength(3);
      expect(new Set(received.map(({ body }) => body)).size).toBe(1);
      expect(received[0]?.contentType).toBe('application/json');
      expect(receivedHead(received[2]?.body ?? '')).toMatchObject({
        keyId: expect.stringMatching(/^[0-9a-f]{16}$/) as string,
      });
    } finally {
      await new Promise((resolve) => receiver.close(resolve));
    }
  });
});
