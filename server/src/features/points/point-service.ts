import {
  fallbackInputOf,
  isFormatOfChannel,
  isRenderable,
  pointCreateSchema,
  pointUpdateSchema,
  renderFallback,
} from '@xietong/shared/points';
import type {
  ChannelOption,
  PointCreateInput,
  PointDetail,
  PointFallback,
  PointOption,
  PointPlace,
  PointRow,
  PointUpdateInput,
} from '@xietong/shared/points';
import { renderedContentSchema } from '@xietong/shared/rendering';
import type { RenderedContent } from '@xietong/shared/rendering';
import { actorLabel } from '@xietong/shared/tenants';
import { asCaller } from '../../access/as-caller';
import type { AuditPort } from '../../access/audit-port';
import type { Call } from '../../access/call';
import { can, requireCan, requireRow } from '../../access/require-can';
import { AppError, unwrap } from '../../platform/app-error';
import type { Clock } from '../../platform/clock';
import type { Database, Tx } from '../../platform/database';
import type { Ids } from '../../platform/ids';
import { sqlStateOf, sqlStates } from '../../platform/sql-state';
import { countProvinceItems, countRunsInScope, provinceItems, runsInScope } from './point-run-read-model';
import type { RunAtPoint, RunCount } from './point-run-read-model';
import { createPointStore } from './point-store';
import type { StoredPoint } from './point-store';

export interface PointServiceDeps {
  readonly database: Database;
  /** The decision engine's role: it tells a city that the province has something at a point. */
  readonly engine: Database;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly audit: AuditPort;
  readonly smsSignature: string;
}

interface Entry {
  readonly point: StoredPoint;
  readonly channel: ChannelOption;
}

function optionOf({ point, channel }: Entry): PointOption {
  const { code, nameZh, nameEn, format, capacity, enabled } = point;
  return {
    code,
    nameZh,
    nameEn,
    channel: channel.code,
    channelNameZh: channel.nameZh,
    channelNameEn: channel.nameEn,
    format,
    capacity,
    enabled,
    renderable: isRenderable(point),
  };
}

function rowOf(entry: Entry, { live, scheduled }: RunCount): PointRow {
  return {
    id: entry.point.id,
    ...optionOf(entry),
    liveCount: live,
    scheduledCount: scheduled,
    hasFallback: entry.point.fallback !== null,
    updatedAt: entry.point.updatedAt.toISOString(),
  };
}

const NOTHING: RunCount = { live: 0, scheduled: 0 };

function sumOf(counts: readonly RunCount[]): RunCount {
  return counts.reduce(
    (sum, { live, scheduled }) => ({ live: sum.live + live, scheduled: sum.scheduled + scheduled }),
    NOTHING,
  );
}

function countOf(runs: readonly RunAtPoint[]): RunCount {
  const live = runs.filter(({ run }) => run.state === 'LIVE').length;
  return { live, scheduled: runs.length - live };
}

/** What the audit keeps of a point. */
function auditedPoint({
  nameZh,
  nameEn,
  capacity,
  enabled,
  fallback,
}: Pick<StoredPoint, 'nameZh' | 'nameEn' | 'capacity' | 'enabled' | 'fallback'>) {
  return { nameZh, nameEn, capacity, enabled, fallback };
}

