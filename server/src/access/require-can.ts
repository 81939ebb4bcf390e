import { asSubject, defineAbilityFor } from '@xietong/shared/access';
import type { Action, Actor, AppAbility, RowOf, SubjectName } from '@xietong/shared/tenants';
import { AppError } from '../platform/app-error';

/** An actor lives as long as its request or cached session, and its ability with it. */
const abilities = new WeakMap<Actor, AppAbility>();

/** The ability of an actor, composed once for each actor object. */
export function abilityFor(actor: Actor): AppAbility {
  const known = abilities.get(actor);
  if (known) return known;
  const ability = defineAbilityFor(actor);
  abilities.set(actor, ability);
  return ability;
}

/**
 * Whether an actor may do something to a row. Without a row: whether there could be any row to
 * which it may, which opens a procedure but decides about no row.
 */
export function can<S extends SubjectName>(
  actor: Actor,
  action: Action,
  subject: S,
  row?: RowOf<S>,
): boolean {
  return abilityFor(actor).can(action, row ? asSubject(subject, row) : subject);
}

/**
 * Refuses what an actor may not do.
 * @throws AppError NOT_FOUND when the row is not even to be read: what an actor may not see does
 * not exist for it. FORBIDDEN otherwise.
 */
export function requireCan<S extends SubjectName>(
  actor: Actor,
  action: Action,
  subject: S,
  row?: RowOf<S>,
): void {
  if (can(actor, action, subject, row)) return;
  if (row && !can(actor, 'read', subject, row)) throw new AppError('NOT_FOUND');
  throw new AppError('FORBIDDEN');
}

/**
 * The row that a store found.
 * @throws AppError NOT_FOUND when there is none
 */
export function requireRow<T>(row: T | null | undefined): T {
  if (row === null || row === undefined) throw new AppError('NOT_FOUND');
  return row;
}
