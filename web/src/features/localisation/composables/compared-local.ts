import type { VersionDetail } from '@xietong/shared/localisation';
import type { ComparedVersion } from '../../../ui/content/compare/compare-model';
import { STATE_NAMES } from '../../../ui/content/state-names';

/** A version of a local campaign as a comparison tells of it. */
export function comparedLocal(version: VersionDetail): ComparedVersion {
  const { id, state, resolved, overrides, updatedByName, updatedAt, restoredFrom, release } = version;
  return {
    id,
    version: version.version,
    state: STATE_NAMES[state],
    fields: resolved,
    own: overrides,
    saved: { by: updatedByName, at: updatedAt },
    submitted: release && { by: release.submittedByName, at: release.submittedAt, note: release.note },
    decision: release?.decision
      ? { by: release.decision.byName, at: release.decision.at, reason: release.decision.reason }
      : null,
    publishedAt: null,
    restoredFrom,
  };
}
