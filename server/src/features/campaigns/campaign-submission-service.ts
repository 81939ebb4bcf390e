import {
  buildStandardRelease,
  checkStandardDraft,
  imageHashesOf,
  isStandardArchivable,
  nextStandardState,
} from '@xietong/shared/campaigns';
import type { CampaignVersionInput, DraftProblem, SubmitCampaignInput } from '@xietong/shared/campaigns';
import { approvalsFor, DEFAULT_PUSH } from '@xietong/shared/inheritance';
import type { Push } from '@xietong/shared/inheritance';
import { asCaller } from '../../access/as-caller';
import type { Call } from '../../access/call';
import { requireCan, requireRow } from '../../access/require-can';
import { holdStandard } from '../../db/standard-hold';
import { AppError, unwrap } from '../../platform/app-error';
import type { Tx } from '../../platform/database';
import { editedBy, openVersion, permissionRow, requireFresh } from './campaign-access';
import { createCampaignFactsReadModel } from './campaign-facts-read-model';
import type { CampaignDeps, DecidedVersion, SubmittedStandard } from './campaign-ports';
import { createCampaignStore } from './campaign-store';
import type { CampaignRecord, StandardVersionRecord } from './campaign-store';

/** @throws AppError STANDARD_INCOMPLETE with every problem beside its field (`content.<id>`, `title`) */
function requireComplete(problems: readonly DraftProblem[]): void {
  if (problems.length === 0) return;
  const fields = problems.map(({ fieldId, code, params }) => ({
    path: fieldId === null ? 'title' : `content.${fieldId}`,
    code,
    params: { ...params },
  }));
  throw new AppError('STANDARD_INCOMPLETE', { count: problems.length }, fields);
}

const NOT_RETIRED = {
  retiredAt: null,
  retiredBy: null,
  retiredByName: null,
  retiredReason: null,
  retiredChildren: null,
};

