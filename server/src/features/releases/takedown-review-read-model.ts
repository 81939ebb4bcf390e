import type { Page } from '@xietong/shared/kernel';
import { shanghaiDate } from '@xietong/shared/kernel';
import { releaseDocumentSchema } from '@xietong/shared/releases';
import type {
  ReviewBox,
  ReviewFigures,
  TakedownReviewDetail,
  TakedownReviewListInput,
  TakedownReviewRow,
} from '@xietong/shared/releases';
import type { Actor } from '@xietong/shared/tenants';
import { aliasedTable, and, asc, count, desc, eq, gte, inArray, isNotNull, isNull, sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { scopeFor } from '../../access/scope-for';
import { channel, event, marketingPoint, metricDay, release, takedownReview, tenant } from '../../db/schema';
import { reviewStandingOf, waitsForReview } from '../../db/takedown-review-view';
import type { Tx } from '../../platform/database';

const reviewer = aliasedTable(tenant, 'reviewer');
const COUNTED = ['impression', 'click', 'order'] as const;

export type FoundReview = Awaited<ReturnType<ReturnType<typeof createTakedownReviewReadModel>['findById']>>;

/** Reviews of emergency stops, within what the actor may see. */
export function createTakedownReviewReadModel(tx: Tx, actor: Actor, now: Date) {
  const columns = { tenantId: takedownReview.tenantId, reviewerTenantId: takedownReview.reviewerTenantId };
  const scope = scopeFor(actor, 'read', 'TakedownReview', columns);
  const boxes: Record<ReviewBox, SQL | undefined> = {
    MINE: and(scopeFor(actor, 'approve', 'TakedownReview', columns), waitsForReview(actor, now)),
    OPEN: isNull(takedownReview.concludedAt),
    CONCLUDED: isNotNull(takedownReview.concludedAt),
    ALL: undefined,
  };
  const named = (table: typeof tenant) => ({
    kind: table.kind,
    nameZh: table.nameZh,
    nameEn: table.nameEn,
  });
  const found = (where: SQL | undefined) =>
    tx
      .select({
        ...{ review: takedownReview, release, tenant: named(tenant), reviewer: named(reviewer) },
        // A list needs no more of the document.
        version: sql<number>`(${release.text}::jsonb #>> '{subject,version}')::int`,
      })
      .from(takedownReview)
      .innerJoin(release, eq(release.id, takedownReview.releaseId))
      .innerJoin(tenant, eq(tenant.id, takedownReview.tenantId))
      .innerJoin(reviewer, eq(reviewer.id, takedownReview.reviewerTenantId))
      .where(and(scope, where));

  return {
    async list({ box, page, pageSize }: TakedownReviewListInput): Promise<Page<TakedownReviewRow>> {
      const where = boxes[box];
      const rows = await found(where)
        .orderBy(
          box === 'MINE' || box === 'OPEN' ? asc(takedownReview.dueAt) : desc(takedownReview.openedAt),
          asc(takedownReview.id),
        )
        .limit(pageSize)
        .offset((page - 1) * pageSize);
      const [total] = await tx.select({ rows: count() }).from(takedownReview).where(and(scope, where));
      return { rows: rows.map(reviewRowOf), total: total?.rows ?? 0 };
    },

    async findById(id: string) {
      return (await found(eq(takedownReview.id, id)))[0];
    },

    /** The campaign's numbers from a Shanghai day on: of all its versions, by day. */
    async figuresSince(campaignNumber: string, day: string): Promise<ReviewFigures> {
      const rows = await tx
        .select({ type: metricDay.type, total: sql<number>`sum(${metricDay.count})`.mapWith(Number) })
        .from(metricDay)
        .where(
          and(
            gte(metricDay.day, day),
            inArray(metricDay.type, [...COUNTED]),
            eq(metricDay.campaignNumber, campaignNumber),
          ),
        )
        .groupBy(metricDay.type);
      return figuresOf(rows);
    },

    /** What came of one release after an instant: little, for no channel is given it any more. */
    async figuresAfter(row: typeof release.$inferSelect, at: Date): Promise<ReviewFigures> {
      const day = shanghaiDate(at);
      const rows = await tx
        .select({ type: event.type, total: count() })
        .from(event)
        .where(
          and(
            gte(event.receivedDay, day),
            gte(event.day, day),
            inArray(event.type, [...COUNTED]),
            eq(event.campaignNumber, row.campaignNumber),
            eq(event.releaseId, row.id),
            gte(event.at, at),
          ),
        )
        .groupBy(event.type);
      return figuresOf(rows);
    },

    async pointsOf(codes: readonly string[]): Promise<TakedownReviewDetail['points']> {
      if (codes.length === 0) return [];
      const { code, format, nameZh, nameEn } = marketingPoint;
      return tx
        .select({ code, channel: marketingPoint.channel, format, nameZh, nameEn })
        .from(marketingPoint)
        .where(inArray(code, [...codes]));
    },

    async channels(): Promise<TakedownReviewDetail['channels']> {
      return tx
        .select({ code: channel.code, nameZh: channel.nameZh, nameEn: channel.nameEn })
        .from(channel)
        .orderBy(asc(channel.position));
    },
  };
}

function figuresOf(rows: readonly { type: string; total: number }[]): ReviewFigures {
  const of = (type: (typeof COUNTED)[number]): number => rows.find((row) => row.type === type)?.total ?? 0;
  return { impressions: of('impression'), clicks: of('click'), orders: of('order') };
}

/** What was live, as it was approved. */
export function stoppedDocument({ release: { text } }: NonNullable<FoundReview>) {
  return releaseDocumentSchema.parse(JSON.parse(text));
}

export function reviewRowOf(row: NonNullable<FoundReview>): TakedownReviewRow {
  const { kind, campaignId, campaignNumber, title } = row.release;
  return {
    ...reviewStandingOf(row.review),
    releaseId: row.release.id,
    kind: kind === 'LOCAL' ? kind : 'STANDARD_PLACEMENT',
    ...{ campaignId, campaignNumber, title },
    version: row.version,
    takedown: {
      by: row.release.takenDownByName ?? '',
      at: row.review.openedAt.toISOString(),
      reason: row.release.takenDownReason ?? '',
    },
    tenant: row.tenant,
    reviewer: row.reviewer,
  };
}
