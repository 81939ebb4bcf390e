import type { RailProblem } from '@xietong/shared/approvals';
import { validateResolvedContent, validateStandardContent } from '@xietong/shared/content';
import type { ReleaseKind } from '@xietong/shared/releases';
import { AppError } from '../../platform/app-error';
import type { Tx } from '../../platform/database';
import { placeRailProblems } from './place-rail-read-model';
import { documentOf } from './review-read-model';
import type { ReviewedRelease } from './review-read-model';

/** Of what a city made: the guard-rails that hold now, which an exception that ended has narrowed since. */
export interface RailPort {
  guardRails?(tx: Tx, versionId: string): Promise<readonly RailProblem[]>;
}

/**
 * What of a release breaks a guard-rail: fields that do by themselves, and of a request that is open what no longer
 * holds now, its places and its city's functions among it, for approving checks the same.
 */
export async function guardRailProblems(
  tx: Tx,
  release: ReviewedRelease,
  subjects: Readonly<Record<ReleaseKind, RailPort>>,
  { isOpen, at }: { isOpen: boolean; at: Date },
): Promise<RailProblem[]> {
  const document = documentOf(release);
  const { content, subject } = document;
  const problems =
    subject.kind === 'STANDARD' ? validateStandardContent(content) : validateResolvedContent(content);
  const found = problems.flatMap(({ fieldId, problem: { code, params = {} } }) =>
    fieldId === null ? [] : [{ fieldId, point: null, code, params }],
  );
  if (!isOpen) return found;
  const now = (await subjects[release.kind].guardRails?.(tx, release.versionId)) ?? [];
  const known = new Set<string | null>(found.map(({ fieldId }) => fieldId));
  return [
    ...found,
    ...now.filter(({ fieldId }) => !known.has(fieldId)),
    ...(await placeRailProblems(tx, release, document, at)),
  ];
}

/** @throws AppError GUARD_RAIL_BROKEN with every problem at its field or point */
export function requireGuardRails(problems: readonly RailProblem[]): void {
  if (problems.length > 0)
    throw new AppError(
      'GUARD_RAIL_BROKEN',
      { count: problems.length },
      problems.map(({ fieldId, point, code, params }) => ({
        path: fieldId === null ? `placements${point === null ? '' : `.${point}`}` : `content.${fieldId}`,
        code,
        params: { ...params },
      })),
    );
}
