import type { RailProblem } from '@xietong/shared/approvals';
import {
  buildRelease,
  checkLocalContent,
  checkLocalDraft,
  shownVersionState,
  ungrantedUse,
} from '@xietong/shared/localisation';
import type {
  DraftProblem,
  PlacementInput,
  SubmitVersionInput,
  VersionCommand,
  VersionRelease,
  VersionState,
} from '@xietong/shared/localisation';
import { mayUse } from '@xietong/shared/tenants';
import { asCaller } from '../../access/as-caller';
import type { Call } from '../../access/call';
import { requireCan, requireRow } from '../../access/require-can';
import { AppError } from '../../platform/app-error';
import { holdStandard } from '../../db/standard-hold';
import type { Tx } from '../../platform/database';
import { createBoundStandardReadModel } from './bound-standard-read-model';
import { openVersion, permissionRow, stateAfter } from './local-campaign-access';
import { createLocalCampaignStore } from './local-campaign-store';
import type { LocalCampaignRecord } from './local-campaign-store';
import { archivedListProblems, placementsToRelease, readSurroundings } from './placement-saving';
import { createPlacementStore } from './placement-store';
import type { DecidedVersion, LocalisationDeps, Submitted } from './release-port';
import { requireNotCorrected, requireNotRetired } from './standard-retired';
import { editedBy, requireComplete, requireFresh } from './version-editing';
import { createVersionReleaseReadModel } from './version-release-read-model';

function runs(state: VersionState, release: VersionRelease | undefined, now: Date): boolean {
  const shown = shownVersionState(state, release ?? null, now);
  return shown === 'LIVE' || shown === 'SCHEDULED';
}

/** @throws AppError VERSION_WRONG_STATE of a campaign that was put away: no push reaches it any more */
function requireNotPutAway({ archivedAt }: LocalCampaignRecord, command: VersionCommand): void {
  if (archivedAt) throw new AppError('VERSION_WRONG_STATE', { state: 'ARCHIVED', command });
}

/** What the city has no function for (any more): a draft may be older than the loss of one. */
function ungrantedProblems(
  { actor }: Call,
  campaign: LocalCampaignRecord,
  placements: readonly PlacementInput[],
): DraftProblem[] {
  if (actor.kind !== 'PERSON') return [];
  const codes = ungrantedUse(actor.functions, {
    hasStandard: permissionRow(campaign).baseCampaignId !== null,
    isPlaced: placements.length > 0,
    // Said beside each place that is.
    isAimed: false,
  });
  return codes.map((code) => ({ path: 'placements', code, params: {} }));
}

