import { randomUUID } from 'node:crypto';
import PgBoss from 'pg-boss';
import type { Logger } from './logger';

export interface Job {
  id: string;
  /** As it was sent, through JSON; the handler checks it with its own schema. */
  data: unknown;
}

export interface SendOptions {
  /** Not before this instant. */
  startAfter?: Date;
  /** While a job with this key waits in the queue, another one is not added. */
  singletonKey?: string;
}

/** Background work that survives restarts; a job runs at least once, so handlers are idempotent. */
export interface JobQueue {
  /** Runs the handler for each job of that name; a rejection is retried three times, ever later. */
  work: (name: string, handler: (job: Job) => Promise<void>) => Promise<void>;
  /**
   * Sends a job of that name by the clock of Shanghai; five cron fields, to the minute. A run that
   * still waits when the next one is due stands for both.
   */
  schedule: (name: string, cron: string) => Promise<void>;
  /** The job's id, or null when the singleton key is taken. */
  send: (name: string, data: object, options?: SendOptions) => Promise<string | null>;
  /** Takes no more jobs and waits up to 20 seconds for those running. */
  stop: () => Promise<void>;
}

const stopPatienceMs = 20_000;

/**
 * Opens the queue as the owner role, in a schema of its own (`pgboss`), which it
 * makes or migrates first: a queue is a table, and the serving roles may make none.
 */
export async function openJobQueue(ownerUrl: string, logger: Logger): Promise<JobQueue> {
  const boss = new PgBoss({
    connectionString: ownerUrl,
    application_name: 'xietong jobs',
    schema: 'pgboss',
    max: 4,
    retryLimit: 3,
    retryDelay: 5,
    retryBackoff: true,
    expireInMinutes: 30,
  });
  boss.on('error', (error) => {
    logger.warn({ reason: error.message }, 'the job queue had a problem');
  });
  await boss.start();
  const queues = new Map<string, Promise<void>>();
  const ensureQueue = (name: string): Promise<void> => {
    const known = queues.get(name) ?? boss.createQueue(name, { name, policy: 'short' });
    queues.set(name, known);
    return known;
  };
  return {
    work: async (name, handler) => {
      await ensureQueue(name);
      await boss.work<unknown>(name, { pollingIntervalSeconds: 1 }, async (jobs) => {
        for (const { id, data } of jobs) await runLogged(logger, name, { id, data }, handler);
      });
    },
    schedule: async (name, cron) => {
      await ensureQueue(name);
      await boss.schedule(name, cron, {}, { tz: 'Asia/Shanghai' });
    },
    send: async (name, data, options = {}) => {
      await ensureQueue(name);
      // The policy lets one job wait for each key, so a job without a key gets one of its own.
      return boss.send(name, data, { ...options, singletonKey: options.singletonKey ?? randomUUID() });
    },
    stop: () => boss.stop({ graceful: true, wait: true, timeout: stopPatienceMs }),
  };
}

async function runLogged(
  logger: Logger,
  queue: string,
  job: Job,
  handler: (job: Job) => Promise<void>,
): Promise<void> {
  try {
    await handler(job);
  } catch (error) {
    logger.error({ queue, jobId: job.id, err: error }, 'a job failed');
    throw error;
  }
}
