import { isStandardRevisable } from '@xietong/shared/campaigns';
import type { CampaignVersionInput } from '@xietong/shared/campaigns';
import { canonicalJson } from '@xietong/shared/kernel';
import { asCaller } from '../../access/as-caller';
import type { Call } from '../../access/call';
import { requireRow } from '../../access/require-can';
import { AppError } from '../../platform/app-error';
import { auditedDraft } from './audited-draft';
import { editedBy, openVersion } from './campaign-access';
import { startNextVersion } from './campaign-next-version';
import type { StandardContent } from './campaign-next-version';
import type { CampaignDeps } from './campaign-ports';
import type { StandardVersionRecord } from './campaign-store';

const says = (a: StandardContent, b: StandardContent | undefined): boolean =>
  b !== undefined && canonicalJson(contentOf(a)) === canonicalJson(contentOf(b));
const contentOf = ({ title, cityDefault, fields }: StandardContent) => ({ title, cityDefault, fields });

/**
 * Refuses to overwrite what somebody wrote: a draft may be filled anew only while it says what it was copied from.
 * @throws AppError REVERT_DRAFT_OPEN with who wrote into it, and when
 */
function requireUntouched(draft: StandardVersionRecord, versions: readonly StandardVersionRecord[]): void {
  const copiedFrom = draft.restoredFrom ?? draft.version - 1;
  if (
    says(
      draft,
      versions.find(({ version }) => version === copiedFrom),
    )
  )
    return;
  throw new AppError('REVERT_DRAFT_OPEN', {
    by: draft.updatedByName,
    at: draft.updatedAt.toISOString(),
    version: draft.version,
  });
}

/** Going back to an earlier version of a standard: a draft filled with it, which is approved like any other. */
export function createCampaignRevertService({ database, clock, ids, audit, releases }: CampaignDeps) {
  return {
    /**
     * A draft that says what an earlier version said. The same asked twice is one draft; an open draft
     * that nobody has written into is filled anew. Changes nothing that is published.
     * @throws AppError NOT_FOUND, FORBIDDEN, STANDARD_ARCHIVED, STANDARD_WRONG_STATE; REVERT_TO_LATEST;
     * REVERT_IN_REVIEW and REVERT_DRAFT_OPEN with the version in the way and whose it is
     */
    async revert(call: Call, input: CampaignVersionInput): Promise<{ id: string; versionId: string }> {
      return asCaller(database, call, async (tx) => {
        const opened = await openVersion(tx, call, input, 'update');
        const { store, campaign, versions, version: asked } = opened;
        const latest = requireRow(versions[0]);
        if (asked.id === latest.id) throw new AppError('REVERT_TO_LATEST');
        if (latest.state === 'IN_REVIEW')
          throw new AppError('REVERT_IN_REVIEW', { by: latest.updatedByName, version: latest.version });
        let draft: { id: string; version: number } = latest;
        if (latest.state === 'DRAFT') {
          if (says(latest, asked)) return { id: campaign.id, versionId: latest.id };
          requireUntouched(latest, versions);
          const edited = editedBy(call, latest.rowVersion + 1, clock.now());
          await store.updateVersion(latest.id, {
            ...contentOf(asked),
            restoredFrom: asked.version,
            ...edited,
          });
        } else {
          if (!isStandardRevisable(latest.state))
            throw new AppError('STANDARD_WRONG_STATE', { state: latest.state, command: 'REVISE' });
          draft = await startNextVersion(tx, call, { clock, ids, releases }, opened, asked, asked.version);
        }
        const { tenantId } = campaign;
        await releases.recordAuthor(tx, call, {
          ...{ tenantId, campaignId: campaign.id, kind: 'STANDARD' },
          restoredVersionId: asked.id,
        });
        await audit.success(tx, call, {
          act: 'campaigns.revert',
          subject: { type: 'StandardCampaign', id: campaign.id },
          before: { version: latest.version, ...auditedDraft(latest) },
          after: { version: draft.version, restoredFrom: asked.version, ...auditedDraft(asked) },
          campaignId: campaign.id,
        });
        return { id: campaign.id, versionId: draft.id };
      });
    },
  };
}