/** Handing local versions in, taking them back, and what becomes of them. */
export function createLocalSubmissionService(deps: LocalisationDeps) {
  const { database, clock, audit, releases, smsSignature } = deps;

  async function releaseOf(tx: Tx, versionId: string): Promise<Submitted> {
    const found = await createVersionReleaseReadModel(tx).latestByVersion([versionId]);
    return { versionId, releaseId: requireRow(found.get(versionId)).id };
  }

  /** Holds the standard of a version, so that it is not retired or corrected beside a decision. */
  async function hold(tx: Tx, versionId: string): Promise<{ campaignId: string }> {
    const store = createLocalCampaignStore(tx);
    const { campaignId } = requireRow(await store.findVersion(versionId));
    const { baseCampaignId } = requireRow(await store.findById(campaignId));
    if (baseCampaignId !== null) await holdStandard(tx, baseCampaignId, 'BESIDE');
    return { campaignId };
  }

  return {
    /**
     * Checks everything again, seals it as a release and asks for its approval. The second of two
     * clicks gets the release of the first.
     * @throws AppError NOT_FOUND, FORBIDDEN, STALE_VERSION, VERSION_WRONG_STATE; DRAFT_INCOMPLETE
     * and CONTENT_CHECK_BLOCKED with every problem beside its field, STANDARD_RETIRED, STANDARD_CORRECTED
     */
    async submit(call: Call, input: SubmitVersionInput): Promise<Submitted> {
      return asCaller(database, call, async (tx) => {
        // The standard before the campaign, and the campaign before its version: so does whoever retires, adopts or
        // archives, and nobody waits in a circle.
        const { campaignId } = await hold(tx, input.versionId);
        await createLocalCampaignStore(tx).lockById(campaignId);
        const { version, campaign } = await openVersion(tx, call, input.versionId, 'submit');
        if (version.state === 'IN_REVIEW') return releaseOf(tx, version.id);
        requireNotPutAway(campaign, 'SUBMIT');
        const state = stateAfter(version.state, 'SUBMIT');
        requireFresh(version, input.rowVersion);
        await requireNotRetired(tx, campaign.baseCampaignId);
        const bound = createBoundStandardReadModel(tx, clock.now());
        const standard = await bound.baseOf(version);
        if (standard) await requireNotCorrected(tx, campaign.id, standard.version);
        const fields = requireRow(await bound.fieldsOf(version));
        const placements = await createPlacementStore(tx).ofVersion(version.id);
        const { tenant } = call.actor;
        const { title, overrides, assessment } = version;
        const content = version.resolved;
        const surroundings = await readSurroundings(tx, {
          tenant,
          content,
          placements,
          smsSignature,
          mayAim: mayUse(call.actor, 'PRECISE_MARKETING'),
          now: clock.now(),
        });
        const draft = { title, standard: fields, overrides, placements, assessment };
        const { resolved, problems } = checkLocalDraft(draft, surroundings.context);
        requireComplete([
          ...problems,
          ...archivedListProblems(placements, surroundings),
          ...ungrantedProblems(call, campaign, placements),
        ]);
        const document = buildRelease({
          tenant: { code: tenant.code, kind: tenant.kind },
          subject: {
            kind: 'LOCAL',
            campaignId: campaign.id,
            number: campaign.number,
            title: title.trim(),
            versionId: version.id,
            version: version.version,
            base: standard && {
              campaignId: standard.campaignId,
              number: standard.number,
              versionId: standard.versionId,
              version: standard.version,
            },
          },
          cityDefault: null,
          content: resolved,
          assets: surroundings.assets,
          smsSignature,
          placements: placementsToRelease(placements, surroundings),
        });
        const { releaseId, hash } = await releases.submit(tx, call, {
          kind: 'LOCAL',
          campaignId: campaign.id,
          versionId: version.id,
          document,
          note: input.note,
          exemptions: input.exemptions,
        });
        await createLocalCampaignStore(tx).updateVersion(version.id, {
          state,
          resolved,
          ...editedBy(call, version.rowVersion + 1, clock.now()),
        });
        await audit.success(tx, call, {
          act: 'localCampaigns.submit',
          subject: { type: 'LocalCampaign', id: campaign.id },
          before: { state: version.state },
          after: { state, version: version.version, hash, note: input.note ?? null },
          campaignId: campaign.id,
        });
        return { releaseId, versionId: version.id };
      });
    },

    /**
     * An author takes a version back while it is in review; again is not an error.
     * @throws AppError NOT_FOUND, FORBIDDEN for who is no author, VERSION_WRONG_STATE
     */
    async withdraw(call: Call, { versionId }: { versionId: string }): Promise<{ versionId: string }> {
      return asCaller(database, call, async (tx) => {
        await releases.hold(tx, { versionId, kind: 'LOCAL' });
        const { version, campaign } = await openVersion(tx, call, versionId, 'withdraw');
        if (version.state === 'WITHDRAWN') return { versionId };
        const state = stateAfter(version.state, 'WITHDRAW');
        await releases.withdraw(tx, call, { versionId, kind: 'LOCAL' });
        await createLocalCampaignStore(tx).updateVersion(versionId, {
          state,
          ...editedBy(call, version.rowVersion + 1, clock.now()),
        });
        await audit.success(tx, call, {
          act: 'localCampaigns.withdraw',
          subject: { type: 'LocalCampaign', id: campaign.id },
          before: { state: version.state },
          after: { state },
          campaignId: campaign.id,
        });
        return { versionId };
      });
    },

    /**
     * Puts a campaign away with its open draft; nothing of it is deleted. Again is not an error.
     * @throws AppError NOT_FOUND, FORBIDDEN, VERSION_WRONG_STATE while in review,
     * CAMPAIGN_STILL_RUNNING while a version is live or waits for its window
     */
    async archive(call: Call, { id }: { id: string }): Promise<{ id: string }> {
      return asCaller(database, call, async (tx) => {
        const store = createLocalCampaignStore(tx);
        const campaign = requireRow(await store.findById(id));
        requireCan(call.actor, 'archive', 'LocalCampaign', permissionRow(campaign));
        if ((await store.lockById(id))?.archivedAt) return { id };
        const now = clock.now();
        const versions = await store.versionsOf(id);
        const inReview = versions.find((version) => version.state === 'IN_REVIEW');
        if (inReview)
          throw new AppError('VERSION_WRONG_STATE', { state: inReview.state, command: 'ARCHIVE' });
        const handedIn = await createVersionReleaseReadModel(tx).latestByVersion(
          versions.map((version) => version.id),
        );
        if (versions.some((version) => runs(version.state, handedIn.get(version.id)?.facts, now)))
          throw new AppError('CAMPAIGN_STILL_RUNNING');
        await store.archive(id, now);
        await audit.success(tx, call, {
          act: 'localCampaigns.archive',
          subject: { type: 'LocalCampaign', id },
          before: { archived: false },
          after: { archived: true },
          campaignId: id,
        });
        return { id };
      });
    },

    hold: async (tx: Tx, versionId: string): Promise<void> => void (await hold(tx, versionId)),

    /**
     * An approver's decision, told inside the transaction that records it.
     * @throws AppError STANDARD_RETIRED for an approval on a standard that the province has taken off,
     * VERSION_WRONG_STATE of a campaign that was put away
     */
    async decided(tx: Tx, _call: Call, { versionId, outcome }: DecidedVersion): Promise<void> {
      const store = createLocalCampaignStore(tx);
      const version = requireRow(await store.lockVersion(versionId));
      if (outcome === 'APPROVED') {
        const campaign = requireRow(await store.findById(version.campaignId));
        await requireNotRetired(tx, campaign.baseCampaignId);
        requireNotPutAway(campaign, 'APPROVED');
      }
      await store.updateVersion(versionId, { state: stateAfter(version.state, outcome) });
    },

    /** Fields that break the guard-rails which hold now: since it was handed in an exception may have ended. */
    async guardRails(tx: Tx, versionId: string): Promise<RailProblem[]> {
      const version = requireRow(await createLocalCampaignStore(tx).findVersion(versionId));
      const fields = await createBoundStandardReadModel(tx, clock.now()).fieldsOf(version);
      return checkLocalContent(fields ?? [], version.overrides).problems.map(({ path, ...problem }) => ({
        fieldId: path.replace(/^content\./, ''),
        point: null,
        ...problem,
      }));
    },

    /** Paused because of its standard, told inside the transaction that records it. */
    async paused(tx: Tx, versionId: string): Promise<void> {
      const store = createLocalCampaignStore(tx);
      const version = requireRow(await store.lockVersion(versionId));
      await store.updateVersion(versionId, { state: stateAfter(version.state, 'PAUSE') });
    },

    /** An emergency stop, told inside the transaction that records it. */
    async takenDown(tx: Tx, versionId: string): Promise<void> {
      const store = createLocalCampaignStore(tx);
      const version = requireRow(await store.lockVersion(versionId));
      await store.updateVersion(versionId, { state: stateAfter(version.state, 'TAKE_DOWN') });
    },
  };
}
