import { auditRangeSchema } from '@xietong/shared/audit';
import type { AuditCheckView, AuditRangeInput, SignedHead } from '@xietong/shared/audit';
import { startOfShanghaiDate, windowOfDates } from '@xietong/shared/kernel';
import { asCaller } from '../../access/as-caller';
import type { AuditPort } from '../../access/audit-port';
import type { Call } from '../../access/call';
import { requireCan, requireRow } from '../../access/require-can';
import { AppError } from '../../platform/app-error';
import type { Clock } from '../../platform/clock';
import type { Database } from '../../platform/database';
import type { Ids } from '../../platform/ids';
import type { Logger } from '../../platform/logger';
import { createAuditCheckStore } from './audit-check-store';
import type { AuditIntegrity, Span } from './audit-integrity';
import type { Bounds } from './audit-integrity-store';
import type { AuditSequencer } from './audit-sequencer';
import { NO_OUTSIDE_HEADS } from './outside-heads';
import type { OutsideHeads } from './outside-heads';

/** Between two notes of how far a check has come. */
const NOTE_EVERY_MS = 500;
/** Between two signs of life: by far less than a check may be silent before it counts as lost. */
const BEAT_EVERY_MS = 10_000;
const SHOWN_CHECKS = 20;

export interface AuditCheckServiceDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly audit: AuditPort;
  readonly logger: Logger;
  readonly sequencer: AuditSequencer;
  readonly integrity: AuditIntegrity;
}

/** What a check looks at. */
interface Checked {
  readonly span: Span;
  readonly bounds: Bounds;
  /** Heads as somebody received them outside. */
  readonly outside: OutsideHeads;
}

/** Days as instants. */
export function boundsOf({ from, to }: AuditRangeInput): Bounds {
  return {
    from: from ? new Date(startOfShanghaiDate(from)) : null,
    to: to ? new Date(windowOfDates(to, to).endsAt) : null,
  };
}

