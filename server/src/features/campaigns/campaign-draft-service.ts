import { checkStandardDraft, isStandardRevisable, nextStandardState } from '@xietong/shared/campaigns';
import type {
  CreateCampaignInput,
  SaveCampaignDraftInput,
  SavedCampaignDraft,
} from '@xietong/shared/campaigns';
import { canonicalJson, shanghaiDate } from '@xietong/shared/kernel';
import { actorId } from '@xietong/shared/tenants';
import { asCaller } from '../../access/as-caller';
import type { Call } from '../../access/call';
import { createOnce } from '../../access/create-once';
import { requireCan, requireRow } from '../../access/require-can';
import { AppError, unwrap } from '../../platform/app-error';
import { auditedDraft } from './audited-draft';
import { editedBy, openCampaign, openVersion, requireFresh } from './campaign-access';
import { startNextVersion } from './campaign-next-version';
import type { CampaignDeps } from './campaign-ports';
import { createCampaignStore } from './campaign-store';
import type { StandardVersionRecord } from './campaign-store';

/** Whether the caller's own former save reached the store and only its answer was lost. */
function isRepeated(version: StandardVersionRecord, call: Call, input: SaveCampaignDraftInput): boolean {
  return (
    version.rowVersion === input.rowVersion + 1 &&
    version.updatedBy === actorId(call.actor) &&
    version.title === input.title &&
    version.cityDefault === input.cityDefault &&
    canonicalJson(version.fields) === canonicalJson(input.fields)
  );
}

function savedDraft(version: StandardVersionRecord): SavedCampaignDraft {
  return {
    versionId: version.id,
    rowVersion: version.rowVersion,
    savedAt: version.updatedAt.toISOString(),
    problems: checkStandardDraft(version),
  };
}

/** Beginning standards, changing their drafts, and making their next versions. */
export function createCampaignDraftService({ database, clock, ids, audit, releases }: CampaignDeps) {
  return {
    /**
     * A new standard with an empty first draft; of the same form once.
     * @throws AppError FORBIDDEN, ALREADY_CREATED
     */
    async create(
      call: Call,
      { kind, title, idempotencyKey: key }: CreateCampaignInput,
    ): Promise<{ id: string; number: string; versionId: string }> {
      const act = 'campaigns.create';
      const tenantId = call.actor.tenant.id;
      requireCan(call.actor, 'create', 'StandardCampaign', { tenantId, published: false });
      return createOnce({ database, ids, audit }, call, {
        ...{ act, key, input: { kind, title } },
        find: async (tx, id) => {
          const store = createCampaignStore(tx);
          const made = await store.findById(id);
          const first = (await store.versionsOf(id)).at(-1);
          if (!made || !first) return undefined;
          const answer = { id, number: made.number, versionId: first.id };
          return { input: { kind: made.kind, title: first.title }, answer };
        },
        create: async (tx, id) => {
          const now = clock.now();
          const year = shanghaiDate(now).slice(0, 4);
          const counted = await releases.nextNumber(tx, tenantId, `STANDARD-${year}`);
          const number = `JS-${year}-${String(counted).padStart(4, '0')}`;
          const store = createCampaignStore(tx);
          const createdBy = actorId(call.actor);
          await store.insert({ id, tenantId, number, kind, createdBy });
          const versionId = ids.next();
          await store.insertVersion({
            ...{ id: versionId, tenantId, campaignId: id, version: 1, state: 'DRAFT', title },
            ...{ cityDefault: 'NONE', fields: [], createdBy, ...editedBy(call, 1, now) },
          });
          await releases.recordAuthor(tx, call, { tenantId, campaignId: id, kind: 'STANDARD' });
          await audit.success(tx, call, {
            act,
            subject: { type: 'StandardCampaign', id },
            after: { number, kind, title },
            campaignId: id,
          });
          return { id, number, versionId };
        },
      });
    },

    /**
     * Saves a draft as it stands; what is not ready yet is reported, not refused. The same save sent
     * twice is one save.
     * @throws AppError NOT_FOUND, FORBIDDEN, STANDARD_WRONG_STATE, STANDARD_ARCHIVED; STALE_VERSION
     * with who saved in between
     */
    async saveDraft(call: Call, input: SaveCampaignDraftInput): Promise<SavedCampaignDraft> {
      return asCaller(database, call, async (tx) => {
        const { store, campaign, version } = await openVersion(tx, call, input, 'update');
        unwrap(nextStandardState(version.state, 'EDIT'));
        if (isRepeated(version, call, input)) return savedDraft(version);
        requireFresh(version, input.rowVersion);
        const { title, cityDefault, fields } = input;
        const next = {
          ...version,
          title,
          cityDefault,
          fields,
          ...editedBy(call, version.rowVersion + 1, clock.now()),
        };
        const before = auditedDraft(version);
        const after = auditedDraft(next);
        if (
          canonicalJson(before) === canonicalJson(after) &&
          canonicalJson(version.fields) === canonicalJson(fields)
        )
          return savedDraft(version);
        const { rowVersion, updatedBy, updatedByName, updatedAt } = next;
        await store.updateVersion(version.id, {
          title,
          cityDefault,
          fields,
          rowVersion,
          updatedBy,
          updatedByName,
          updatedAt,
        });
        await releases.recordAuthor(tx, call, {
          tenantId: campaign.tenantId,
          campaignId: campaign.id,
          kind: 'STANDARD',
        });
        await audit.success(tx, call, {
          act: 'campaigns.saveDraft',
          subject: { type: 'StandardCampaign', id: campaign.id },
          before,
          after,
          campaignId: campaign.id,
        });
        return savedDraft(next);
      });
    },

    /**
     * The next version as a draft, copied from the latest. An open draft is found, not made twice. A
     * published version stays what cities work with; an approved one that was not published is given up.
     * @throws AppError NOT_FOUND, FORBIDDEN, STANDARD_WRONG_STATE, STANDARD_ARCHIVED
     */
    async revise(call: Call, { id }: { id: string }): Promise<{ id: string; versionId: string }> {
      return asCaller(database, call, async (tx) => {
        const opened = await openCampaign(tx, call, id, 'update');
        const { campaign, versions } = opened;
        const latest = requireRow(versions[0]);
        if (latest.state === 'DRAFT') return { id, versionId: latest.id };
        if (!isStandardRevisable(latest.state))
          throw new AppError('STANDARD_WRONG_STATE', { state: latest.state, command: 'REVISE' });
        const next = await startNextVersion(tx, call, { clock, ids, releases }, opened, latest, null);
        await releases.recordAuthor(tx, call, {
          tenantId: campaign.tenantId,
          campaignId: id,
          kind: 'STANDARD',
        });
        await audit.success(tx, call, {
          act: 'campaigns.revise',
          subject: { type: 'StandardCampaign', id },
          before: { version: latest.version },
          after: { version: next.version, copiedFrom: latest.state },
          campaignId: id,
        });
        return { id, versionId: next.id };
      });
    },
  };
}
