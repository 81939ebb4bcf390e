import { asSubject } from '@xietong/shared/access';
import type { Action, RowOf, SubjectName } from '@xietong/shared/tenants';
import { useSessionStore } from './session-store';

export type Can = <S extends SubjectName>(action: Action, subject: S, row?: RowOf<S>) => boolean;

/**
 * Asks the ability of the present duty; answers are reactive. With a row its conditions are checked; without one the
 * question is "could this be allowed for some row", which is right for menus and wrong for buttons beside a row.
 * The server decides; this only mirrors it.
 */
export function useCan(): Can {
  const store = useSessionStore();
  return (action, subject, row) => store.ability.can(action, row ? asSubject(subject, row) : subject);
}
