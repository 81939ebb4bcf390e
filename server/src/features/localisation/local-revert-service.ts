import { auditedContent } from '@xietong/shared/audit';
import { resolveContent, sparseOverrides } from '@xietong/shared/content';
import type { ContentField } from '@xietong/shared/content';
import { keepOverrides, mergeContent } from '@xietong/shared/inheritance';
import { canonicalJson } from '@xietong/shared/kernel';
import { isRevisable } from '@xietong/shared/localisation';
import { actorId } from '@xietong/shared/tenants';
import { asCaller } from '../../access/as-caller';
import type { Call } from '../../access/call';
import { requireCan, requireRow } from '../../access/require-can';
import { AppError } from '../../platform/app-error';
import type { Tx } from '../../platform/database';
import { createBoundStandardReadModel } from './bound-standard-read-model';
import { permissionRow } from './local-campaign-access';
import { independent } from './local-creation-service';
import { createLocalCampaignStore } from './local-campaign-store';
import type { LocalCampaignRecord, LocalVersionRecord } from './local-campaign-store';
import { auditedPlacements, copyPlacements } from './placement-saving';
import { createPlacementStore } from './placement-store';
import type { LocalisationDeps } from './release-port';
import { editedBy } from './version-editing';

type Filled = Pick<
  LocalVersionRecord,
  'title' | 'overrides' | 'resolved' | 'archivedOverrides' | 'assessment' | 'restoredFrom'
>;

/** What a draft on the latest version's standard says when it is filled with an earlier version; nothing of it is lost. */
async function fillFrom(
  tx: Tx,
  asked: LocalVersionRecord,
  latest: LocalVersionRecord,
  at: Date,
): Promise<Filled> {
  const { ownFields } = requireRow(await createLocalCampaignStore(tx).findById(latest.campaignId));
  if (ownFields) return fillOwn(asked, latest, ownFields, at);
  const standards = createBoundStandardReadModel(tx, at);
  const from = requireRow(await standards.baseOf(asked));
  const to = requireRow(await standards.baseOf(latest));
  const { overrides, archived } = mergeContent(from.fields, asked.overrides, to.fields);
  return {
    title: asked.title,
    overrides,
    resolved: resolveContent(to.fields, overrides).fields,
    archivedOverrides: keepOverrides(latest.archivedOverrides, archived, {
      at: at.toISOString(),
      standardVersion: to.version,
    }),
    assessment: asked.assessment,
    restoredFrom: asked.version,
  };
}

/** The same on the own fields of a campaign that has left its standard: what was shown then is shown again. */
function fillOwn(
  asked: LocalVersionRecord,
  latest: LocalVersionRecord,
  ownFields: readonly ContentField[],
  at: Date,
): Filled {
  const own = new Map(ownFields.map((field) => [field.id, field]));
  const setBy = asked.updatedByName;
  const fits = (field: ContentField) => own.get(field.id)?.role === field.role;
  const shown = asked.resolved.filter(fits).map(({ id, value }) => [id, { value, setBy }] as const);
  const archived = asked.resolved
    .filter((field) => !fits(field))
    .map((field) => ({
      ...{ fieldId: field.id, role: field.role, labels: field.labels, because: 'REMOVED' as const },
      override: { value: field.value, setBy },
    }));
  const overrides = sparseOverrides(ownFields, Object.fromEntries(shown));
  return {
    title: asked.title,
    overrides,
    resolved: resolveContent(ownFields, overrides).fields,
    archivedOverrides: keepOverrides(latest.archivedOverrides, archived, { at: at.toISOString() }),
    assessment: asked.assessment,
    restoredFrom: asked.version,
  };
}

/** Everything that a person writes into a version, where it runs included. */
async function writtenIn(
  tx: Tx,
  { title, overrides, assessment }: Pick<LocalVersionRecord, 'title' | 'overrides' | 'assessment'>,
  placementsOf: string,
): Promise<string> {
  const placements = auditedPlacements(await createPlacementStore(tx).ofVersion(placementsOf));
  return canonicalJson({ title, overrides, assessment, placements });
}

/** Whether nobody has written into a draft since it was copied from the version before it, or filled with an earlier one. */
async function isUntouched(
  tx: Tx,
  draft: LocalVersionRecord,
  versions: readonly LocalVersionRecord[],
  at: Date,
): Promise<boolean> {
  const source = versions.find(({ version }) => version === (draft.restoredFrom ?? draft.version - 1));
  if (!source || (draft.restoredFrom === null && source.baseVersionId !== draft.baseVersionId)) return false;
  const copied = draft.restoredFrom === null ? source : await fillFrom(tx, source, draft, at);
  return (await writtenIn(tx, draft, draft.id)) === (await writtenIn(tx, copied, source.id));
}

