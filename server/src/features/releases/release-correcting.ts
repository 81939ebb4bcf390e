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
import { createRunningReadModel } from './running-read-model';

export interface ReleaseCorrectingDeps {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly audit: AuditPort;
  readonly news: {
    corrected(tx: Tx, call: Call, news: ReleaseSubject & { reason: string | null }): Promise<void>;
  };
}

/** What a mandatory push of a standard puts in the place of a city's live release. */
export function createReleaseCorrecting({ clock, ids, audit, news }: ReleaseCorrectingDeps) {
  return {
    /**
     * Seals the corrected document and lets it take over at once. It is approved by the approvals of the
     * standard's release, which list its hash; the database lets no other one pass. Its authors are those
     * of the standard's release. Runs inside the transaction that publishes.
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
      const { text, hash } = sealRelease(document);
      const window = requireRow(overallWindow(document.placements) ?? undefined);
      const now = clock.now();
      const { campaignId, number, title, versionId } = document.subject;
      const startsAt = new Date(window.startsAt);
      await store.insert(
        {
          ...{
            id: ids.next(),
            tenantId,
            kind: 'LOCAL',
            campaignId,
            campaignNumber: number,
            versionId,
            title,
          },
          ...{ state: 'IN_REVIEW', text, hash, startsAt, endsAt: new Date(window.endsAt), correctedBy },
          ...{ submittedBy: actorId(call.actor), submittedByName: actorLabel(call.actor), submittedAt: now },
        },
        await store.authorsOf(correctedBy),
        () => ids.next(),
      );
      const row = requireRow(await store.findByVersion(versionId, 'LOCAL', 'IN_REVIEW'));
      await store.overtake(row, startsAt > now ? startsAt : now);
      await store.setState(row.id, 'APPROVED', now);
      const images = document.assets.map((image) => image.sha256);
      await store.markReleased([tenantId, standard.tenantId], images, [], now);
      const subject = { tenantId, kind: 'LOCAL' as const, campaignId, campaignNumber: number, title };
      await news.corrected(tx, call, { ...subject, reason: null });
      await audit.success(tx, call, {
        act: 'releases.correct',
        subject: { type: 'Release', id: row.id },
        after: { state: 'APPROVED', hash, title, approvedWith: standard.hash },
        campaignId,
        tenant: requireRow(await createRunningReadModel(tx, call.actor).tenantOf(tenantId)),
      });
    },
  };
}
