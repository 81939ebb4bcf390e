import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Logger } from '../../platform/logger';
import type { StoredHead } from './audit-log-store';

const TIMEOUT_MS = 5_000;
/** After a failure the next try waits, ever longer up to this. */
const LONGEST_WAIT_MS = 300_000;
const HEADS_AT_ONCE = 50;
/** The text of the head is not in files of former versions. */
const sentSchema = z.object({
  url: z.string(),
  size: z.number().int().min(0),
  text: z.string().optional(),
});
/** The head that was sent last. */
type Sent = Omit<z.infer<typeof sentSchema>, 'url'>;
const NOTHING: Sent = { size: 0 };

export interface HeadDeliveryDeps {
  readonly url: string;
  readonly dataFolder: string;
  readonly publicKey: string;
  readonly headsAfter: (size: number, limit: number) => Promise<readonly StoredHead[]>;
  readonly logger: Logger;
  readonly send?: (url: string, body: string) => Promise<number>;
  readonly now?: () => number;
}

/**
 * Sends every signed head to an address outside, in order, until it answers 2xx: at least once each,
 * also over restarts. What was sent last is kept in a small file of the data folder; where it is not what is stored,
 * as after the database alone was restored, all that is stored is sent anew.
 */
export function createHeadDelivery(deps: HeadDeliveryDeps) {
  const { url, dataFolder, publicKey, headsAfter, logger } = deps;
  const send = deps.send ?? post;
  const now = deps.now ?? (() => performance.now());
  const path = join(dataFolder, 'audit-heads-sent.json');
  let sent = readSent();
  let failures = 0;
  let notBefore = Number.NEGATIVE_INFINITY;

  function readSent(): Sent {
    try {
      const found = sentSchema.parse(JSON.parse(existsSync(path) ? readFileSync(path, 'utf8') : '{}'));
      return found.url === url ? found : NOTHING;
    } catch {
      return NOTHING;
    }
  }

  function remember({ size, text }: Required<Sent>): void {
    sent = { size, text };
    writeFileSync(`${path}.new`, JSON.stringify({ url, size, text }), { mode: 0o600 });
    renameSync(`${path}.new`, path);
  }

  /** Heads behind the one that was sent last, which is looked at with them. */
  async function unsent(): Promise<readonly StoredHead[]> {
    if (sent.size === 0) return headsAfter(0, HEADS_AT_ONCE);
    const [last, ...next] = await headsAfter(sent.size - 1, HEADS_AT_ONCE + 1);
    if (last?.size === sent.size && last.text === (sent.text ?? last.text)) return next;
    sent = NOTHING;
    return headsAfter(0, HEADS_AT_ONCE);
  }

  function failed(reason: string): void {
    failures += 1;
    notBefore = now() + Math.min(LONGEST_WAIT_MS, 1_000 * 2 ** failures);
    logger.warn({ reason, failures }, 'a signed head of the audit log could not be sent outside');
  }

  return {
    /** Sends what was not sent, until `signal` says that no other is to be begun; never rejects for what the other side does. */
    async deliver(signal?: AbortSignal): Promise<void> {
      if (now() < notBefore) return;
      for (const { size, text, keyId, signature } of await unsent()) {
        if (signal?.aborted === true) return;
        try {
          const status = await send(url, JSON.stringify({ text, keyId, signature, publicKey }));
          if (status < 200 || status > 299) {
            failed(`status ${String(status)}`);
            return;
          }
        } catch (error) {
          failed(error instanceof Error ? error.message : String(error));
          return;
        }
        failures = 0;
        remember({ size, text });
      }
    },
  };
}
export type HeadDelivery = ReturnType<typeof createHeadDelivery>;

async function post(url: string, body: string): Promise<number> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  await response.body?.cancel();
  return response.status;
}
