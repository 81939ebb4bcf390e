/** Coming back after so long begins a new visit; before, one has only changed pages. */
export const VISIT_MINUTES = 30;

/** Starts of the present visit and of the one before it. */
export interface VisitMark {
  readonly visitedAt: Date | null;
  readonly visitedBefore: Date | null;
}

/** The mark after somebody looked at the workbench, or null while the visit goes on. */
export function nextVisit({ visitedAt }: VisitMark, now: Date): VisitMark | null {
  const goesOn = visitedAt !== null && now.getTime() - visitedAt.getTime() < VISIT_MINUTES * 60_000;
  return goesOn ? null : { visitedAt: now, visitedBefore: visitedAt };
}

/** When the visit before the present one began, whether the present one was marked yet or not. */
export function lastVisit(mark: VisitMark, now: Date): Date | null {
  return (nextVisit(mark, now) ?? mark).visitedBefore;
}
