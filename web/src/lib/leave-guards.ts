import { inject, onScopeDispose, type InjectionKey } from 'vue';

/** A form that may hold something unsaved. */
export interface LeaveGuard {
  hasUnsaved: () => boolean;
  /** Saves or asks; false = stay. Only called while there is something unsaved. */
  mayLeave: () => Promise<boolean>;
}

/** Every open form, for all ways out of a page: another page, another duty, signing out, closing the tab. */
export interface LeaveGuards {
  add: (guard: LeaveGuard) => () => void;
  hasUnsaved: () => boolean;
  mayLeave: () => Promise<boolean>;
  /** What is open was given up: nothing asks any more until the next form opens. */
  release: () => void;
}

export const LEAVE_GUARDS: InjectionKey<LeaveGuards> = Symbol('leave guards');

export function createLeaveGuards(target: Window = window): LeaveGuards {
  const guards = new Set<LeaveGuard>();
  const hasUnsaved = (): boolean => [...guards].some((guard) => guard.hasUnsaved());
  target.addEventListener('beforeunload', (event) => {
    if (hasUnsaved()) event.preventDefault();
  });
  return {
    add: (guard) => {
      guards.add(guard);
      return () => guards.delete(guard);
    },
    hasUnsaved,
    mayLeave: async () => {
      for (const guard of guards) if (guard.hasUnsaved() && !(await guard.mayLeave())) return false;
      return true;
    },
    release: () => {
      guards.clear();
    },
  };
}

/** The open forms of this app; for setup functions. */
export function useLeaveGuards(): LeaveGuards {
  const guards = inject(LEAVE_GUARDS);
  if (!guards) throw new Error('The leave guards were not provided');
  return guards;
}

/** Registers a form for as long as its component lives. */
export function addLeaveGuard(guard: LeaveGuard): void {
  // Without a frame, as when a part is mounted alone, there is nothing to leave.
  const guards = inject(LEAVE_GUARDS, undefined);
  if (guards) onScopeDispose(guards.add(guard));
}
