import type { DraftProblem } from '@xietong/shared/localisation';
import { actorId, actorLabel } from '@xietong/shared/tenants';
import type { Call } from '../../access/call';
import { AppError } from '../../platform/app-error';

/** What a save writes beside its content. */
export function editedBy(call: Call, rowVersion: number, at: Date) {
  return {
    rowVersion,
    updatedBy: actorId(call.actor),
    updatedByName: actorLabel(call.actor),
    updatedAt: at,
  };
}

interface EditedRow {
  readonly rowVersion: number;
  readonly updatedBy: string;
  readonly updatedByName: string;
  readonly updatedAt: Date;
}

/**
 * Refuses a save that was made on an older state.
 * @throws AppError STALE_VERSION with who saved in between, and when
 */
export function requireFresh(row: EditedRow, rowVersion: number): void {
  if (row.rowVersion === rowVersion) return;
  throw new AppError('STALE_VERSION', { by: row.updatedByName, at: row.updatedAt.toISOString() });
}

/** Whether the caller's own former save reached the store and only its answer was lost. */
export function isRepeated(row: EditedRow, call: Call, rowVersion: number): boolean {
  return row.rowVersion === rowVersion + 1 && row.updatedBy === actorId(call.actor);
}

/**
 * Refuses what is not ready to be handed in.
 * @throws AppError DRAFT_INCOMPLETE with every problem beside its field
 */
export function requireComplete(problems: readonly DraftProblem[]): void {
  if (problems.length === 0) return;
  const fields = problems.map(({ path, code, params }) => ({ path, code, params: { ...params } }));
  throw new AppError('DRAFT_INCOMPLETE', { count: problems.length }, fields);
}
