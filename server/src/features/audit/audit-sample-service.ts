import { drawSampleSchema, lookAtSampledSchema, readTreeHead } from '@xietong/shared/audit';
import type {
  AuditSampleRow,
  AuditSampleView,
  DrawSampleInput,
  LookAtSampledInput,
} from '@xietong/shared/audit';
import { asCaller } from '../../access/as-caller';
import type { AuditPort, RepeatPort } from '../../access/audit-port';
import type { Call } from '../../access/call';
import { createOnce } from '../../access/create-once';
import { requireCan, requireRow } from '../../access/require-can';
import { AppError } from '../../platform/app-error';
import type { Clock } from '../../platform/clock';
import { withTenant } from '../../platform/database';
import type { Database, Tx } from '../../platform/database';
import type { Ids } from '../../platform/ids';
import { createTurns } from '../../platform/turns';
import { boundsOf } from './audit-check-service';
import { createAuditLogStore } from './audit-log-store';
import { createAuditReadModel } from './audit-read-model';
import { createAuditSampleStore } from './audit-sample-store';
import type { SampleRow } from './audit-sample-store';
import type { AuditSequencer } from './audit-sequencer';

const SHOWN_SAMPLES = 100;

export interface AuditSampleServiceDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly audit: AuditPort & RepeatPort;
  readonly sequencer: AuditSequencer;
  readonly provinceId: () => Promise<string>;
}

const nameOf = ({ actor }: Call) => (actor.kind === 'PERSON' ? `${actor.name} ${actor.staffId}` : actor.name);

function rowOf(
  { id, purpose, fromDay, toDay, act, strata, population, size, drawnAt, drawnByName }: SampleRow,
  { lookedAt, objections }: { lookedAt: number; objections: number },
): AuditSampleRow {
  return {
    ...{ id, purpose, from: fromDay, to: toDay, act, strata, population, size, lookedAt, objections },
    ...{ drawnAt: drawnAt.toISOString(), drawnByName },
  };
}

/**
 * Samples for a review: events drawn by the root of a signed head that was not there before the draw was put
 * on record, so that nobody picks them, and everybody with the log draws the same ones again. A draw stays
 * on record like any other: who draws until it suits leaves all of them behind.
 */
