import type { VoidCause } from '@xietong/shared/approvals';
import { nextReleaseState, releaseDocumentSchema } from '@xietong/shared/releases';
import type { ReleaseDocument, ReleaseKind } from '@xietong/shared/releases';
import type { AuditPort } from '../../access/audit-port';
import type { Call } from '../../access/call';
import { requireRow } from '../../access/require-can';
import { unwrap } from '../../platform/app-error';
import type { Clock } from '../../platform/clock';
import type { Tx } from '../../platform/database';
import type { ReleaseSubject } from './release-news';
import { createReleaseStore } from './release-store';
import type { ReleaseRow } from './release-store';
import { createReleaseVoidStore } from './release-void-store';
import { createRunningReadModel } from './running-read-model';

export interface ReleaseVoidingDeps {
  readonly clock: Clock;
  readonly audit: AuditPort;
  readonly news: {
    voided(
      tx: Tx,
      call: Call,
      news: ReleaseSubject & {
        because: VoidCause;
        requestId: string;
        authorIds: readonly string[];
        /** In whose hands it was. */
        hands: readonly { readonly tenantId: string; readonly personId: string | null }[];
      },
    ): Promise<void>;
  };
  /** Who owns the versions of what is placed, by kind of release. */
  readonly subjects: Readonly<
    Record<
      Exclude<ReleaseKind, 'STANDARD'>,
      { decided(tx: Tx, call: Call, decided: { versionId: string; outcome: 'RETURNED' }): Promise<void> }
    >
  >;
}

/**
 * What changed: a standard, for what stands on earlier versions of it or on any; what runs of campaigns, for what would
 * take its place; or a list.
 */
export type VoidedBy =
  | { readonly campaignIds: readonly string[]; readonly before?: number }
  | { readonly campaignIds: readonly string[]; readonly ended: true }
  | { readonly tenantId: string; readonly listVersionIds: readonly string[] };

function concerns(changed: VoidedBy, { subject, placements }: ReleaseDocument): boolean {
  if ('ended' in changed) return subject.kind !== 'STANDARD';
  if ('campaignIds' in changed) {
    const { before } = changed;
    return subject.base !== null && (before === undefined || subject.base.version < before);
  }
  const changedLists = new Set(changed.listVersionIds);
  return placements.some(({ audience }) => audience?.list && changedLists.has(audience.list.versionId));
}

/**
 * Ends what is with the approvers when something under it has changed: nobody decides on it any more, and its author
 * goes on from the version, which comes back as one that was returned. Runs inside the transaction of the change.
 */
export function createReleaseVoiding({ clock, audit, news, subjects }: ReleaseVoidingDeps) {
  async function voidOne(tx: Tx, call: Call, row: ReleaseRow, because: VoidCause): Promise<void> {
    if (row.kind === 'STANDARD') return;
    const [store, requests] = [createReleaseStore(tx), createReleaseVoidStore(tx)];
    const now = clock.now();
    const { requestId, hands } = requireRow(await requests.openRequest(row.id, now));
    await requests.voidRequest(requestId, because, now);
    await subjects[row.kind].decided(tx, call, { versionId: row.versionId, outcome: 'RETURNED' });
    const state = unwrap(nextReleaseState(row.state, 'RETURN'));
    await store.setState(row.id, state, now);
    const authorIds = await store.personAuthorIds(row.id);
    await news.voided(tx, call, { ...row, because, requestId, authorIds, hands });
    await audit.success(tx, call, {
      act: 'releases.void',
      subject: { type: 'Release', id: row.id },
      before: { state: row.state },
      after: { state, hash: row.hash, title: row.title, because },
      campaignId: row.campaignId,
      tenant: requireRow(await createRunningReadModel(tx, call.actor).tenantOf(row.tenantId)),
    });
  }

  return {
    /** Holds what of these campaigns is with the approvers: before what runs of them is held, as a decision does. */
    async holdRequests(tx: Tx, campaignIds: readonly string[]): Promise<void> {
      await createReleaseVoidStore(tx).lockInReview({ campaignIds });
    },

    /** Answers how many requests are void now. A standard's own versions are never among them. */
    async voidRequests(tx: Tx, call: Call, changed: VoidedBy, because: VoidCause): Promise<number> {
      const open = await createReleaseVoidStore(tx).lockInReview(changed);
      const meant = open.filter(({ text }) =>
        concerns(changed, releaseDocumentSchema.parse(JSON.parse(text))),
      );
      for (const row of meant) await voidOne(tx, call, row, because);
      return meant.length;
    },
  };
}
export type ReleaseVoiding = ReturnType<typeof createReleaseVoiding>;
