import { fieldSince } from '@xietong/shared/approvals';
import type { EarlierComment, FieldComment, FieldCommentView } from '@xietong/shared/approvals';
import type { ContentField } from '@xietong/shared/content';
import type { ReleaseKind } from '@xietong/shared/releases';
import { and, asc, desc, eq, gt, inArray, isNotNull, lt } from 'drizzle-orm';
import { approvalComment, approvalDecision, localCampaign, release, standardCampaign } from '../../db/schema';
import type { Tx } from '../../platform/database';
import type { Ids } from '../../platform/ids';
import { documentOf } from './review-read-model';

/** Of earlier versions of a campaign since the approved one, so many are looked at. */
const MOST_EARLIER = 20;

interface Reviewed {
  readonly campaignId: string;
  readonly kind: ReleaseKind;
}

/** Comments on single fields, each with the field as it was reviewed. */
export function createCommentStore(tx: Tx) {
  async function ofReleases(releaseIds: readonly string[]): Promise<FieldCommentView[]> {
    if (releaseIds.length === 0) return [];
    const rows = await tx
      .select({
        id: approvalComment.id,
        fieldId: approvalComment.fieldId,
        text: approvalComment.text,
        hash: approvalComment.hash,
        by: approvalDecision.decidedByName,
        at: approvalDecision.decidedAt,
        outcome: approvalDecision.outcome,
        releaseId: approvalComment.releaseId,
      })
      .from(approvalComment)
      .innerJoin(approvalDecision, eq(approvalDecision.id, approvalComment.decisionId))
      .where(inArray(approvalComment.releaseId, [...releaseIds]))
      .orderBy(desc(approvalDecision.decidedAt), asc(approvalComment.id));
    const commented = [...new Set(rows.map((row) => row.releaseId))];
    if (commented.length === 0) return [];
    const texts = await tx
      .select({ id: release.id, text: release.text })
      .from(release)
      .where(inArray(release.id, commented));
    const documents = new Map(texts.map((row) => [row.id, documentOf(row)]));
    return rows.flatMap(({ fieldId, releaseId, at, outcome, ...row }) => {
      const document = documents.get(releaseId);
      const field = document?.content.find(({ id }) => id === fieldId);
      // Without its field or beside an approval the database takes none.
      if (!document || !field || outcome === 'APPROVED') return [];
      return [{ ...row, outcome, at: at.toISOString(), version: document.subject.version, field }];
    });
  }

  /** Releases of a campaign that were handed in after its last approved one, newest first. */
  async function sinceApproved({ campaignId, kind }: Reviewed, before?: Date) {
    const ofCampaign = and(eq(release.campaignId, campaignId), eq(release.kind, kind));
    const [approved] = await tx
      .select({ submittedAt: release.submittedAt })
      .from(release)
      .where(
        and(
          ofCampaign,
          isNotNull(release.decidedAt),
          inArray(release.state, [
            ...(['APPROVED', 'PUBLISHED', 'SUPERSEDED', 'PAUSED', 'TAKEN_DOWN', 'ARCHIVED'] as const),
          ]),
          before ? lt(release.submittedAt, before) : undefined,
        ),
      )
      .orderBy(desc(release.submittedAt))
      .limit(1);
    return tx
      .select({ id: release.id, state: release.state })
      .from(release)
      .where(
        and(
          ofCampaign,
          approved ? gt(release.submittedAt, approved.submittedAt) : undefined,
          before ? lt(release.submittedAt, before) : undefined,
        ),
      )
      .orderBy(desc(release.submittedAt))
      .limit(MOST_EARLIER);
  }

  return {
    async insert(
      comments: readonly FieldComment[],
      of: Omit<typeof approvalComment.$inferInsert, 'id' | 'fieldId' | 'text'>,
      ids: Ids,
    ): Promise<void> {
      if (comments.length === 0) return;
      await tx.insert(approvalComment).values(comments.map((each) => ({ id: ids.next(), ...of, ...each })));
    },

    ofReleases,

    /** Whose a campaign is, a city's or the province's. */
    async ownerOf(campaignId: string): Promise<string | undefined> {
      for (const table of [localCampaign, standardCampaign]) {
        const [row] = await tx.select({ of: table.tenantId }).from(table).where(eq(table.id, campaignId));
        if (row) return row.of;
      }
      return undefined;
    },

    /** What was said of the versions before a release, since the approved one, and what became of each field. */
    async before(
      row: Reviewed & { readonly submittedAt: Date },
      content: readonly ContentField[],
    ): Promise<EarlierComment[]> {
      const earlier = await sinceApproved(row, row.submittedAt);
      const comments = await ofReleases(earlier.map(({ id }) => id));
      return comments.map((each) => ({ ...each, since: fieldSince(each.field, content) }));
    },

    /** What was said of the campaign's content when it came back last; nothing once a later one was approved. */
    async ofDraft(campaign: Reviewed): Promise<FieldCommentView[]> {
      const last = (await sinceApproved(campaign)).find(
        ({ state }) => state === 'RETURNED' || state === 'REJECTED',
      );
      return last ? ofReleases([last.id]) : [];
    },
  };
}
