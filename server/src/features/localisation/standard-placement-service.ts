import { sameJson } from '@xietong/shared/kernel';
import type {
  SavedPlacements,
  SaveStandardPlacementInput,
  StandardPlacementDetail,
} from '@xietong/shared/localisation';
import { actorId } from '@xietong/shared/tenants';
import { asCaller } from '../../access/as-caller';
import type { Call } from '../../access/call';
import { requireCan, requireRow } from '../../access/require-can';
import type { Tx } from '../../platform/database';
import { stateAfter } from './local-campaign-access';
import { createPlacementFactsReadModel } from './placement-facts-read-model';
import { admitPlacements, auditedPlacements } from './placement-saving';
import type { PlacementSurroundings } from './placement-saving';
import { createPlacementStore } from './placement-store';
import type { LocalisationDeps } from './release-port';
import {
  openRevision,
  placementObstacle,
  requirePlaceable,
  revisionProblems,
  surroundStandard,
} from './standard-placement-access';
import { createStandardPlacementStore } from './standard-placement-store';
import type { StandardPlacementRecord } from './standard-placement-store';
import { detailStandardPlacement } from './standard-placement-view';
import { createStandardSubmissionService } from './standard-submission-service';
import { editedBy, isRepeated, requireFresh } from './version-editing';
import { createVersionReleaseReadModel } from './version-release-read-model';

