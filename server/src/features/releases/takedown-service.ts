import { nextReleaseState, reviewDue, reviewerTenantId } from '@xietong/shared/releases';
import type {
  ReleaseKind,
  RunningRelease,
  TakeDownCampaignInput,
  TakeDownInput,
  TakedownView,
  TakenDown,
  TakenDownCampaign,
} from '@xietong/shared/releases';
import { actorId, actorLabel } from '@xietong/shared/tenants';
import { asCaller } from '../../access/as-caller';
import type { AuditPort } from '../../access/audit-port';
import type { Call } from '../../access/call';
import { can, requireCan, requireRow } from '../../access/require-can';
import { AppError, unwrap } from '../../platform/app-error';
import type { Clock } from '../../platform/clock';
import type { Database, Tx } from '../../platform/database';
import type { Ids } from '../../platform/ids';
import type { OpenedReview, ReleaseNews } from './release-news';
import { createReleaseStore } from './release-store';
import type { ReleaseRow } from './release-store';
import type { ReleaseVoiding } from './release-voiding';
import { createRunningReadModel } from './running-read-model';
import { createTakedownReviewStore } from './takedown-review-store';
import { createTakedownStore } from './takedown-store';

export interface TakedownServiceDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly audit: AuditPort;
  readonly news: Pick<ReleaseNews, 'takenDown'>;
  readonly voiding: ReleaseVoiding;
  /** Who owns the versions of what is shown, by kind of release. */
  readonly subjects: Readonly<
    Record<Exclude<ReleaseKind, 'STANDARD'>, { takenDown(tx: Tx, versionId: string): Promise<void> }>
  >;
}

function takedownOf({ takenDownAt, takenDownByName, takenDownReason }: ReleaseRow): TakedownView {
  if (!takenDownAt) throw new Error('a release is down without a record of it');
  return { by: takenDownByName ?? '', at: takenDownAt.toISOString(), reason: takenDownReason ?? '' };
}

/**
 * The emergency stop 紧急下线: one person, at once, with a reason. The decision engine no longer sees
 * the release from the next revision of the configuration on; only a new version with a full
 * approval brings the campaign back: what is with the approvers was compared with what ran, and is void. With each stop
 * its review opens (server/adr/0022).
 */
