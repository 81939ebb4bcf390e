import type { StoredAuditEvent } from '@xietong/shared/audit';
import type { Tx } from '../../platform/database';
import type { Bounds } from './audit-integrity-store';
import { createDecisionReadModel } from './decision-read-model';
import type { Findings } from './findings';
import { decidedReleaseOf, isAsLogged } from './logged-decision';

const AT_ONCE = 1_000;
const LOWEST_ID = '00000000-0000-0000-0000-000000000000';

interface Noted {
  readonly event: StoredAuditEvent;
  readonly place: { readonly index: number; readonly eventId: string; readonly tenantId: string };
}

/** Looks whether the stored decisions of approvers, which histories show, are those that were logged. */
export function createDecisionCheck(findings: Findings) {
  let noted: Noted[] = [];

  return {
    /** Notes an event whose text is as it was logged. */
    note(event: StoredAuditEvent, place: Noted['place']): void {
      if (decidedReleaseOf(event) !== null) noted.push({ event, place });
    },

    /** Compares what was noted since the last time with what is stored. */
    async compare(tx: Tx): Promise<void> {
      const part = noted;
      noted = [];
      const releaseIds = part.flatMap(({ event }) => decidedReleaseOf(event) ?? []);
      if (releaseIds.length === 0) return;
      const rows = await createDecisionReadModel(tx).ofReleases([...new Set(releaseIds)]);
      for (const { event, place } of part)
        if (!rows.some((row) => isAsLogged(row, event))) findings.add('DECISION_CHANGED', place);
    },

    /** Finds stored decisions that no event tells of, but for those of before whose events left the database. */
    async findUnlogged(
      inProvince: <T>(run: (tx: Tx) => Promise<T>) => Promise<T>,
      bounds: Bounds,
    ): Promise<void> {
      for (let after = LOWEST_ID; ;) {
        const from = after;
        const rows = await inProvince((tx) => createDecisionReadModel(tx).unlogged(from, AT_ONCE, bounds));
        for (const { tenantId, releaseId } of rows)
          findings.add('DECISION_NOT_LOGGED', { tenantId, fields: [releaseId] });
        const end = rows.at(-1);
        if (!end || rows.length < AT_ONCE) return;
        after = end.id;
      }
    },
  };
}
export type DecisionCheck = ReturnType<typeof createDecisionCheck>;
