import { auditedContent } from '@xietong/shared/audit';
import { resolveContent } from '@xietong/shared/content';
import { keepOverrides, mergeContent, resolveMerge } from '@xietong/shared/inheritance';
import type { ContentMerge } from '@xietong/shared/inheritance';
import { footprintOf, isRevisable, releasePlacement } from '@xietong/shared/localisation';
import type { Footprint, MergeView, RebaseInput } from '@xietong/shared/localisation';
import { actorId } from '@xietong/shared/tenants';
import type { TenantRef } from '@xietong/shared/tenants';
import { asCaller } from '../../access/as-caller';
import type { Call } from '../../access/call';
import { can, requireCan, requireRow } from '../../access/require-can';
import { AppError, unwrap } from '../../platform/app-error';
import type { Tx } from '../../platform/database';
import { createBoundStandardReadModel } from './bound-standard-read-model';
import { permissionRow } from './local-campaign-access';
import { createLiveReleaseReadModel } from './live-release-read-model';
import { createLocalCampaignStore } from './local-campaign-store';
import type { LocalCampaignRecord, LocalVersionRecord } from './local-campaign-store';
import { createPlacementFactsReadModel } from './placement-facts-read-model';
import type { StandardFacts } from './placement-facts-read-model';
import { copyPlacements, placementToRelease, readSurroundings } from './placement-saving';
import { createPlacementStore } from './placement-store';
import { findPushDeadline } from './push-read-model';
import type { LocalisationDeps } from './release-port';
import { referenceOf } from './standard-placement-view';
import { editedBy, requireFresh } from './version-editing';

interface Move {
  readonly campaign: LocalCampaignRecord;
  readonly latest: LocalVersionRecord;
  readonly from: StandardFacts;
  readonly to: StandardFacts;
  readonly merge: ContentMerge;
}

/** @throws AppError NOT_FOUND, MERGE_NOTHING_NEWER when the latest version is on the published standard */
async function readMove(tx: Tx, campaign: LocalCampaignRecord, now: Date): Promise<Move> {
  if (campaign.baseCampaignId === null) throw new AppError('MERGE_NOTHING_NEWER');
  const bound = createBoundStandardReadModel(tx, now);
  const latest = requireRow((await createLocalCampaignStore(tx).versionsOf(campaign.id))[0]);
  const from = requireRow(await bound.baseOf(latest));
  const published = await createPlacementFactsReadModel(tx).publishedStandard(from.campaignId);
  if (!published || published.version <= from.version) throw new AppError('MERGE_NOTHING_NEWER');
  const to = await bound.bind(campaign.id, published);
  return { campaign, latest, from, to, merge: mergeContent(from.fields, latest.overrides, to.fields) };
}

const isMovable = ({ campaign, latest }: Move): boolean =>
  !campaign.archivedAt && (latest.state === 'DRAFT' || isRevisable(latest.state));

