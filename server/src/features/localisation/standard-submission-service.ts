import { buildRelease } from '@xietong/shared/localisation';
import type { SubmitVersionInput } from '@xietong/shared/localisation';
import { asCaller } from '../../access/as-caller';
import type { Call } from '../../access/call';
import { requireRow } from '../../access/require-can';
import { holdStandard, isStandardArchived } from '../../db/standard-hold';
import { AppError } from '../../platform/app-error';
import type { Tx } from '../../platform/database';
import { stateAfter } from './local-campaign-access';
import { placementsToRelease } from './placement-saving';
import { createPlacementStore } from './placement-store';
import type { DecidedVersion, LocalisationDeps, Submitted } from './release-port';
import {
  openRevision,
  requirePlaceable,
  revisionProblems,
  surroundStandard,
} from './standard-placement-access';
import { requireNotRetired } from './standard-retired';
import { createStandardPlacementStore } from './standard-placement-store';
import { editedBy, requireComplete, requireFresh } from './version-editing';
import { createVersionReleaseReadModel } from './version-release-read-model';

/** Handing the province's placements in, taking them back, and what becomes of them. */
export function createStandardSubmissionService(deps: LocalisationDeps) {
  const { database, clock, audit, releases, smsSignature } = deps;

  /** Holds the standard that is placed, so that it is not retired, archived or corrected beside it. */
  async function hold(tx: Tx, versionId: string): Promise<void> {
    const { campaignId } = requireRow(await createStandardPlacementStore(tx).findById(versionId));
    await holdStandard(tx, campaignId, 'BESIDE');
  }

  return {
    /**
     * Checks everything again, seals it as a release and asks for its approval. The second of two
     * clicks gets the release of the first.
     * @throws AppError as revise and save; DRAFT_INCOMPLETE and CONTENT_CHECK_BLOCKED with every
     * problem beside its field
     */
    async submit(call: Call, input: SubmitVersionInput): Promise<Submitted> {
      return asCaller(database, call, async (tx) => {
        await hold(tx, input.versionId);
        const { revision, standard } = await openRevision(tx, call, input.versionId, 'update');
        if (revision.state === 'IN_REVIEW') {
          const found = await createVersionReleaseReadModel(tx).latestByVersion([revision.id]);
          return { versionId: revision.id, releaseId: requireRow(found.get(revision.id)).id };
        }
        const state = stateAfter(revision.state, 'SUBMIT');
        requireFresh(revision, input.rowVersion);
        await requireNotRetired(tx, revision.campaignId);
        requirePlaceable(standard);
        const placements = await createPlacementStore(tx).ofVersion(revision.id);
        const surroundings = await surroundStandard(tx, call, standard, placements, deps);
        requireComplete(revisionProblems(standard, placements, revision.assessment, surroundings));
        const { campaignId, number, versionId, version } = standard;
        const document = buildRelease({
          tenant: { code: call.actor.tenant.code, kind: call.actor.tenant.kind },
          subject: {
            kind: 'STANDARD_PLACEMENT',
            campaignId,
            number,
            title: standard.title,
            versionId: revision.id,
            version: revision.version,
            base: { campaignId, number, versionId, version },
          },
          cityDefault: standard.cityDefault,
          content: standard.fields,
          assets: surroundings.assets,
          smsSignature,
          placements: placementsToRelease(placements, surroundings),
        });
        const { releaseId, hash } = await releases.submit(tx, call, {
          kind: 'STANDARD_PLACEMENT',
          campaignId,
          versionId: revision.id,
          document,
          note: input.note,
          exemptions: input.exemptions,
        });
        const change = { state, ...editedBy(call, revision.rowVersion + 1, clock.now()) };
        await createStandardPlacementStore(tx).update(revision.id, change);
        await audit.success(tx, call, {
          act: 'standardPlacements.submit',
          subject: { type: 'Placement', id: revision.id },
          before: { state: revision.state },
          after: { state, revision: revision.version, hash, note: input.note ?? null },
          campaignId,
        });
        return { releaseId, versionId: revision.id };
      });
    },

    /**
     * An author takes a revision back while it is in review; again is not an error.
     * @throws AppError NOT_FOUND, FORBIDDEN for who is no author, VERSION_WRONG_STATE
     */
    async withdraw(call: Call, { versionId }: { versionId: string }): Promise<{ versionId: string }> {
      return asCaller(database, call, async (tx) => {
        await releases.hold(tx, { versionId, kind: 'STANDARD_PLACEMENT' });
        const { revision } = await openRevision(tx, call, versionId, 'update');
        if (revision.state === 'WITHDRAWN') return { versionId };
        const state = stateAfter(revision.state, 'WITHDRAW');
        await releases.withdraw(tx, call, { versionId, kind: 'STANDARD_PLACEMENT' });
        const change = { state, ...editedBy(call, revision.rowVersion + 1, clock.now()) };
        await createStandardPlacementStore(tx).update(versionId, change);
        await audit.success(tx, call, {
          act: 'standardPlacements.withdraw',
          subject: { type: 'Placement', id: versionId },
          before: { state: revision.state },
          after: { state },
          campaignId: revision.campaignId,
        });
        return { versionId };
      });
    },

    hold,

    /**
     * An approver's decision, told inside the transaction that records it.
     * @throws AppError STANDARD_RETIRED, STANDARD_ARCHIVED for an approval of what can no longer be shown
     */
    async decided(tx: Tx, _call: Call, { versionId, outcome }: DecidedVersion): Promise<void> {
      const store = createStandardPlacementStore(tx);
      const revision = requireRow(await store.lockById(versionId));
      if (outcome === 'APPROVED') {
        await requireNotRetired(tx, revision.campaignId);
        if (await isStandardArchived(tx, revision.campaignId)) throw new AppError('STANDARD_ARCHIVED');
      }
      await store.update(versionId, { state: stateAfter(revision.state, outcome) });
    },

    /** Paused with its standard, told inside the transaction that records it. */
    async paused(tx: Tx, versionId: string): Promise<void> {
      const store = createStandardPlacementStore(tx);
      const revision = requireRow(await store.lockById(versionId));
      await store.update(versionId, { state: stateAfter(revision.state, 'PAUSE') });
    },

    /** An emergency stop, told inside the transaction that records it. */
    async takenDown(tx: Tx, versionId: string): Promise<void> {
      const store = createStandardPlacementStore(tx);
      const revision = requireRow(await store.lockById(versionId));
      await store.update(versionId, { state: stateAfter(revision.state, 'TAKE_DOWN') });
    },

    /**
     * The standard was archived: the open draft is put away with it, and so are the revisions whose
     * releases were. Runs inside the transaction that archives it.
     */
    async archived(tx: Tx, call: Call, campaignId: string, stopped: readonly string[]): Promise<void> {
      const store = createStandardPlacementStore(tx);
      for (const { id } of await store.revisionsOf(campaignId)) {
        const revision = requireRow(await store.lockById(id));
        if (revision.state !== 'DRAFT' && !stopped.includes(id)) continue;
        const state = stateAfter(revision.state, 'ARCHIVE');
        await store.update(id, { state });
        await audit.success(tx, call, {
          act: 'standardPlacements.archive',
          subject: { type: 'Placement', id },
          before: { state: revision.state },
          after: { state, revision: revision.version },
          campaignId,
        });
      }
    },
  };
}
