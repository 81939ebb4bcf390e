import { nextReleaseState } from '@xietong/shared/releases';
import type { Call } from '../../access/call';
import { requireCan } from '../../access/require-can';
import { AppError, unwrap } from '../../platform/app-error';
import type { Clock } from '../../platform/clock';
import type { Tx } from '../../platform/database';
import { createReleaseStore } from './release-store';

/** What becomes of a standard's own releases when it is archived; those of cities run on. */
export function createStandardArchiving({ clock }: { clock: Clock }) {
  return {
    /**
     * Archives the published release of a standard and the province's placements of it that run or
     * wait; answers the versions of those placements.
     * @throws AppError FORBIDDEN, RELEASE_WRONG_STATE while a placement is with the approvers
     */
    async archiveStandard(tx: Tx, call: Call, campaignId: string): Promise<string[]> {
      const store = createReleaseStore(tx);
      const stopped: string[] = [];
      const now = clock.now();
      for (const row of await store.lockOpenOfStandard(campaignId)) {
        requireCan(call.actor, 'archive', 'Release', { tenantId: row.tenantId });
        if (row.state === 'IN_REVIEW')
          throw new AppError('RELEASE_WRONG_STATE', { state: row.state, command: 'ARCHIVE' });
        const isPlacement = row.kind === 'STANDARD_PLACEMENT';
        // What is over stays what it was: shown to its end.
        const isOver = (row.endsAt ?? now) <= now || (row.overtakenAt !== null && row.overtakenAt <= now);
        if (isPlacement && isOver) continue;
        await store.setState(row.id, unwrap(nextReleaseState(row.state, 'ARCHIVE')));
        if (isPlacement) stopped.push(row.versionId);
      }
      return stopped;
    },
  };
}
