import { nextReleaseState } from '@xietong/shared/releases';
import type { ReleaseKind } from '@xietong/shared/releases';
import type { AuditPort } from '../../access/audit-port';
import type { Call } from '../../access/call';
import { requireRow } from '../../access/require-can';
import { unwrap } from '../../platform/app-error';
import type { Clock } from '../../platform/clock';
import type { Tx } from '../../platform/database';
import { createReleaseStore } from './release-store';
import type { ReleaseRow } from './release-store';
import { createRunningReadModel } from './running-read-model';
import { createTakedownStore } from './takedown-store';

export interface ReleasePausingDeps {
  readonly clock: Clock;
  readonly audit: AuditPort;
  readonly news: {
    paused(
      tx: Tx,
      call: Call,
      news: ReleaseRow & { because: PauseReason; authorIds: readonly string[] },
    ): Promise<void>;
  };
  /** Who owns the versions of what is shown, by kind of release. */
  readonly subjects: Readonly<
    Record<Exclude<ReleaseKind, 'STANDARD'>, { paused(tx: Tx, versionId: string): Promise<void> }>
  >;
}

export type PauseReason = NonNullable<ReleaseRow['pausedBecause']>;

/**
 * Pausing what runs of a city's campaign, or of a whole standard, because of the standard. Its text is not touched, and it
 * does not start again by itself: the next approved release of the campaign takes its place.
 */
export function createReleasePausing({ clock, audit, news, subjects }: ReleasePausingDeps) {
  async function pauseOne(tx: Tx, call: Call, row: ReleaseRow, because: PauseReason): Promise<void> {
    const store = createReleaseStore(tx);
    const state = unwrap(nextReleaseState(row.state, 'PAUSE'));
    await store.pause(row.id, { state, pausedAt: clock.now(), pausedBecause: because });
    if (row.kind !== 'STANDARD') await subjects[row.kind].paused(tx, row.versionId);
    await news.paused(tx, call, { ...row, because, authorIds: await store.personAuthorIds(row.id) });
    await audit.success(tx, call, {
      act: 'releases.pause',
      subject: { type: 'Release', id: row.id },
      before: { state: row.state },
      after: { state, hash: row.hash, title: row.title, because },
      campaignId: row.campaignId,
      tenant: requireRow(await createRunningReadModel(tx, call.actor).tenantOf(row.tenantId)),
    });
  }

  return {
    /** With a standard's id everything on it. Inside the caller's transaction; answers the releases that were paused, none where nothing runs. */
    async pause(tx: Tx, call: Call, campaignId: string, because: PauseReason): Promise<readonly string[]> {
      const paused: string[] = [];
      for await (const row of createTakedownStore(tx).eachRunning(campaignId, () => clock.now())) {
        await pauseOne(tx, call, row, because);
        paused.push(row.id);
      }
      return paused;
    },
  };
}