/** Integrity checks on a button: one runs in this process, notes how far it is, and is found again later. */
export function createAuditCheckService(deps: AuditCheckServiceDeps) {
  const { database, clock, ids, audit, logger, sequencer, integrity } = deps;
  /** By tenant. */
  const running = new Map<string, Promise<void>>();
  const stopping = new AbortController();

  /** A city's auditor is told of what is the city's. */
  const shownTo = ({ actor }: Call) => (actor.tenant.kind === 'PROVINCE' ? null : actor.tenant.id);

  async function note(
    call: Call,
    id: string,
    change: Parameters<ReturnType<typeof createAuditCheckStore>['update']>[1],
  ): Promise<void> {
    await asCaller(database, call, (tx) =>
      createAuditCheckStore(tx, call.actor).update(id, { ...change, heartbeatAt: clock.now() }),
    );
  }

  /** Says every few seconds that the check is alive, however long its next step takes; the answer ends that. */
  function keepAlive(call: Call, id: string): () => Promise<void> {
    let beat = Promise.resolve();
    const timer = setInterval(() => {
      // One that fails is made up for by the next.
      beat = note(call, id, {}).catch(() => undefined);
    }, BEAT_EVERY_MS);
    return () => {
      clearInterval(timer);
      return beat;
    };
  }

  async function work(call: Call, id: string, { span, bounds, outside }: Checked): Promise<void> {
    let notedAt = performance.now();
    const endBeats = keepAlive(call, id);
    try {
      const report = await integrity.check({
        ...{ span, bounds, outside },
        tenantId: shownTo(call),
        signal: stopping.signal,
        onProgress: async (checked) => {
          if (performance.now() - notedAt < NOTE_EVERY_MS) return;
          notedAt = performance.now();
          await note(call, id, { checked });
        },
      });
      const { checked, heads, findings, findingCount } = report;
      const state = findingCount === 0 ? 'SOUND' : 'UNSOUND';
      await note(call, id, { state, checked, heads, findings, findingCount, endedAt: clock.now() });
    } catch (error) {
      logger.error({ err: error, checkId: id }, 'an integrity check of the audit log failed');
      await note(call, id, { state: 'FAILED', endedAt: clock.now() }).catch(() => undefined);
    } finally {
      await endBeats();
    }
  }

  /** Puts a check on record; who checks is in the log, too, and what is to be checked is under a signed head. */
  async function record(
    call: Call,
    range: AuditRangeInput,
    outside: OutsideHeads,
  ): Promise<{ id: string; checked: Checked }> {
    const id = ids.next();
    const { actor } = call;
    await sequencer.run('NOW');
    const bounds = boundsOf(range);
    const span = await integrity.spanOf(bounds);
    const now = clock.now();
    await asCaller(database, call, async (tx) => {
      await createAuditCheckStore(tx, actor).insert({
        ...{ id, tenantId: actor.tenant.id, state: 'RUNNING', startedAt: now, heartbeatAt: now },
        startedByName: actor.kind === 'PERSON' ? `${actor.name} ${actor.staffId}` : actor.name,
        ...{ firstIndex: span.first, endIndex: span.end, checked: 0, heads: 0 },
        ...{ findings: [], findingCount: 0 },
      });
      await audit.success(tx, call, {
        act: 'audit.verify',
        subject: { type: 'AuditEvent', id },
        after: { from: range.from ?? null, to: range.to ?? null },
      });
    });
    return { id, checked: { span, bounds, outside } };
  }

  async function begin(
    call: Call,
    input: AuditRangeInput,
    outside = NO_OUTSIDE_HEADS,
  ): Promise<{ id: string; done: Promise<void> }> {
    requireCan(call.actor, 'read', 'AuditEvent');
    const range = auditRangeSchema.parse(input);
    const tenantId = call.actor.tenant.id;
    if (running.has(tenantId)) throw new AppError('AUDIT_CHECK_RUNNING');
    const recorded = record(call, range, outside);
    const done = recorded
      .then(({ id, checked }) => work(call, id, checked))
      .finally(() => running.delete(tenantId));
    // Whoever started it hears of a failure by `recorded`.
    running.set(
      tenantId,
      done.catch(() => undefined),
    );
    const { id } = await recorded;
    return { id, done };
  }

  async function get(call: Call, id: string): Promise<AuditCheckView> {
    return asCaller(database, call, async (tx) =>
      requireRow(await createAuditCheckStore(tx, call.actor).findById(id, clock.now())),
    );
  }

  return {
    /**
     * Starts a check of what happened in a range of days, or of everything; the answer does not wait for it.
     * @throws AppError AUDIT_CHECK_RUNNING while another one of the tenant runs
     */
    async start(call: Call, input: AuditRangeInput): Promise<{ id: string }> {
      const { id } = await begin(call, input);
      return { id };
    },

    /**
     * The same, to its end; compared with heads that somebody received outside, too, which are read one after the other.
     * @throws AppError AUDIT_CHECK_RUNNING, and whatever reading the heads throws
     */
    async verify(
      call: Call,
      input: AuditRangeInput,
      outside: AsyncIterable<SignedHead> | Iterable<SignedHead> = [],
    ): Promise<AuditCheckView> {
      requireCan(call.actor, 'read', 'AuditEvent');
      const { id, done } = await begin(call, input, await integrity.outside(outside));
      await done;
      return get(call, id);
    },

    /** @throws AppError NOT_FOUND */
    get,

    async list(call: Call): Promise<AuditCheckView[]> {
      return asCaller(database, call, (tx) =>
        createAuditCheckStore(tx, call.actor).newest(SHOWN_CHECKS, clock.now()),
      );
    },

    /** Ends what runs, for the end of the process. */
    async stop(): Promise<void> {
      stopping.abort();
      await Promise.all(running.values());
    },
  };
}
export type AuditCheckService = ReturnType<typeof createAuditCheckService>;
