import type { RailProblem } from '@xietong/shared/approvals';
import { validateResolvedContent, validateStandardContent } from '@xietong/shared/content';
import type { ReleaseKind } from '@xietong/shared/releases';
import { AppError } from '../../platform/app-error';
import type { Tx } from '../../platform/database';
import { documentOf } from './review-read-model';
import type { ReviewedRelease } from './review-read-model';

/** Of what a city made: the guard-rails that hold now, which an exception that ended has narrowed since. */
export interface RailPort {
  guardRails?(tx: Tx, versionId: string): Promise<readonly RailProblem[]>;
}

/**
 * Fields of a release that break a guard-rail: those that stand in it, and of a request that is open those that hold
 * now, for approving checks the same.
 */
export async function guardRailProblems(
  tx: Tx,
  release: ReviewedRelease,
  subjects: Readonly<Record<ReleaseKind, RailPort>>,
  { isOpen }: { isOpen: boolean },
): Promise<RailProblem[]> {
  const { content, subject } = documentOf(release);
  const problems =
    subject.kind === 'STANDARD' ? validateStandardContent(content) : validateResolvedContent(content);
  const found = problems.flatMap(({ fieldId, problem: { code, params = {} } }) =>
    fieldId === null ? [] : [{ fieldId, code, params }],
  );
  const now = isOpen ? ((await subjects[release.kind].guardRails?.(tx, release.versionId)) ?? []) : [];
  const known = new Set(found.map(({ fieldId }) => fieldId));
  return [...found, ...now.filter(({ fieldId }) => !known.has(fieldId))];
}

/** @throws AppError GUARD_RAIL_BROKEN with every problem at its field */
export function requireGuardRails(problems: readonly RailProblem[]): void {
  if (problems.length > 0)
    throw new AppError(
      'GUARD_RAIL_BROKEN',
      { count: problems.length },
      problems.map(({ fieldId, code, params }) => ({
        path: `content.${fieldId}`,
        code,
        params: { ...params },
      })),
    );
}
