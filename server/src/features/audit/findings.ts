import type { AuditFinding, AuditFindingKind } from '@xietong/shared/audit';

/** Findings that are kept one by one; of more, the number. */
const KEPT_FINDINGS = 200;
/** Events whose text is not the one of their place, kept until it is known whether two changed places. */
const KEPT_MISPLACED = 20_000;

interface Misplaced {
  readonly index: number;
  readonly eventId: string;
  /** Leaf hash of what stands there, and of what was logged there; hex. */
  readonly found: string;
  readonly logged: string;
  readonly isShown: boolean;
}

/** Gathers what a check finds; `tenantId` keeps events of others out of what is told. */
export function createFindings(tenantId: string | null) {
  const kept: AuditFinding[] = [];
  let count = 0;
  const misplaced: Misplaced[] = [];

  const isShown = (of: string | null) => tenantId === null || of === null || of === tenantId;

  function add(kind: AuditFindingKind, place: Partial<AuditFinding> & { tenantId?: string | null }): void {
    const { tenantId: of = null, ...rest } = place;
    if (!isShown(of)) return;
    count += 1;
    if (kept.length >= KEPT_FINDINGS) return;
    kept.push({
      ...{ kind, index: null, other: null, eventId: null, otherEventId: null, fields: [] },
      ...rest,
    });
  }

  return {
    add,

    /** An event's text is not what was logged at its place. */
    addMisplaced(event: Omit<Misplaced, 'isShown'> & { tenantId: string }): void {
      const { tenantId: of, ...rest } = event;
      if (misplaced.length < KEPT_MISPLACED) misplaced.push({ ...rest, isShown: isShown(of) });
      else if (isShown(of)) count += 1;
    },

    /** Tells changed events from those that only stand at each other's place. */
    settle(): { findings: AuditFinding[]; count: number } {
      const byLogged = new Map(misplaced.map((event) => [event.logged, event]));
      for (const event of misplaced) {
        const owner = byLogged.get(event.found);
        // The text was logged elsewhere, and stands here: the two changed places.
        if (owner && owner !== event) {
          const isFirst = event.index < owner.index || owner.found !== event.logged;
          if (isFirst && (event.isShown || owner.isShown))
            add('EVENTS_REORDERED', {
              ...{ index: event.index, eventId: event.eventId },
              ...{ other: owner.index, otherEventId: owner.eventId },
            });
        } else if (event.isShown) add('EVENT_CHANGED', { index: event.index, eventId: event.eventId });
      }
      return {
        findings: [...kept].sort((a, b) => (a.index ?? Infinity) - (b.index ?? Infinity)),
        count,
      };
    },
  };
}
export type Findings = ReturnType<typeof createFindings>;
