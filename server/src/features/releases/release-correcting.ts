import { overallWindow, sealRelease } from '@xietong/shared/releases';
import type { ReleaseDocument } from '@xietong/shared/releases';
import { actorId, actorLabel } from '@xietong/shared/tenants';
import type { AuditPort } from '../../access/audit-port';
import type { Call } from '../../access/call';
import { requireCan, requireRow } from '../../access/require-can';
import type { Clock } from '../../platform/clock';
import type { Tx } from '../../platform/database';
import type { Ids } from '../../platform/ids';
import type { ReleaseSubject } from './release-news';
import { createReleaseStore } from './release-store';
import type { Author, ReleaseRow } from './release-store';
import { createRunningReadModel } from './running-read-model';

export interface ReleaseCorrectingDeps {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly audit: AuditPort;
  readonly news: {
    corrected(tx: Tx, call: Call, news: ReleaseSubject & { reason: string | null }): Promise<void>;
  };
}

/** What the approval of a standard's push lets take the place of cities' live releases, by its hash. */
export function createReleaseCorrecting({ clock, ids, audit, news }: ReleaseCorrectingDeps) {
  /** Seals the document and lets it take over at once; the database lets none pass that `listedBy` does not list. */
  async function takeOver(
    tx: Tx,
    call: Call,
    { tenantId, document, listedBy }: { tenantId: string; document: ReleaseDocument; listedBy: string },
    authors: readonly Author[],
  ): Promise<ReleaseRow> {
    const store = createReleaseStore(tx);
    const { text, hash } = sealRelease(document);
    const window = requireRow(overallWindow(document.placements) ?? undefined);
    const now = clock.now();
    const { campaignId, number, title, versionId } = document.subject;
    const startsAt = new Date(window.startsAt);
    await store.insert(
      {
        ...{ id: ids.next(), tenantId, kind: 'LOCAL', campaignId, campaignNumber: number, versionId, title },
        ...{ state: 'IN_REVIEW', text, hash, startsAt, endsAt: new Date(window.endsAt) },
        correctedBy: listedBy,
        ...{ submittedBy: actorId(call.actor), submittedByName: actorLabel(call.actor), submittedAt: now },
      },
      authors,
      () => ids.next(),
    );
    const row = requireRow(await store.findByVersion(versionId, 'LOCAL', 'IN_REVIEW'));
    await store.overtake(row, startsAt > now ? startsAt : now);
    await store.setState(row.id, 'APPROVED', now);
    return row;
  }

  return {
    /**
     * Whether a city's campaign still runs with nothing but the release of this hash, which is held from then on: since
     * it was planned to be replaced somebody may have stopped it, or another was approved.
     */
    async holdReplaced(tx: Tx, { campaignId, hash }: { campaignId: string; hash: string }): Promise<boolean> {
      const running = await createReleaseStore(tx).lockRunningHashes(campaignId, () => clock.now());
      return running.length === 1 && running[0] === hash;
    },

    /**
     * By the push itself, inside the transaction that publishes: approved by the approvals of the standard's
     * release, which list its hash. Its authors are those of the standard's release.
     */
    async correct(
      tx: Tx,
      call: Call,
      {
        tenantId,
        document,
        correctedBy,
      }: { tenantId: string; document: ReleaseDocument; correctedBy: string },
    ): Promise<void> {
      const store = createReleaseStore(tx);
      const standard = requireRow(await store.findById(correctedBy));
      requireCan(call.actor, 'publish', 'Release', { tenantId: standard.tenantId });
      const authors = await store.authorsOf(correctedBy);
      const row = await takeOver(tx, call, { tenantId, document, listedBy: correctedBy }, authors);
      const images = document.assets.map((image) => image.sha256);
      await store.markReleased([tenantId, standard.tenantId], images, [], clock.now());
      const { campaignId, number, title } = document.subject;
      const subject = { tenantId, kind: 'LOCAL' as const, campaignId, campaignNumber: number, title };
      await news.corrected(tx, call, { ...subject, reason: null });
      await audit.success(tx, call, {
        act: 'releases.correct',
        subject: { type: 'Release', id: row.id },
        after: { state: 'APPROVED', hash: row.hash, title, approvedWith: standard.hash },
        campaignId,
        tenant: requireRow(await createRunningReadModel(tx, call.actor).tenantOf(tenantId)),
      });
    },

    /** By the campaign's own city, whose author is who adopts it: the approval is the province's, of other people. */
    async adopt(
      tx: Tx,
      call: Call,
      { document, listedBy }: { document: ReleaseDocument; listedBy: string },
    ): Promise<void> {
      const { actor } = call;
      const { campaignId, title, base } = document.subject;
      const author = { actorKind: actor.kind, actorId: actorId(actor), actorName: actorLabel(actor) };
      const row = await takeOver(tx, call, { tenantId: actor.tenant.id, document, listedBy }, [author]);
      await audit.success(tx, call, {
        act: 'releases.adopt',
        subject: { type: 'Release', id: row.id },
        after: { state: 'APPROVED', hash: row.hash, title, standardVersion: base?.version ?? null },
        campaignId,
      });
    },
  };
}