/** The catalogue of marketing points, and what runs at them. */
export function createPointService({ database, engine, clock, ids, audit, smsSignature }: PointServiceDeps) {
  /** A city sees its own releases, and of the province that there is something. */
  async function runsFor(tx: Tx, call: Call, pointCode: string): Promise<RunAtPoint[]> {
    const now = clock.now();
    const runs = await runsInScope(tx, call.actor, now, pointCode);
    if (call.actor.tenant.kind === 'PROVINCE') return runs;
    return [...runs, ...(await provinceItems(engine, now, pointCode))];
  }

  /** @throws AppError of the renderer, beside the field `fallback` */
  function rendered(fallback: PointFallback | null, place: PointPlace): RenderedContent | null {
    if (fallback === null) return null;
    const result = renderFallback(fallback, place, smsSignature);
    return unwrap(result.ok ? result : { ...result, path: ['fallback'] });
  }

  return {
    async list(call: Call): Promise<PointRow[]> {
      requireCan(call.actor, 'read', 'MarketingPoint');
      return asCaller(database, call, async (tx) => {
        const now = clock.now();
        const counts = [await countRunsInScope(tx, call.actor, now)];
        if (call.actor.tenant.kind === 'CITY') counts.push(await countProvinceItems(engine, now));
        return (await createPointStore(tx).list()).map((entry) =>
          rowOf(entry, sumOf(counts.map((count) => count.get(entry.point.code) ?? NOTHING))),
        );
      });
    },

    /** Points for pickers and filters. */
    async options(call: Call): Promise<PointOption[]> {
      requireCan(call.actor, 'read', 'MarketingPoint');
      return asCaller(database, call, async (tx) => (await createPointStore(tx).list()).map(optionOf));
    },

    async channels(call: Call): Promise<ChannelOption[]> {
      requireCan(call.actor, 'read', 'Channel');
      return asCaller(database, call, (tx) => createPointStore(tx).channels());
    },

    /** The sender of messages, for previews. */
    signature(): { smsSignature: string } {
      return { smsSignature };
    },

    /** @throws AppError NOT_FOUND */
    async get(call: Call, id: string): Promise<PointDetail> {
      return asCaller(database, call, async (tx) => {
        const entry = requireRow(await createPointStore(tx).findById(id));
        const permission = { tenantId: entry.point.tenantId };
        requireCan(call.actor, 'read', 'MarketingPoint', permission);
        const runs = await runsFor(tx, call, entry.point.code);
        const fallback = renderedContentSchema.nullable().catch(null).parse(entry.point.fallback);
        return {
          ...rowOf(entry, countOf(runs)),
          rowVersion: entry.point.rowVersion,
          updatedByName: entry.point.updatedByName,
          fallback,
          fallbackInput: fallbackInputOf(fallback),
          runs: runs.map(({ run }) => run),
          mayUpdate: can(call.actor, 'update', 'MarketingPoint', permission),
        };
      });
    },

    /**
     * @throws AppError FORBIDDEN, POINT_CODE_TAKEN, POINT_CHANNEL_UNKNOWN,
     * POINT_FORMAT_NOT_OF_CHANNEL, and of the fallback what its renderer says
     */
    async create(call: Call, input: PointCreateInput): Promise<{ id: string }> {
      const tenantId = call.actor.tenant.id;
      requireCan(call.actor, 'create', 'MarketingPoint', { tenantId });
      const { fallback, ...values } = pointCreateSchema.parse(input);
      if (!isFormatOfChannel(values))
        throw new AppError('POINT_FORMAT_NOT_OF_CHANNEL', { channel: values.channel });
      const id = ids.next();
      const row = {
        id,
        tenantId,
        ...values,
        fallback: rendered(fallback, values),
        rowVersion: 1,
        updatedByName: actorLabel(call.actor),
        updatedAt: clock.now(),
      };
      return asCaller(database, call, async (tx) => {
        const store = createPointStore(tx);
        if (!(await store.channels()).some((channel) => channel.code === values.channel))
          throw new AppError('POINT_CHANNEL_UNKNOWN', { channel: values.channel });
        await store.insert(row).catch((error: unknown) => {
          if (sqlStateOf(error) !== sqlStates.uniqueViolation) throw error;
          throw new AppError('POINT_CODE_TAKEN', { code: values.code });
        });
        const { code, channel, format } = values;
        await audit.success(tx, call, {
          act: 'points.create',
          subject: { type: 'MarketingPoint', id },
          after: { code, channel, format, ...auditedPoint(row) },
        });
        return { id };
      });
    },

    /**
     * Changes what a point is called, holds and shows by itself.
     * @throws AppError NOT_FOUND, FORBIDDEN, STALE_VERSION with who saved in between, and when
     */
    async update(call: Call, input: PointUpdateInput): Promise<{ id: string; rowVersion: number }> {
      const { id, rowVersion, fallback, ...values } = pointUpdateSchema.parse(input);
      return asCaller(database, call, async (tx) => {
        const store = createPointStore(tx);
        const before = requireRow(await store.lockById(id));
        requireCan(call.actor, 'update', 'MarketingPoint', { tenantId: before.tenantId });
        if (before.rowVersion !== rowVersion)
          throw new AppError('STALE_VERSION', {
            by: before.updatedByName,
            at: before.updatedAt.toISOString(),
          });
        const after = { ...values, fallback: rendered(fallback, before) };
        await store.update(id, {
          ...after,
          rowVersion: rowVersion + 1,
          updatedByName: actorLabel(call.actor),
          updatedAt: clock.now(),
        });
        await audit.success(tx, call, {
          act: 'points.update',
          subject: { type: 'MarketingPoint', id },
          before: auditedPoint(before),
          after: auditedPoint(after),
        });
        return { id, rowVersion: rowVersion + 1 };
      });
    },
  };
}
export type PointService = ReturnType<typeof createPointService>;