/** Going back to an earlier version of a local campaign: a draft filled with it, which is approved like any other. */
export function createLocalRevertService({ database, clock, ids, audit, releases }: LocalisationDeps) {
  /** Writes the filled draft: into the open one, else as the next version. */
  async function writeDraft(
    tx: Tx,
    call: Call,
    of: { campaign: LocalCampaignRecord; latest: LocalVersionRecord; askedId: string; filled: Filled },
  ): Promise<{ id: string; version: number }> {
    const { campaign, latest, askedId, filled } = of;
    const store = createLocalCampaignStore(tx);
    const isOpen = latest.state === 'DRAFT';
    const draft = isOpen
      ? latest
      : { ...latest, ...independent(campaign, latest), id: ids.next(), version: latest.version + 1 };
    const edited = editedBy(call, isOpen ? latest.rowVersion + 1 : 1, clock.now());
    if (isOpen) await store.updateVersion(draft.id, { ...filled, ...edited });
    else
      await store.insertVersion({
        ...draft,
        ...filled,
        state: 'DRAFT',
        createdBy: actorId(call.actor),
        createdAt: clock.now(),
        ...edited,
      });
    await copyPlacements(tx, { campaign, from: askedId, to: draft.id, ids });
    return draft;
  }

  /**
   * The latest version, where a draft may be filled anew from it.
   * @returns null where the open draft says already what it would be filled with
   * @throws AppError REVERT_TO_LATEST, REVERT_IN_REVIEW, REVERT_DRAFT_OPEN, VERSION_WRONG_STATE
   */
  async function requireFillable(
    tx: Tx,
    versions: readonly LocalVersionRecord[],
    asked: LocalVersionRecord,
    filled: Filled,
  ): Promise<LocalVersionRecord | null> {
    const latest = requireRow(versions[0]);
    const { state, version, updatedByName: by, updatedAt } = latest;
    if (state === 'IN_REVIEW') throw new AppError('REVERT_IN_REVIEW', { by, version });
    if (state !== 'DRAFT') {
      if (!isRevisable(state)) throw new AppError('VERSION_WRONG_STATE', { state, command: 'REVISE' });
      return latest;
    }
    if ((await writtenIn(tx, latest, latest.id)) === (await writtenIn(tx, filled, asked.id))) return null;
    if (await isUntouched(tx, latest, versions, clock.now())) return latest;
    throw new AppError('REVERT_DRAFT_OPEN', { by, at: updatedAt.toISOString(), version });
  }

  return {
    /**
     * A draft that says what an earlier version said, on the standard of the latest one: what is locked
     * there stays the province's, and words that give way are archived. The same asked twice is one draft;
     * an open draft that nobody has written into is filled anew. Changes nothing that is live.
     * @throws AppError NOT_FOUND, FORBIDDEN, VERSION_WRONG_STATE; REVERT_TO_LATEST; REVERT_IN_REVIEW and
     * REVERT_DRAFT_OPEN with the version in the way and whose it is
     */
    async revert(
      call: Call,
      input: { id: string; versionId: string },
    ): Promise<{ id: string; versionId: string }> {
      return asCaller(database, call, async (tx) => {
        const store = createLocalCampaignStore(tx);
        const seen = requireRow(await store.findById(input.id));
        requireCan(call.actor, 'update', 'LocalCampaign', permissionRow(seen));
        const campaign = requireRow(await store.lockById(seen.id));
        const versions = await store.versionsOf(campaign.id);
        const asked = requireRow(versions.find(({ id }) => id === input.versionId));
        const newest = requireRow(versions[0]);
        if (campaign.archivedAt)
          throw new AppError('VERSION_WRONG_STATE', { state: 'ARCHIVED', command: 'REVISE' });
        if (asked.id === newest.id) throw new AppError('REVERT_TO_LATEST');
        const filled = await fillFrom(tx, asked, newest, clock.now());
        const latest = await requireFillable(tx, versions, asked, filled);
        if (!latest) return { id: campaign.id, versionId: newest.id };
        const draft = await writeDraft(tx, call, { campaign, latest, askedId: asked.id, filled });
        const { tenantId } = campaign;
        await releases.recordAuthor(tx, call, {
          ...{ tenantId, campaignId: campaign.id, kind: 'LOCAL' },
          restoredVersionId: asked.id,
        });
        await audit.success(tx, call, {
          act: 'localCampaigns.revert',
          subject: { type: 'LocalCampaign', id: campaign.id },
          before: { version: latest.version, title: latest.title, ...auditedContent(latest.resolved) },
          after: {
            version: draft.version,
            restoredFrom: asked.version,
            title: filled.title,
            ...auditedContent(filled.resolved),
          },
          campaignId: campaign.id,
        });
        return { id: campaign.id, versionId: draft.id };
      });
    },
  };
}