/** Moving a local campaign to the published version of its standard. What is live stays live until its successor is approved. */
export function createLocalRebaseService(deps: LocalisationDeps) {
  const { database, clock, ids, audit, releases, smsSignature } = deps;
  /** The draft on the new standard: the open one moves, of a version that was handed in a copy is made. */
  async function writeDraft(
    tx: Tx,
    call: Call,
    { campaign, latest, to }: Move,
    content: Pick<LocalVersionRecord, 'overrides' | 'archivedOverrides' | 'resolved'>,
  ): Promise<string> {
    const store = createLocalCampaignStore(tx);
    const moved = { ...content, baseVersionId: to.versionId };
    if (latest.state === 'DRAFT') {
      const edited = editedBy(call, latest.rowVersion + 1, clock.now());
      await store.updateVersion(latest.id, { ...moved, ...edited });
      return latest.id;
    }
    const id = ids.next();
    await store.insertVersion({
      ...latest,
      ...moved,
      id,
      version: latest.version + 1,
      state: 'DRAFT',
      restoredFrom: null,
      createdBy: actorId(call.actor),
      createdAt: clock.now(),
      ...editedBy(call, 1, clock.now()),
    });
    await copyPlacements(tx, { campaign, from: latest.id, to: id, ids });
    return id;
  }

  /** What differs from what is approved now, with the placements as they stand with the latest version. */
  async function footprint(
    tx: Tx,
    owner: TenantRef,
    { campaign, latest, to, merge }: Move,
  ): Promise<Footprint> {
    const now = clock.now();
    const [live] = await createLiveReleaseReadModel(tx).ofCampaign(campaign.id, now);
    const content = resolveContent(to.fields, merge.overrides).fields;
    const placements = await createPlacementStore(tx).ofVersion(latest.id);
    const surroundings = await readSurroundings(tx, {
      ...{ tenant: owner, content, placements, smsSignature, mayAim: true, now },
    });
    const placed = placements.map((each) => releasePlacement(placementToRelease(each, surroundings)));
    return footprintOf(live?.document ?? null, { content, placements: placed }, merge, [
      latest.overrides,
      merge.overrides,
    ]);
  }

  return {
    /**
     * What moving to the published standard would do, field by field. Changes nothing.
     * @throws AppError NOT_FOUND, MERGE_NOTHING_NEWER
     */
    async merge(call: Call, { id }: { id: string }): Promise<MergeView> {
      return asCaller(database, call, async (tx) => {
        const campaign = requireRow(await createLocalCampaignStore(tx).findById(id));
        const row = permissionRow(campaign);
        requireCan(call.actor, 'read', 'LocalCampaign', row);
        const move = await readMove(tx, campaign, clock.now());
        const { latest, from, to, merge } = move;
        const owner = requireRow(await createPlacementFactsReadModel(tx).tenantById(campaign.tenantId));
        return {
          id: campaign.id,
          number: campaign.number,
          title: latest.title,
          tenant: { id: owner.id, code: owner.code, nameZh: owner.nameZh, nameEn: owner.nameEn },
          version: {
            id: latest.id,
            version: latest.version,
            state: latest.state,
            rowVersion: latest.rowVersion,
          },
          from: referenceOf(from),
          to: referenceOf(to),
          fields: merge.fields,
          deadline: await findPushDeadline(tx, campaign.id, from.version),
          footprint: await footprint(tx, owner, move),
          mayRebase: isMovable(move) && can(call.actor, 'update', 'LocalCampaign', row),
        };
      });
    },

    /**
     * Moves the latest version, as the person decided, to a draft on the published standard.
     * @throws AppError NOT_FOUND, FORBIDDEN, VERSION_WRONG_STATE, VERSION_NOT_LATEST, STALE_VERSION,
     * MERGE_NOTHING_NEWER, MERGE_TARGET_CHANGED, MERGE_UNDECIDED and its kin with the field
     */
    async rebase(call: Call, input: RebaseInput): Promise<{ id: string; versionId: string }> {
      return asCaller(database, call, async (tx) => {
        const store = createLocalCampaignStore(tx);
        const asked = requireRow(await store.findVersion(input.versionId));
        const seen = requireRow(await store.findById(asked.campaignId));
        requireCan(call.actor, 'update', 'LocalCampaign', permissionRow(seen));
        const campaign = requireRow(await store.lockById(seen.id));
        const move = await readMove(tx, campaign, clock.now());
        const { latest, from, to, merge } = move;
        if (latest.id !== input.versionId) throw new AppError('VERSION_NOT_LATEST');
        if (!isMovable(move))
          throw new AppError('VERSION_WRONG_STATE', { state: latest.state, command: 'REVISE' });
        requireFresh(latest, input.rowVersion);
        if (to.versionId !== input.toVersionId) throw new AppError('MERGE_TARGET_CHANGED');
        const setBy = editedBy(call, 1, clock.now()).updatedByName;
        const { overrides, archived } = unwrap(resolveMerge(merge, input.choices, setBy));
        const resolved = resolveContent(to.fields, overrides).fields;
        const versionId = await writeDraft(tx, call, move, {
          overrides,
          resolved,
          archivedOverrides: keepOverrides(latest.archivedOverrides, archived, {
            at: clock.now().toISOString(),
            standardVersion: to.version,
          }),
        });
        const { tenantId } = campaign;
        await releases.recordAuthor(tx, call, { tenantId, campaignId: campaign.id, kind: 'LOCAL' });
        await audit.success(tx, call, {
          act: 'localCampaigns.rebase',
          subject: { type: 'LocalCampaign', id: campaign.id },
          before: { standardVersion: from.version, ...auditedContent(latest.resolved) },
          after: { standardVersion: to.version, ...auditedContent(resolved) },
          campaignId: campaign.id,
        });
        return { id: campaign.id, versionId };
      });
    },
  };
}
