import { Client } from 'pg';
import type { Logger } from './logger';

/** How long after a lost connection the next one is tried. */
const RETRY_MS = 2_000;

/**
 * Hears notifications of one channel on a connection of its own. They only wake what looks anyway:
 * one that is missed costs time, never truth; so a lost connection is just made again.
 */
export function listenForNotifications(
  url: string,
  channel: string,
  { wake, logger }: { wake: () => void; logger: Logger },
): { stop: () => Promise<void> } {
  let client: Client | null = null;
  let timer: NodeJS.Timeout | null = null;
  let stopped = false;

  function again(error: unknown): void {
    client = null;
    if (stopped || timer) return;
    logger.warn(
      { reason: error instanceof Error ? error.message : String(error) },
      'notifications were interrupted',
    );
    timer = setTimeout(() => {
      timer = null;
      void connect();
    }, RETRY_MS);
    timer.unref();
  }

  async function connect(): Promise<void> {
    const connection = new Client({ connectionString: url, application_name: 'xietong notifications' });
    client = connection;
    connection.on('error', again);
    connection.on('end', () => {
      if (client === connection) again('the connection ended');
    });
    connection.on('notification', wake);
    try {
      await connection.connect();
      await connection.query(`listen ${connection.escapeIdentifier(channel)}`);
      wake();
    } catch (error) {
      await connection.end().catch(() => undefined);
      again(error);
    }
  }

  void connect();
  return {
    stop: async () => {
      stopped = true;
      if (timer) clearTimeout(timer);
      const connection = client;
      client = null;
      await connection?.end().catch(() => undefined);
    },
  };
}