export function createTakedownService({
  database,
  clock,
  ids,
  audit,
  news,
  voiding,
  subjects,
}: TakedownServiceDeps) {
  /** Whoever did not stop or make it shall look into it: who that is, is settled with the stop. */
  async function openReview(
    tx: Tx,
    call: Call,
    row: ReleaseRow,
    { at, authorIds }: { at: Date; authorIds: readonly string[] },
  ): Promise<OpenedReview> {
    const reviews = createTakedownReviewStore(tx);
    const owner = requireRow(await reviews.ownerOf(row.tenantId, at));
    const stoppedBy = actorId(call.actor);
    const id = ids.next();
    const assigned = reviewerTenantId({
      owner,
      approverIds: owner.approverIds,
      closedTo: [stoppedBy, ...authorIds],
    });
    await reviews.insert({
      ...{ id, tenantId: row.tenantId, releaseId: row.id, reviewerTenantId: assigned },
      ...{ stoppedBy, stoppedByTenantId: call.actor.tenant.id, openedAt: at, dueAt: reviewDue(at) },
    });
    return { id, reviewerTenantId: assigned };
  }

  async function stop(
    tx: Tx,
    call: Call,
    row: ReleaseRow,
    act: string,
    reason: string,
  ): Promise<TakedownView> {
    if (row.kind === 'STANDARD') throw new AppError('RELEASE_NOT_RUNNING');
    const state = unwrap(nextReleaseState(row.state, 'TAKE_DOWN'));
    const by = actorLabel(call.actor);
    const at = clock.now();
    await createTakedownStore(tx).takeDown(row.id, {
      state,
      takenDownAt: at,
      takenDownBy: actorId(call.actor),
      takenDownByName: by,
      takenDownReason: reason,
    });
    await subjects[row.kind].takenDown(tx, row.versionId);
    const authorIds = await createReleaseStore(tx).personAuthorIds(row.id);
    const review = await openReview(tx, call, row, { at, authorIds });
    await news.takenDown(tx, call, { ...row, reason, authorIds, review });
    await audit.success(tx, call, {
      act,
      subject: { type: 'Release', id: row.id },
      before: { state: row.state },
      after: { state, hash: row.hash, title: row.title, reason, reviewDueAt: reviewDue(at).toISOString() },
      campaignId: row.campaignId,
      tenant: requireRow(await createRunningReadModel(tx, call.actor).tenantOf(row.tenantId)),
    });
    return { by, at: at.toISOString(), reason };
  }

  async function voidRequests(tx: Tx, call: Call, stopped: readonly ReleaseRow[]): Promise<void> {
    const campaignIds = [...new Set(stopped.map(({ campaignId }) => campaignId))];
    await voiding.voidRequests(tx, call, { campaignIds, ended: true }, 'TAKEN_DOWN');
  }

  function isOver({ endsAt, overtakenAt }: ReleaseRow): boolean {
    const now = clock.now();
    return endsAt === null || endsAt <= now || (overtakenAt !== null && overtakenAt <= now);
  }

  return {
    /**
     * What of a campaign is shown or still to come, and where; of a standard with what cities made of it.
     * @throws AppError NOT_FOUND
     */
    async running(call: Call, { campaignId }: { campaignId: string }): Promise<RunningRelease[]> {
      return asCaller(database, call, async (tx) => {
        const releases = createRunningReadModel(tx, call.actor);
        requireRow(await releases.findCampaign(campaignId));
        return releases.ofCampaign(campaignId, clock.now());
      });
    },

    /**
     * Stops one release. Again is not an error: the answer tells who did it first.
     * @throws AppError NOT_FOUND, FORBIDDEN, RELEASE_WRONG_STATE for what was never approved,
     * RELEASE_NOT_RUNNING for what is over, and for a standard, which is shown by its placements alone
     */
    async takeDown(call: Call, { releaseId, reason }: TakeDownInput): Promise<TakenDown> {
      return asCaller(database, call, async (tx) => {
        const seen = requireRow(await createReleaseStore(tx).findById(releaseId));
        // Only then the lock: what may not be stopped may not be held up either.
        requireCan(call.actor, 'takeDown', 'Release', { tenantId: seen.tenantId });
        await voiding.holdRequests(tx, [seen.campaignId]);
        const row = requireRow(await createTakedownStore(tx).lockById(releaseId));
        const repeated = row.state === 'TAKEN_DOWN';
        if (row.state === 'APPROVED' && isOver(row)) throw new AppError('RELEASE_NOT_RUNNING');
        const taken = repeated ? takedownOf(row) : await stop(tx, call, row, 'releases.takeDown', reason);
        if (!repeated) await voidRequests(tx, call, [row]);
        const releases = createRunningReadModel(tx, call.actor);
        const stillRunning = await releases.ofCampaign(row.campaignId, clock.now());
        return { releaseId, ...taken, repeated, stillRunning };
      });
    },

    /**
     * Stops everything of a campaign that runs or waits and that the caller may stop; of a standard
     * also what cities made of it. Each of them is audited where it belongs, too.
     * @throws AppError NOT_FOUND, FORBIDDEN, RELEASE_NOT_RUNNING when there is nothing to stop (any more)
     */
    async takeDownCampaign(
      call: Call,
      { campaignId, reason }: TakeDownCampaignInput,
    ): Promise<TakenDownCampaign> {
      return asCaller(database, call, async (tx) => {
        requireCan(call.actor, 'takeDown', 'Release');
        const releases = createRunningReadModel(tx, call.actor);
        const campaign = requireRow(await releases.findCampaign(campaignId));
        const store = createTakedownStore(tx);
        const mayStop = ({ tenantId }: { tenantId: string }) =>
          can(call.actor, 'takeDown', 'Release', { tenantId });
        const campaigns = await store.runningCampaigns(campaignId, clock.now());
        await voiding.holdRequests(
          tx,
          campaigns.filter(mayStop).map((running) => running.campaignId),
        );
        const mine: ReleaseRow[] = [];
        for await (const row of store.eachRunning(campaignId, () => clock.now(), mayStop)) {
          await stop(tx, call, row, 'releases.stop', reason);
          mine.push(row);
        }
        if (mine.length === 0) throw new AppError('RELEASE_NOT_RUNNING');
        await voidRequests(tx, call, mine);
        await audit.success(tx, call, {
          act: 'releases.takeDownCampaign',
          subject: { type: campaign.type, id: campaignId },
          after: { reason, releases: mine.length },
          campaignId,
          tenant: requireRow(await releases.tenantOf(campaign.tenantId)),
        });
        return {
          releaseIds: mine.map(({ id }) => id),
          stillRunning: await releases.ofCampaign(campaignId, clock.now()),
        };
      });
    },
  };
}
export type TakedownService = ReturnType<typeof createTakedownService>;
