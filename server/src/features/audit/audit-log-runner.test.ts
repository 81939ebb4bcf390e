import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createAuditLogWorld } from '../../testing/audit-log-world';
import type { AuditLogWorld } from '../../testing/audit-log-world';
import { createAuditLogRunner } from './audit-log-runner';
import { createHeadDelivery } from './head-delivery';

let world: AuditLogWorld;
beforeEach(async () => {
  world = await createAuditLogWorld();
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
});
afterEach(async () => {
  vi.useRealTimers();
  await world.close();
});

const sequenced = () => world.one<number>('select count(*)::int as value from audit_log_entry');

describe('the runner of the audit log', () => {
  it('gives events their places while the other side takes its time, and ends with the head under way', async () => {
    const sent: string[] = [];
    let answer: (status: number) => void = () => undefined;
    let begin: () => void = () => undefined;
    const begun = new Promise<void>((resolve) => {
      begin = resolve;
    });
    const delivery = createHeadDelivery({
      ...{ url: 'https://example.invalid/heads', dataFolder: world.folder, publicKey: 'PEM' },
      ...{ headsAfter: world.log.headsAfter, logger: world.logger },
      send: (_, body) => {
        sent.push(body);
        begin();
        return new Promise((resolve) => {
          answer = resolve;
        });
      },
    });
    for (let n = 0; n < 2; n += 1) {
      await world.write(1);
      await world.log.sequencer.run('NOW');
    }
    const { sequencer } = world.log;
    const runs: Promise<unknown>[] = [];
    const run = () => {
      const done = sequencer.run();
      runs.push(done);
      return done;
    };
    const runner = createAuditLogRunner({ sequencer: { run }, delivery, logger: world.logger });
    runner.start();
    await begun;
    await world.write(1);
    vi.advanceTimersByTime(1_000);
    expect(runs).toHaveLength(2);
    await Promise.all(runs);
    expect(await sequenced()).toBe(3);
    await world.write(1);
    const stopped = runner.stop();
    answer(204);
    await stopped;
    expect(sent).toHaveLength(1);
    expect(await sequenced()).toBe(4);
  });

  it('goes on where what is to be sent cannot be read', async () => {
    let asked: () => void = () => undefined;
    const isAsked = new Promise<void>((resolve) => {
      asked = resolve;
    });
    const deliver = () => {
      asked();
      return Promise.reject(new Error('no connection'));
    };
    const runner = createAuditLogRunner({
      ...{ sequencer: world.log.sequencer, delivery: { deliver }, logger: world.logger },
    });
    runner.start();
    await isAsked;
    await world.write(1);
    await runner.stop();
    expect(await sequenced()).toBe(1);
  });
});
