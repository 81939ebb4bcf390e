import type { Logger } from '../../platform/logger';
import type { AuditSequencer } from './audit-sequencer';
import type { HeadDelivery } from './head-delivery';

/** A look takes far less than the rest of `PLACE_WITHIN_MS`. */
const EVERY_MS = 1_000;
/** A log that cannot go on is told of this often. */
const COMPLAIN_EVERY_MS = 60_000;

export interface AuditLogRunnerDeps {
  readonly sequencer: Pick<AuditSequencer, 'run'>;
  /** Null: heads go nowhere beside the file. */
  readonly delivery: Pick<HeadDelivery, 'deliver'> | null;
  readonly logger: Logger;
}

/** Keeps the audit log going in the serving process: every second it looks for what has no place yet. */
export function createAuditLogRunner({ sequencer, delivery, logger }: AuditLogRunnerDeps) {
  let timer: NodeJS.Timeout | null = null;
  let ticking: Promise<void> | null = null;
  /** What goes outside takes as long as the other side does: events do not wait for it. */
  let delivering: Promise<void> | null = null;
  const stopping = new AbortController();
  let complainedAt = Number.NEGATIVE_INFINITY;

  async function look(): Promise<void> {
    const { state, size } = await sequencer.run();
    if (state === 'BROKEN' && performance.now() - complainedAt >= COMPLAIN_EVERY_MS) {
      complainedAt = performance.now();
      logger.error(
        { size },
        'the audit log does not continue its newest signed head and stands still; run: npm run xietong -- audit verify',
      );
    }
    if (!stopping.signal.aborted) deliver();
  }

  function deliver(): void {
    if (!delivery) return;
    delivering ??= delivery
      .deliver(stopping.signal)
      .catch((error: unknown) => {
        logger.warn({ err: error }, 'signed heads of the audit log could not be read to be sent outside');
      })
      .finally(() => {
        delivering = null;
      });
  }

  /** Of several callers at once, one looks. */
  function tick(): Promise<void> {
    ticking ??= look()
      .catch((error: unknown) => {
        logger.warn({ err: error }, 'the audit log could not be continued');
      })
      .finally(() => {
        ticking = null;
      });
    return ticking;
  }

  return {
    start(): void {
      timer = setInterval(() => void tick(), EVERY_MS);
      timer.unref();
      void tick();
    },

    /** Gives places to what came last, and waits until that is done; of heads that go outside for the one under way. */
    async stop(): Promise<void> {
      if (timer) clearInterval(timer);
      timer = null;
      stopping.abort();
      await ticking;
      await tick();
      await delivering;
    },
  };
}
