import { unfilledRequiredLocal } from '@xietong/shared/content';
import { checkPlacements } from '@xietong/shared/localisation';
import type { DraftProblem, PlacementInput, StandardPlacementDetail } from '@xietong/shared/localisation';
import { mayUse } from '@xietong/shared/tenants';
import type { Action } from '@xietong/shared/tenants';
import type { Call } from '../../access/call';
import { requireCan, requireRow } from '../../access/require-can';
import { AppError } from '../../platform/app-error';
import type { Tx } from '../../platform/database';
import { createPlacementFactsReadModel } from './placement-facts-read-model';
import type { StandardFacts } from './placement-facts-read-model';
import { archivedListProblems, readSurroundings } from './placement-saving';
import type { PlacementSurroundings } from './placement-saving';
import type { StoredPlacement } from './placement-store';
import type { LocalisationDeps } from './release-port';
import { createStandardPlacementStore } from './standard-placement-store';
import type { StandardPlacementRecord } from './standard-placement-store';

/** Why the province cannot show a standard by itself, or null. */
export function placementObstacle(standard: StandardFacts | null): StandardPlacementDetail['blocked'] {
  if (standard?.state !== 'PUBLISHED') return 'STANDARD_NOT_PUBLISHED';
  if (standard.cityDefault !== 'SHOW_STANDARD') return 'STANDARD_NOT_SHOWN_IN_CITIES';
  return unfilledRequiredLocal(standard.fields).length > 0 ? 'STANDARD_NEEDS_LOCAL_VALUES' : null;
}

/** @throws AppError with the obstacle */
export function requirePlaceable(standard: StandardFacts | null): StandardFacts {
  const obstacle = placementObstacle(standard);
  if (obstacle) throw new AppError(obstacle);
  return requireRow(standard);
}

/**
 * A revision, held until the transaction ends, with its standard, for somebody who may do this to it.
 * @throws AppError NOT_FOUND, FORBIDDEN
 */
export async function openRevision(tx: Tx, call: Call, versionId: string, action: Action) {
  const revision = requireRow(await createStandardPlacementStore(tx).lockById(versionId));
  requireCan(call.actor, action, 'Placement', { tenantId: revision.tenantId });
  const standard = await createPlacementFactsReadModel(tx).standardVersion(revision.standardVersionId);
  return { revision, standard: requireRow(standard) };
}

/** What the placements of a standard are checked against and shown with. */
export async function surroundStandard(
  tx: Tx,
  call: Call,
  standard: StandardFacts,
  placements: readonly PlacementInput[],
  { clock, smsSignature }: Pick<LocalisationDeps, 'clock' | 'smsSignature'>,
): Promise<PlacementSurroundings> {
  const { tenant } = call.actor;
  return readSurroundings(tx, {
    tenant,
    content: standard.fields,
    placements,
    smsSignature,
    mayAim: mayUse(call.actor, 'PRECISE_MARKETING'),
    now: clock.now(),
  });
}

/** What keeps a revision from being submitted. */
export function revisionProblems(
  standard: StandardFacts,
  placements: readonly StoredPlacement[],
  assessment: StandardPlacementRecord['assessment'],
  { context, lists }: PlacementSurroundings,
): readonly DraftProblem[] {
  return [
    ...checkPlacements(standard.fields, placements, assessment, context),
    ...archivedListProblems(placements, { lists }),
  ];
}
