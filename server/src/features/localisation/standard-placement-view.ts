import type { DraftProblem, StandardPlacementDetail, StandardReference } from '@xietong/shared/localisation';
import { isRevisable } from '@xietong/shared/localisation';
import type { Call } from '../../access/call';
import { can } from '../../access/require-can';
import { draftWindow, summariseVersion } from './local-version-view';
import type { StandardFacts } from './placement-facts-read-model';
import { viewPlacements } from './placement-saving';
import type { PlacementSurroundings } from './placement-saving';
import type { StoredPlacement } from './placement-store';
import type { StandardPlacementRecord } from './standard-placement-store';
import type { ReleaseOfVersion } from './version-release-read-model';

/** A standard as others name it, with its fields. */
export function referenceOf(standard: StandardFacts): StandardReference {
  const { campaignId, number, versionId, version, title, fields } = standard;
  return { campaignId, number, versionId, version, title, fields };
}

/** The province's placement of a standard as its page shows it. */
export function detailStandardPlacement(read: {
  call: Call;
  published: StandardFacts;
  standard: StandardFacts;
  blocked: StandardPlacementDetail['blocked'];
  revisions: readonly StandardPlacementRecord[];
  handedIn: ReadonlyMap<string, ReleaseOfVersion>;
  placements: readonly StoredPlacement[];
  surroundings: PlacementSurroundings;
  problems: readonly DraftProblem[];
  smsSignature: string;
  now: Date;
}): StandardPlacementDetail {
  const { call, standard, revisions, placements, blocked } = read;
  const { title } = standard;
  const versions = revisions.map((each) =>
    summariseVersion({ ...each, title }, read.handedIn.get(each.id), read.now),
  );
  const [latest] = revisions;
  const [summary] = versions;
  const mayUpdate = can(call.actor, 'update', 'Placement', { tenantId: read.published.tenantId });
  const editable = !latest || latest.state === 'DRAFT' || isRevisable(latest.state);
  return {
    standard: referenceOf(standard),
    newerVersion: read.published.version > standard.version ? read.published.version : null,
    blocked,
    version:
      latest && summary
        ? {
            ...summary,
            window: summary.window ?? draftWindow(placements),
            rowVersion: latest.rowVersion,
            assessment: latest.assessment,
            placements: viewPlacements(placements, read.surroundings),
            problems: read.problems,
          }
        : null,
    versions,
    smsSignature: read.smsSignature,
    may: {
      edit: !blocked && mayUpdate && editable,
      aim: !blocked && mayUpdate && editable,
      submit: !blocked && mayUpdate && latest?.state === 'DRAFT',
      withdraw: mayUpdate && latest?.state === 'IN_REVIEW',
      archive: false,
    },
  };
}
