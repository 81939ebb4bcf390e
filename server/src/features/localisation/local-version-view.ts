import type { ContentField } from '@xietong/shared/content';
import { checkLocalDraft, shownVersionState } from '@xietong/shared/localisation';
import type { DraftProblem, ReleaseView, VersionDetail, VersionSummary } from '@xietong/shared/localisation';
import { windowOfDates } from '@xietong/shared/kernel';
import { overallWindow } from '@xietong/shared/releases';
import type { LocalVersionRecord } from './local-campaign-store';
import { archivedListProblems, viewPlacements } from './placement-saving';
import type { PlacementSurroundings } from './placement-saving';
import type { StoredPlacement } from './placement-store';
import type { ReleaseOfVersion } from './version-release-read-model';

type VersionRecord = Pick<LocalVersionRecord, 'id' | 'version' | 'state' | 'updatedByName' | 'updatedAt'> & {
  /** The province's own placements are never filled from an earlier revision. */
  restoredFrom?: number | null;
};

/** The span of placements as they stand in a form. */
export function draftWindow(placements: readonly StoredPlacement[]) {
  const sound = placements.filter(({ firstDay, lastDay }) => firstDay <= lastDay);
  return overallWindow(sound.map(({ firstDay, lastDay }) => windowOfDates(firstDay, lastDay)));
}

function releaseView(release: ReleaseOfVersion): ReleaseView {
  const { id, hash, submittedByName, submittedAt, note, requestId, approver, decision, takedown } = release;
  return { id, hash, submittedByName, submittedAt, note, requestId, approver, decision, takedown };
}

/** One line about a version: its state by its release's window, and what became of it. */
export function summariseVersion(
  version: VersionRecord & { title: string },
  release: ReleaseOfVersion | undefined,
  now: Date,
): VersionSummary {
  return {
    id: version.id,
    version: version.version,
    title: version.title,
    stored: version.state,
    state: shownVersionState(version.state, release?.facts ?? null, now),
    window: release?.facts.window ?? null,
    updatedByName: version.updatedByName,
    updatedAt: version.updatedAt.toISOString(),
    restoredFrom: version.restoredFrom ?? null,
    release: release ? releaseView(release) : null,
  };
}

/** Everything wrong with a draft; what was handed in is not looked at again. */
export function draftProblems(
  version: Pick<LocalVersionRecord, 'state' | 'title' | 'overrides' | 'assessment'>,
  fields: readonly ContentField[] | null,
  placements: readonly StoredPlacement[],
  { context, lists }: PlacementSurroundings,
): readonly DraftProblem[] {
  if (version.state !== 'DRAFT' || !fields) return [];
  const { title, overrides, assessment } = version;
  const draft = { title, standard: fields, overrides, placements, assessment };
  return [...checkLocalDraft(draft, context).problems, ...archivedListProblems(placements, { lists })];
}

/** A version as its form and its page show it. */
export function detailVersion(
  version: LocalVersionRecord,
  summary: VersionSummary,
  placements: readonly StoredPlacement[],
  surroundings: PlacementSurroundings,
  fields: readonly ContentField[] | null,
): VersionDetail {
  return {
    ...summary,
    window: summary.window ?? draftWindow(placements),
    rowVersion: version.rowVersion,
    overrides: version.overrides,
    resolved: version.resolved,
    archived: version.archivedOverrides,
    assessment: version.assessment,
    placements: viewPlacements(placements, surroundings),
    problems: draftProblems(version, fields, placements, surroundings),
  };
}