/** The province's own placements of published standards, in all cities that have none of their own. */
export function createStandardPlacementService(deps: LocalisationDeps) {
  const { database, clock, ids, audit, releases, smsSignature } = deps;

  async function recordAuthor(
    tx: Tx,
    call: Call,
    { tenantId, campaignId }: StandardPlacementRecord,
  ): Promise<void> {
    await releases.recordAuthor(tx, call, { tenantId, campaignId, kind: 'STANDARD_PLACEMENT' });
  }

  return {
    ...createStandardSubmissionService(deps),

    /**
     * The latest revision of a standard's placement, or none yet, and whether there can be one.
     * @throws AppError NOT_FOUND
     */
    async get(
      call: Call,
      { standardCampaignId }: { standardCampaignId: string },
    ): Promise<StandardPlacementDetail> {
      return asCaller(database, call, async (tx) => {
        const facts = createPlacementFactsReadModel(tx);
        const revisions = await createStandardPlacementStore(tx).revisionsOf(standardCampaignId);
        const latest = revisions[0];
        const placed = latest ? await facts.standardVersion(latest.standardVersionId) : null;
        // Of an archived standard nothing is published; what was placed of it is still to be read.
        const published = requireRow((await facts.publishedStandard(standardCampaignId)) ?? placed);
        requireCan(call.actor, 'read', 'Placement', { tenantId: published.tenantId });
        const standard = placed ?? published;
        const placements = latest ? await createPlacementStore(tx).ofVersion(latest.id) : [];
        const surroundings = await surroundStandard(tx, call, standard, placements, deps);
        const handedIn = await createVersionReleaseReadModel(tx).latestByVersion(
          revisions.map(({ id }) => id),
        );
        return detailStandardPlacement({
          call,
          published,
          standard,
          blocked: placementObstacle(published),
          revisions,
          handedIn,
          placements,
          surroundings,
          problems:
            latest?.state === 'DRAFT'
              ? revisionProblems(standard, placements, latest.assessment, surroundings)
              : [],
          smsSignature,
          now: clock.now(),
        });
      });
    },

    /**
     * The draft to work on: the open one, moved to the standard's present version, or the next
     * revision copied from the last.
     * @throws AppError NOT_FOUND, FORBIDDEN, STANDARD_NOT_PUBLISHED, STANDARD_NOT_SHOWN_IN_CITIES,
     * STANDARD_NEEDS_LOCAL_VALUES, VERSION_WRONG_STATE while one is in review
     */
    async revise(
      call: Call,
      { standardCampaignId }: { standardCampaignId: string },
    ): Promise<{ versionId: string }> {
      return asCaller(database, call, async (tx) => {
        const found = await createPlacementFactsReadModel(tx).publishedStandard(standardCampaignId);
        const standard = requirePlaceable(found);
        requireCan(call.actor, 'create', 'Placement', { tenantId: standard.tenantId });
        const store = createStandardPlacementStore(tx);
        await store.lockStandard(standardCampaignId);
        const [latest] = await store.revisionsOf(standardCampaignId);
        if (latest?.state === 'IN_REVIEW') stateAfter(latest.state, 'EDIT');
        if (latest?.state === 'DRAFT') {
          if (latest.standardVersionId === standard.versionId) return { versionId: latest.id };
          // What it shows changes with the standard's version: whoever moves it there is an author.
          await store.update(latest.id, {
            standardVersionId: standard.versionId,
            ...editedBy(call, latest.rowVersion + 1, clock.now()),
          });
          await recordAuthor(tx, call, latest);
          await audit.success(tx, call, {
            act: 'standardPlacements.revise',
            subject: { type: 'Placement', id: latest.id },
            before: { standardVersionId: latest.standardVersionId },
            after: { standardVersionId: standard.versionId },
            campaignId: standardCampaignId,
          });
          return { versionId: latest.id };
        }
        const next: StandardPlacementRecord = {
          id: ids.next(),
          tenantId: standard.tenantId,
          campaignId: standardCampaignId,
          standardVersionId: standard.versionId,
          version: (latest?.version ?? 0) + 1,
          state: 'DRAFT',
          assessment: latest?.assessment ?? null,
          createdBy: actorId(call.actor),
          createdAt: clock.now(),
          ...editedBy(call, 1, clock.now()),
        };
        await store.insert(next);
        const placementStore = createPlacementStore(tx);
        const copied = latest ? await placementStore.ofVersion(latest.id) : [];
        const { points } = await surroundStandard(tx, call, standard, copied, deps);
        await placementStore.replace(
          ownerOf(next),
          copied.map((placement) => ({ ...placement, id: ids.next() })),
          pointIdsOf(points),
        );
        await recordAuthor(tx, call, next);
        await audit.success(tx, call, {
          act: 'standardPlacements.revise',
          subject: { type: 'Placement', id: next.id },
          after: { standard: standard.number, standardVersion: standard.version, revision: next.version },
          campaignId: standardCampaignId,
        });
        return { versionId: next.id };
      });
    },

    /**
     * Replaces a draft's placements and assessment, and says what is still wrong.
     * @throws AppError NOT_FOUND, FORBIDDEN, VERSION_WRONG_STATE, STALE_VERSION, PLACEMENT_POINT_UNKNOWN
     */
    async save(call: Call, input: SaveStandardPlacementInput): Promise<SavedPlacements> {
      return asCaller(database, call, async (tx) => {
        const { revision, standard } = await openRevision(tx, call, input.versionId, 'update');
        stateAfter(revision.state, 'EDIT');
        const placementStore = createPlacementStore(tx);
        const stored = await placementStore.ofVersion(revision.id);
        const surroundings = await surroundStandard(tx, call, standard, input.placements, deps);
        const placements = admitPlacements(input.placements, stored, surroundings, ids);
        const before = { assessment: revision.assessment, ...auditedPlacements(stored) };
        const after = { assessment: input.assessment, ...auditedPlacements(placements) };
        const same = sameJson(before, after);
        const known =
          revision.rowVersion === input.rowVersion || isRepeated(revision, call, input.rowVersion);
        if (!(same && known)) requireFresh(revision, input.rowVersion);
        const saved = same ? stored : placements;
        const change = same
          ? revision
          : { assessment: input.assessment, ...editedBy(call, revision.rowVersion + 1, clock.now()) };
        if (!same) {
          await placementStore.replace(ownerOf(revision), placements, pointIdsOf(surroundings.points));
          await createStandardPlacementStore(tx).update(revision.id, change);
          await recordAuthor(tx, call, revision);
          await audit.success(tx, call, {
            act: 'standardPlacements.save',
            subject: { type: 'Placement', id: revision.id },
            before,
            after,
            campaignId: revision.campaignId,
          });
        }
        return {
          versionId: revision.id,
          rowVersion: change.rowVersion,
          updatedAt: change.updatedAt.toISOString(),
          problems: revisionProblems(standard, saved, input.assessment, surroundings),
          placementIds: saved.map(({ id }) => id),
        };
      });
    },
  };
}
export type StandardPlacementService = ReturnType<typeof createStandardPlacementService>;

function ownerOf({ id, tenantId, campaignId }: StandardPlacementRecord) {
  return { tenantId, campaignKind: 'STANDARD' as const, campaignId, versionId: id };
}

function pointIdsOf(points: PlacementSurroundings['points']): ReadonlyMap<string, string> {
  return new Map([...points].map(([code, { id }]) => [code, id]));
}
