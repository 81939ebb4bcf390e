import { precedenceOf } from '@xietong/shared/decisions';
import {
  fallbackInputOf,
  isFormatOfChannel,
  isRenderable,
  pointCreateSchema,
  pointRivalsSchema,
  pointUpdateSchema,
} from '@xietong/shared/points';
import type {
  ChannelOption,
  PointCreateInput,
  PointDetail,
  PointOption,
  PointRival,
  PointRivalsInput,
  PointRow,
  PointUpdateInput,
} from '@xietong/shared/points';
import { actorLabel } from '@xietong/shared/tenants';
import { asCaller } from '../../access/as-caller';
import type { AuditPort } from '../../access/audit-port';
import type { Call } from '../../access/call';
import type { ProposalNewsPort } from '../../access/proposal-news-port';
import { can, requireCan, requireRow } from '../../access/require-can';
import { AppError } from '../../platform/app-error';
import type { Clock } from '../../platform/clock';
import type { Database, Tx } from '../../platform/database';
import type { Ids } from '../../platform/ids';
import { sqlStateOf, sqlStates } from '../../platform/sql-state';
import { approvalsOf, auditedProposal, createFallbackProposals, readContent } from './fallback-proposals';
import type { FallbackCheckPort } from './fallback-proposals';
import { createPointFallbackStore } from './point-fallback-store';
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
  readonly news: ProposalNewsPort;
  readonly smsSignature: string;
  readonly checks: FallbackCheckPort;
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