export function createAuditSampleService(deps: AuditSampleServiceDeps) {
  const { database, clock, ids, audit, sequencer } = deps;
  /** A draw takes a second connection beside its own: many at once would wait for one another's. */
  const inTurn = createTurns(1);

  /** The head over everything up to now, the draw's own event included. */
  async function headOfNow(): Promise<{ size: number; root: string }> {
    const { state } = await sequencer.run('NOW');
    const scope = { tenantId: await deps.provinceId(), actorId: null, requestId: null };
    const head = await withTenant(database, scope, (tx) => createAuditLogStore(tx).newestHead());
    const read = head && readTreeHead(head.text);
    if (state === 'BROKEN' || !read) throw new AppError('AUDIT_LOG_BROKEN');
    return read;
  }

  return {
    /**
     * Draws a sample and puts it on record; of the same form once.
     * @throws AppError AUDIT_SAMPLE_EMPTY where nothing can be drawn from, AUDIT_LOG_BROKEN, ALREADY_CREATED
     */
    async drawSample(call: Call, input: DrawSampleInput): Promise<{ id: string }> {
      requireCan(call.actor, 'read', 'AuditEvent');
      const { idempotencyKey: key, ...given } = drawSampleSchema.parse(input);
      const { purpose, from = null, to = null, act = null, strata, size } = given;
      const terms = { purpose, from, to, act, strata, size };
      const asked = { act, ...boundsOf({ ...(from ? { from } : {}), ...(to ? { to } : {}) }) };
      const find = async (tx: Tx, id: string) => {
        const made = await createAuditSampleStore(tx).findById(id);
        if (!made) return undefined;
        const { fromDay, toDay, population } = made;
        // fewer were drawn than asked for where there were no more
        const asMany = made.size === Math.min(size, population) ? size : made.size;
        const found = { purpose: made.purpose, act: made.act, strata: made.strata, size: asMany };
        return { input: { ...found, from: fromDay, to: toDay }, answer: { id } };
      };
      const create = async (tx: Tx, id: string): Promise<{ id: string }> => {
        const store = createAuditSampleStore(tx);
        // before it goes on record: a draw that cannot be made must not be there as one that was
        const { size: sizeBefore } = await headOfNow();
        if (await store.isEmpty({ headSize: sizeBefore, ...asked })) throw new AppError('AUDIT_SAMPLE_EMPTY');
        const subject = { type: 'AuditEvent', id } as const;
        // Under the head whose root is the seed: whoever draws until the sample pleases leaves each try.
        await audit.standalone(call, { act: 'audit.beginSample', subject, after: terms });
        const { size: headSize, root: seed } = await headOfNow();
        const population = { headSize, ...asked };
        const drawn = await store.draw(population, seed, strata, size);
        const tenantId = call.actor.tenant.id;
        await store.insert(
          {
            ...{ id, tenantId, purpose, fromDay: from, toDay: to, act, strata, headSize, seed },
            ...{ population: await store.populationOf(population), size: drawn.length },
            ...{ drawnAt: clock.now(), drawnByName: nameOf(call) },
          },
          drawn.map(({ place, eventId }, n) => ({ sampleId: id, position: n + 1, tenantId, place, eventId })),
        );
        await audit.success(tx, call, {
          act: 'audit.drawSample',
          subject,
          after: { ...terms, headSize, seed },
        });
        return { id };
      };
      return inTurn(() =>
        createOnce({ database, ids, audit }, call, {
          ...{ act: 'audit.drawSample', key, input: terms, find, create },
        }),
      );
    },

    /** The tenant's own samples, newest first. */
    async list(call: Call): Promise<AuditSampleRow[]> {
      requireCan(call.actor, 'read', 'AuditEvent');
      return asCaller(database, call, async (tx) =>
        (await createAuditSampleStore(tx).list(SHOWN_SAMPLES)).map(({ sample, ...counts }) =>
          rowOf(sample, counts),
        ),
      );
    },

    /** @throws AppError NOT_FOUND */
    async get(call: Call, id: string): Promise<AuditSampleView> {
      requireCan(call.actor, 'read', 'AuditEvent');
      return asCaller(database, call, async (tx) => {
        const store = createAuditSampleStore(tx);
        const sample = requireRow(await store.findById(id));
        const items = await store.itemsOf(id);
        const findings = await store.findingsOn(id);
        const events = await createAuditReadModel(tx, call.actor).rowsOf(items.map(({ eventId }) => eventId));
        const byId = new Map(events.map((event) => [event.id, event]));
        const looked = items.filter(({ outcome }) => outcome !== null);
        const objections = looked.filter(({ outcome }) => outcome === 'OBJECTION').length;
        return {
          ...rowOf(sample, { lookedAt: looked.length, objections }),
          ...{ headSize: sample.headSize, seed: sample.seed },
          items: items.map(({ position, place, eventId, outcome, remark, lookedByName, lookedAt }) => ({
            ...{ position, place, eventId, event: byId.get(eventId) ?? null, outcome, remark, lookedByName },
            findings: findings.get(position) ?? [],
            lookedAt: lookedAt?.toISOString() ?? null,
          })),
        };
      });
    },

    /** Says what was made of a drawn event; may be said anew, and each time is in the log. @throws AppError NOT_FOUND */
    async lookAtSampled(call: Call, input: LookAtSampledInput): Promise<void> {
      requireCan(call.actor, 'read', 'AuditEvent');
      const { sampleId, position, outcome, remark, seenAt } = lookAtSampledSchema.parse(input);
      await asCaller(database, call, async (tx) => {
        const store = createAuditSampleStore(tx);
        const item = requireRow(await store.findItem(sampleId, position));
        if ((item.lookedAt?.toISOString() ?? null) !== seenAt) throw new AppError('STALE_VERSION');
        await store.look(item, { outcome, remark, lookedByName: nameOf(call), lookedAt: clock.now() });
        await audit.success(tx, call, {
          act: 'audit.lookAtSampled',
          subject: { type: 'AuditEvent', id: item.eventId },
          before: { sampleId, position, outcome: item.outcome, remark: item.remark },
          after: { sampleId, position, outcome, remark },
        });
      });
    },
  };
}
export type AuditSampleService = ReturnType<typeof createAuditSampleService>;