/** Handing standards in, publishing them, taking them back, and what becomes of them. */
export function createCampaignSubmissionService({
  database,
  clock,
  audit,
  releases,
  placements,
  propagation,
  smsSignature,
}: CampaignDeps) {
  async function seal(
    tx: Tx,
    call: Call,
    campaign: CampaignRecord,
    version: StandardVersionRecord,
    { note, push, exemptions }: Pick<SubmitCampaignInput, 'note' | 'exemptions'> & { push: Push },
  ) {
    const { tenant } = call.actor;
    const hashes = imageHashesOf(version.fields);
    const assets = await createCampaignFactsReadModel(tx).assets(campaign.tenantId, hashes);
    const stored = new Set(assets.map((asset) => asset.sha256));
    const missing = version.fields.flatMap((field): DraftProblem[] =>
      field.role === 'image' && field.value !== null && !stored.has(field.value.sha256)
        ? [{ fieldId: field.id, code: 'IMAGE_NOT_STORED' }]
        : [],
    );
    requireComplete([...checkStandardDraft(version), ...missing]);
    const document = buildStandardRelease({
      tenant: { code: tenant.code, kind: tenant.kind },
      subject: {
        campaignId: campaign.id,
        number: campaign.number,
        title: version.title.trim(),
        versionId: version.id,
        version: version.version,
      },
      cityDefault: version.cityDefault,
      fields: version.fields,
      assets,
      smsSignature,
      push,
      corrections: await propagation.corrections(tx, version.id),
    });
    return releases.submit(tx, call, {
      kind: 'STANDARD',
      campaignId: campaign.id,
      versionId: version.id,
      document,
      note,
      exemptions,
      required: approvalsFor(push),
    });
  }

  return {
    /**
     * Checks everything again, seals it as a release and asks for its approval. The second of two
     * clicks gets the release of the first.
     * @throws AppError NOT_FOUND, FORBIDDEN, STALE_VERSION, STANDARD_WRONG_STATE, STANDARD_ARCHIVED;
     * STANDARD_INCOMPLETE and CONTENT_CHECK_BLOCKED with every problem beside its field, PUSH_DUE_PAST,
     * PUSH_PILOT_UNKNOWN
     */
    async submit(call: Call, input: SubmitCampaignInput): Promise<SubmittedStandard> {
      return asCaller(database, call, async (tx) => {
        const { store, campaign, version } = await openVersion(tx, call, input, 'submit');
        if (version.state === 'IN_REVIEW') {
          const release = await createCampaignFactsReadModel(tx).releaseOf(version.id);
          return { versionId: version.id, releaseId: requireRow(release).id };
        }
        const state = unwrap(nextStandardState(version.state, 'SUBMIT'));
        requireFresh(version, input.rowVersion);
        const push = input.push ?? DEFAULT_PUSH;
        await propagation.check(tx, push);
        const { releaseId, hash } = await seal(tx, call, campaign, version, { ...input, push });
        await store.updateVersion(version.id, {
          state,
          push,
          ...editedBy(call, version.rowVersion + 1, clock.now()),
        });
        await audit.success(tx, call, {
          act: 'campaigns.submit',
          subject: { type: 'StandardCampaign', id: campaign.id },
          before: { state: version.state },
          after: { state, version: version.version, hash, note: input.note ?? null, push },
          campaignId: campaign.id,
        });
        return { versionId: version.id, releaseId };
      });
    },

    /**
     * An author takes a version back while it is in review; again is not an error.
     * @throws AppError NOT_FOUND, FORBIDDEN for who is no author, STANDARD_WRONG_STATE
     */
    async withdraw(call: Call, input: CampaignVersionInput): Promise<{ versionId: string }> {
      return asCaller(database, call, async (tx) => {
        const { store, campaign, version } = await openVersion(tx, call, input, 'withdraw');
        if (version.state === 'WITHDRAWN') return { versionId: version.id };
        const state = unwrap(nextStandardState(version.state, 'WITHDRAW'));
        await releases.withdraw(tx, call, { versionId: version.id, kind: 'STANDARD' });
        await store.updateVersion(version.id, {
          state,
          ...editedBy(call, version.rowVersion + 1, clock.now()),
        });
        await audit.success(tx, call, {
          act: 'campaigns.withdraw',
          subject: { type: 'StandardCampaign', id: campaign.id },
          before: { state: version.state },
          after: { state, version: version.version },
          campaignId: campaign.id,
        });
        return { versionId: version.id };
      });
    },

    /**
     * Makes an approved version the one that cities work with; the one before is superseded. Local
     * campaigns stay on the version they were made from; they are asked to move as the push says.
     * What was retired is back with it. Again is not an error.
     * @throws AppError NOT_FOUND, FORBIDDEN, STANDARD_WRONG_STATE, STANDARD_ARCHIVED, PUSH_DUE_PAST,
     * CONTENT_CHECK_BLOCKED when the dictionary no longer lets it stand
     */
    async publish(call: Call, input: CampaignVersionInput): Promise<{ versionId: string }> {
      return asCaller(database, call, async (tx) => {
        const { store, campaign, version } = await openVersion(tx, call, input, 'publish');
        if (version.state === 'PUBLISHED') return { versionId: version.id };
        const state = unwrap(nextStandardState(version.state, 'PUBLISH'));
        await holdStandard(tx, campaign.id, 'ALONE');
        await releases.publish(tx, call, { versionId: version.id });
        await store.setStates(campaign.id, 'PUBLISHED', 'SUPERSEDED');
        await store.updateVersion(version.id, { state, publishedAt: clock.now() });
        if (campaign.retiredAt) await store.setRetirement(campaign.id, NOT_RETIRED);
        const pushed = await propagation.published(tx, call, version.id);
        await audit.success(tx, call, {
          act: 'campaigns.publish',
          subject: { type: 'StandardCampaign', id: campaign.id },
          before: { state: version.state },
          after: { state, version: version.version, title: version.title, push: version.push, pushed },
          campaignId: campaign.id,
        });
        return { versionId: version.id };
      });
    },

    /**
     * Puts a standard away: cities can no longer start from it and the province no longer shows it,
     * what cities made of it runs on to its end. Nothing is deleted. Again is not an error.
     * @throws AppError NOT_FOUND, FORBIDDEN, STANDARD_WRONG_STATE while a version is with the
     * approvers or waits to be published, RELEASE_WRONG_STATE while a placement of it is with them
     */
    async archive(call: Call, { id }: { id: string }): Promise<{ id: string }> {
      return asCaller(database, call, async (tx) => {
        const store = createCampaignStore(tx);
        const seen = requireRow(await store.findById(id));
        const versions = await store.versionsOf(id);
        requireCan(call.actor, 'archive', 'StandardCampaign', permissionRow(seen, versions));
        const campaign = requireRow(await store.lockById(id));
        if (campaign.archivedAt) return { id };
        await holdStandard(tx, id, 'ALONE');
        const states = (await store.versionsOf(id)).map((version) => version.state);
        const busy = isStandardArchivable(states) ? undefined : states[0];
        if (busy) throw new AppError('STANDARD_WRONG_STATE', { state: busy, command: 'ARCHIVE' });
        const stopped = await releases.archiveStandard(tx, call, id);
        await placements.archived(tx, call, id, stopped);
        for (const state of ['DRAFT', 'PUBLISHED', 'RETIRED'] as const)
          await store.setStates(id, state, unwrap(nextStandardState(state, 'ARCHIVE')));
        await store.archive(id, clock.now());
        await audit.success(tx, call, {
          act: 'campaigns.archive',
          subject: { type: 'StandardCampaign', id },
          before: { archived: false },
          after: { archived: true, stoppedPlacements: stopped.length },
          campaignId: id,
        });
        return { id };
      });
    },

    /** An approver's decision, told inside the transaction that records it. */
    async decided(tx: Tx, _call: Call, { versionId, outcome }: DecidedVersion): Promise<void> {
      const store = createCampaignStore(tx);
      const found = requireRow(await store.findVersion(versionId));
      const version = requireRow(await store.lockVersion(found.campaignId, versionId));
      await store.updateVersion(versionId, { state: unwrap(nextStandardState(version.state, outcome)) });
    },
  };
}
