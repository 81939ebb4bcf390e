import { auditedContent } from '@xietong/shared/audit';
import { sparseOverrides, resolveContent } from '@xietong/shared/content';
import type { ContentField, Overrides } from '@xietong/shared/content';
import { sameJson } from '@xietong/shared/kernel';
import type {
  OverrideInputs,
  SavedPlacements,
  SavedVersion,
  SaveLocalDraftInput,
  SavePlacementsInput,
} from '@xietong/shared/localisation';
import { mayUse } from '@xietong/shared/tenants';
import { asCaller } from '../../access/as-caller';
import type { Call } from '../../access/call';
import { requireCan, requireRow } from '../../access/require-can';
import { AppError } from '../../platform/app-error';
import type { Tx } from '../../platform/database';
import { openVersion, stateAfter } from './local-campaign-access';
import { createBoundStandardReadModel } from './bound-standard-read-model';
import { createLocalCampaignStore } from './local-campaign-store';
import type { LocalVersionRecord } from './local-campaign-store';
import { draftProblems } from './local-version-view';
import { admitPlacements, auditedPlacements, readSurroundings } from './placement-saving';
import { createPlacementStore } from './placement-store';
import type { StoredPlacement } from './placement-store';
import type { LocalisationDeps } from './release-port';
import { editedBy, isRepeated, requireFresh } from './version-editing';

/** Policies that let nothing through; what else is wrong may be stored and is reported. */
const REFUSED_OUTRIGHT: ReadonlySet<string> = new Set(['FIELD_LOCKED', 'FIELD_UNKNOWN']);

/** An override that says what it said before keeps who set it. */
function signed(inputs: OverrideInputs, before: Overrides, by: string): Overrides {
  return Object.fromEntries(
    Object.entries(inputs).map(([fieldId, { value, reason }]) => {
      const former = before[fieldId];
      const given = { value: value ?? null, ...(reason === undefined ? {} : { reason }) };
      const kept = former && sameJson({ ...given, setBy: former.setBy }, former);
      return [fieldId, { ...given, setBy: kept ? former.setBy : by }];
    }),
  );
}

/**
 * What the draft kept from the time of an exception that is over, unchanged, is stored and reported
 * like any other problem: words of the city's are not lost because a save came late.
 */
function requirePolicies(
  standard: readonly ContentField[],
  overrides: Overrides,
  before: Overrides,
): ContentField[] {
  const { fields, problems } = resolveContent(standard, overrides);
  const isKept = (fieldId: string | null): boolean =>
    fieldId !== null && sameJson(overrides[fieldId], before[fieldId]);
  const refused = problems.find(
    ({ fieldId, problem }) => REFUSED_OUTRIGHT.has(problem.code) && !isKept(fieldId),
  );
  if (!refused) return fields;
  const { code } = refused.problem;
  throw new AppError(code, {}, [{ path: `content.${refused.fieldId ?? ''}`, code, params: {} }]);
}