function rowOf(entry: Entry, { live, scheduled }: RunCount, hasOpenFallback: boolean): PointRow {
  return {
    id: entry.point.id,
    ...optionOf(entry),
    liveCount: live,
    scheduledCount: scheduled,
    hasFallback: entry.point.fallback !== null,
    hasOpenFallback,
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
export function createPointService(deps: PointServiceDeps) {
  const { database, engine, clock, ids, audit, smsSignature } = deps;
  const fallbacks = createFallbackProposals(deps);

  /** A city sees its own releases, and of the province that there is something. */
  async function runsFor(tx: Tx, call: Call, pointCode: string): Promise<RunAtPoint[]> {
    const now = clock.now();
    const runs = await runsInScope(tx, call.actor, now, pointCode);
    if (call.actor.tenant.kind === 'PROVINCE') return runs;
    return [...runs, ...(await provinceItems(engine, now, pointCode))];
  }

  return {
    async list(call: Call): Promise<PointRow[]> {
      requireCan(call.actor, 'read', 'MarketingPoint');
      return asCaller(database, call, async (tx) => {
        const now = clock.now();
        const counts = [await countRunsInScope(tx, call.actor, now)];
        if (call.actor.tenant.kind === 'CITY') counts.push(await countProvinceItems(engine, now));
        const open = await createPointFallbackStore(tx).openPointIds();
        return (await createPointStore(tx).list()).map((entry) =>
          rowOf(
            entry,
            sumOf(counts.map((count) => count.get(entry.point.code) ?? NOTHING)),
            open.has(entry.point.id),
          ),
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
        const fallback = readContent(entry.point.fallback);
        const approvals = await approvalsOf(tx, call, entry.point);
        const { fallbackProposal } = approvals;
        const waiting = fallbackProposal?.state === 'PROPOSED' ? fallbackProposal.content : null;
        return {
          ...rowOf(entry, countOf(runs), fallbackProposal?.state === 'PROPOSED'),
          rowVersion: entry.point.rowVersion,
          updatedByName: entry.point.updatedByName,
          fallback,
          fallbackInput: fallbackInputOf(waiting ?? fallback),
          ...approvals,
          runs: runs.map(({ run }) => run),
          mayUpdate: can(call.actor, 'update', 'MarketingPoint', permission),
        };
      });
    },

    /**
     * What runs at a point now or later beside a placement of the caller's, and which of the two goes first; of
     * what the caller may see, as at the point itself. @throws AppError NOT_FOUND
     */
    async rivals(call: Call, input: PointRivalsInput): Promise<PointRival[]> {
      const { code, standardCampaignId: standardId, tier, lever } = pointRivalsSchema.parse(input);
      const kind = call.actor.tenant.kind === 'CITY' ? 'LOCAL' : 'STANDARD_PLACEMENT';
      return asCaller(database, call, async (tx) => {
        const { point } = requireRow(
          (await createPointStore(tx).list()).find((one) => one.point.code === code),
        );
        requireCan(call.actor, 'read', 'MarketingPoint', { tenantId: point.tenantId });
        const runs = await runsFor(tx, call, code);
        return runs.map(({ run, standing }) => ({
          ...run,
          ...precedenceOf({ kind, standardId, tier, lever }, standing),
        }));
      });
    },

    /**
     * A new point shows nothing by itself before what is proposed with it is approved.
     * @throws AppError FORBIDDEN, POINT_CODE_TAKEN, POINT_CHANNEL_UNKNOWN,
     * POINT_FORMAT_NOT_OF_CHANNEL, and of the fallback what its renderer says, CONTENT_CHECK_BLOCKED
     */
    async create(call: Call, input: PointCreateInput): Promise<{ id: string }> {
      const tenantId = call.actor.tenant.id;
      requireCan(call.actor, 'create', 'MarketingPoint', { tenantId });
      const { fallback, exemptions, ...values } = pointCreateSchema.parse(input);
      if (!isFormatOfChannel(values))
        throw new AppError('POINT_FORMAT_NOT_OF_CHANNEL', { channel: values.channel });
      const id = ids.next();
      const wanted = fallbacks.rendered(fallback, values);
      const row = {
        id,
        tenantId,
        ...values,
        fallback: null,
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
        const proposal = wanted && (await fallbacks.propose(tx, call, row, wanted, exemptions));
        const { code, channel, format } = values;
        await audit.success(tx, call, {
          act: 'points.create',
          subject: { type: 'MarketingPoint', id },
          after: { code, channel, format, ...auditedPoint(row), ...auditedProposal(proposal) },
        });
        return { id };
      });
    },

    /**
     * Changes what a point is called and holds, and stops what it shows by itself. Something else that it is to show
     * waits for an approver: `isProposed`.
     * @throws AppError NOT_FOUND, FORBIDDEN, STALE_VERSION with who saved in between, and when; CONTENT_CHECK_BLOCKED
     */
    async update(
      call: Call,
      input: PointUpdateInput,
    ): Promise<{ id: string; rowVersion: number; isProposed: boolean }> {
      const { id, rowVersion, fallback, exemptions, ...values } = pointUpdateSchema.parse(input);
      return asCaller(database, call, async (tx) => {
        const store = createPointStore(tx);
        const before = requireRow(await store.lockById(id));
        requireCan(call.actor, 'update', 'MarketingPoint', { tenantId: before.tenantId });
        if (before.rowVersion !== rowVersion)
          throw new AppError('STALE_VERSION', {
            by: before.updatedByName,
            at: before.updatedAt.toISOString(),
          });
        const wanted = fallbacks.rendered(fallback, before);
        const proposals = await fallbacks.takeOver(tx, call, before, wanted, exemptions);
        const isStopped = wanted === null && before.fallback !== null;
        await store.update(id, {
          ...values,
          ...(isStopped ? { fallback: null, fallbackId: null } : {}),
          rowVersion: rowVersion + 1,
          updatedByName: actorLabel(call.actor),
          updatedAt: clock.now(),
        });
        await audit.success(tx, call, {
          act: 'points.update',
          subject: { type: 'MarketingPoint', id },
          before: { ...auditedPoint(before), ...auditedProposal(proposals.before) },
          after: {
            ...auditedPoint({ ...values, fallback: isStopped ? null : before.fallback }),
            ...auditedProposal(proposals.after),
          },
        });
        return { id, rowVersion: rowVersion + 1, isProposed: proposals.isProposed };
      });
    },
  };
}
export type PointService = ReturnType<typeof createPointService>;
