import type { CampaignVersionView } from '@xietong/shared/campaigns';
import type { ComparedVersion } from '../../../ui/content/compare/compare-model';
import { STATE_NAMES } from '../../../ui/content/state-names';

/** A version of a standard as a comparison tells of it; cities are not told who worked on it. */
export function comparedStandard(version: CampaignVersionView, isProvince: boolean): ComparedVersion {
  const { id, state, fields, updatedByName, updatedAt, publishedAt, restoredFrom, release } = version;
  return {
    id,
    version: version.version,
    state: STATE_NAMES[state],
    fields,
    own: {},
    saved: isProvince ? { by: updatedByName, at: updatedAt } : null,
    submitted: release && { by: release.submittedByName, at: release.submittedAt, note: release.note },
    decision:
      release?.decidedByName && release.decidedAt
        ? { by: release.decidedByName, at: release.decidedAt, reason: release.reason }
        : null,
    publishedAt,
    restoredFrom,
  };
}