/** Changing the drafts of local campaigns. */
export function createLocalDraftService(deps: LocalisationDeps) {
  const { database, clock, ids, audit, releases, smsSignature } = deps;

  async function recordAuthor(tx: Tx, call: Call, campaign: { id: string; tenantId: string }): Promise<void> {
    await releases.recordAuthor(tx, call, {
      tenantId: campaign.tenantId,
      campaignId: campaign.id,
      kind: 'LOCAL',
    });
  }

  async function saved(
    tx: Tx,
    call: Call,
    version: LocalVersionRecord,
    placements: readonly StoredPlacement[],
  ): Promise<SavedVersion> {
    const fields = await createBoundStandardReadModel(tx, clock.now()).fieldsOf(version);
    const { tenant } = call.actor;
    const surroundings = await readSurroundings(tx, {
      tenant,
      content: version.resolved,
      placements,
      smsSignature,
      mayAim: mayUse(call.actor, 'PRECISE_MARKETING'),
      now: clock.now(),
    });
    return {
      versionId: version.id,
      rowVersion: version.rowVersion,
      updatedAt: version.updatedAt.toISOString(),
      problems: draftProblems(version, fields, placements, surroundings),
    };
  }

  return {
    /**
     * Stores the title, the overrides and the assessment of a draft, and says what is still wrong. An empty title
     * leaves the one before.
     * @throws AppError NOT_FOUND, FORBIDDEN, VERSION_WRONG_STATE, STALE_VERSION, FIELD_LOCKED and
     * FIELD_UNKNOWN with the field
     */
    async saveDraft(call: Call, input: SaveLocalDraftInput): Promise<SavedVersion> {
      return asCaller(database, call, async (tx) => {
        const { version, campaign } = await openVersion(tx, call, input.versionId, 'update');
        stateAfter(version.state, 'EDIT');
        const placements = await createPlacementStore(tx).ofVersion(version.id);
        const fields = requireRow(await createBoundStandardReadModel(tx, clock.now()).fieldsOf(version));
        const setBy = editedBy(call, 1, clock.now()).updatedByName;
        const overrides = sparseOverrides(fields, signed(input.overrides, version.overrides, setBy));
        // An emptied name is an open item of the form; the campaign goes by its last one, or nobody could open it.
        const title = input.title.trim() === '' ? version.title : input.title;
        const { assessment } = input;
        const before = { title: version.title, overrides: version.overrides, assessment: version.assessment };
        const same = sameJson({ title, overrides, assessment }, before);
        if (same && (version.rowVersion === input.rowVersion || isRepeated(version, call, input.rowVersion)))
          return saved(tx, call, version, placements);
        requireFresh(version, input.rowVersion);
        const resolved = requirePolicies(fields, overrides, version.overrides);
        const change = {
          title,
          overrides,
          resolved,
          assessment,
          ...editedBy(call, version.rowVersion + 1, clock.now()),
        };
        await createLocalCampaignStore(tx).updateVersion(version.id, change);
        await recordAuthor(tx, call, campaign);
        await audit.success(tx, call, {
          act: 'localCampaigns.saveDraft',
          subject: { type: 'LocalCampaign', id: campaign.id },
          before: {
            title: version.title,
            assessment: version.assessment,
            ...auditedContent(version.resolved),
          },
          after: { title, assessment, ...auditedContent(resolved) },
          campaignId: campaign.id,
        });
        return saved(tx, call, { ...version, ...change }, placements);
      });
    },

    /**
     * Replaces the placements of a draft by these, and says what is still wrong.
     * @throws AppError as saveDraft, and PLACEMENT_POINT_UNKNOWN, PLACEMENT_TIER_NOT_ALLOWED;
     * NOT_FOUND for a list that is not the city's own; PRECISE_MARKETING_NOT_GRANTED for one chosen without the function
     */
    async savePlacements(call: Call, input: SavePlacementsInput): Promise<SavedPlacements> {
      return asCaller(database, call, async (tx) => {
        const { version, campaign } = await openVersion(tx, call, input.versionId, 'update');
        requireCan(call.actor, 'update', 'Placement', { tenantId: campaign.tenantId });
        stateAfter(version.state, 'EDIT');
        const store = createPlacementStore(tx);
        const before = await store.ofVersion(version.id);
        const { tenant } = call.actor;
        const surroundings = await readSurroundings(tx, {
          tenant,
          content: version.resolved,
          placements: input.placements,
          smsSignature,
          mayAim: mayUse(call.actor, 'PRECISE_MARKETING'),
          now: clock.now(),
        });
        const placements = admitPlacements(input.placements, before, surroundings, ids);
        const same = sameJson(auditedPlacements(placements), auditedPlacements(before));
        if (same && (version.rowVersion === input.rowVersion || isRepeated(version, call, input.rowVersion)))
          return { ...(await saved(tx, call, version, before)), placementIds: before.map(({ id }) => id) };
        requireFresh(version, input.rowVersion);
        const pointIds = new Map([...surroundings.points].map(([code, { id }]) => [code, id]));
        const owner = {
          tenantId: tenant.id,
          campaignKind: 'LOCAL' as const,
          campaignId: campaign.id,
          versionId: version.id,
        };
        await store.replace(owner, placements, pointIds);
        const change = editedBy(call, version.rowVersion + 1, clock.now());
        await createLocalCampaignStore(tx).updateVersion(version.id, change);
        await recordAuthor(tx, call, campaign);
        await audit.success(tx, call, {
          act: 'localCampaigns.savePlacements',
          subject: { type: 'LocalCampaign', id: campaign.id },
          before: auditedPlacements(before),
          after: auditedPlacements(placements),
          campaignId: campaign.id,
        });
        const answer = await saved(tx, call, { ...version, ...change }, placements);
        return { ...answer, placementIds: placements.map(({ id }) => id) };
      });
    },
  };
}
