import type { Page } from '@xietong/shared/kernel';
import { shanghaiDate } from '@xietong/shared/kernel';
import { checkReviewer } from '@xietong/shared/releases';
import type {
  ConcludeReviewInput,
  TakedownReviewDetail,
  TakedownReviewListInput,
  TakedownReviewRow,
} from '@xietong/shared/releases';
import { actorId, actorLabel } from '@xietong/shared/tenants';
import { asCaller } from '../../access/as-caller';
import type { AuditPort } from '../../access/audit-port';
import type { Call } from '../../access/call';
import { can, requireCan, requireRow } from '../../access/require-can';
import { unwrap } from '../../platform/app-error';
import type { Clock } from '../../platform/clock';
import type { Database } from '../../platform/database';
import type { ReleaseNews } from './release-news';
import { createTakedownReviewReadModel, reviewRowOf, stoppedDocument } from './takedown-review-read-model';
import { createTakedownReviewStore } from './takedown-review-store';

export interface TakedownReviewServiceDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly audit: AuditPort;
  readonly news: Pick<ReleaseNews, 'takedownReviewed'>;
}

const CLOSED = {
  TAKEDOWN_REVIEW_BY_STOPPER: 'STOPPER',
  TAKEDOWN_REVIEW_BY_AUTHOR: 'AUTHOR',
} as const;

function closedBecause(code: string | null): TakedownReviewDetail['closedBecause'] {
  return Object.entries(CLOSED).find(([refusal]) => refusal === code)?.[1] ?? null;
}

/**
 * Reviews of emergency stops 复核: each opens with its stop, is concluded once by an approver who neither
 * stopped nor made what ran, and changes nothing that is live.
 */
export function createTakedownReviewService(deps: TakedownReviewServiceDeps) {
  const { database, clock, audit, news } = deps;

  return {
    async list(call: Call, input: TakedownReviewListInput): Promise<Page<TakedownReviewRow>> {
      return asCaller(database, call, (tx) =>
        createTakedownReviewReadModel(tx, call.actor, clock.now()).list(input),
      );
    },

    /** What was stopped, why, what was live and its numbers. @throws AppError NOT_FOUND */
    async get(call: Call, { id }: { id: string }): Promise<TakedownReviewDetail> {
      return asCaller(database, call, async (tx) => {
        const reviews = createTakedownReviewReadModel(tx, call.actor, clock.now());
        const found = requireRow(await reviews.findById(id));
        const { review, release } = found;
        const document = stoppedDocument(found);
        const authors = await createTakedownReviewStore(tx).authorsOf(release.id);
        const since = shanghaiDate(release.startsAt ?? review.openedAt);
        const checked = checkReviewer(
          { ...review, authorIds: authors.map((author) => author.id) },
          actorId(call.actor),
        );
        const concludes = can(call.actor, 'approve', 'TakedownReview', review);
        const code = checked.ok ? null : checked.code;
        return {
          ...reviewRowOf(found),
          hash: release.hash,
          document,
          since,
          figures: await reviews.figuresSince(release.campaignNumber, since),
          after: await reviews.figuresAfter(release, review.openedAt),
          points: await reviews.pointsOf(document.placements.map(({ point }) => point)),
          channels: await reviews.channels(),
          authors: authors.map(({ name }) => name),
          mayConclude: concludes && checked.ok,
          closedBecause: can(call.actor, 'approve', 'TakedownReview') ? closedBecause(code) : null,
        };
      });
    },

    /**
     * Writes down what a review came to.
     * @throws AppError NOT_FOUND, FORBIDDEN, TAKEDOWN_REVIEW_CONCLUDED (the second click, another approver),
     * TAKEDOWN_REVIEW_BY_STOPPER, TAKEDOWN_REVIEW_BY_AUTHOR
     */
    async conclude(call: Call, { id, conclusion, comment }: ConcludeReviewInput): Promise<{ id: string }> {
      return asCaller(database, call, async (tx) => {
        const store = createTakedownReviewStore(tx);
        const seen = requireRow(
          await createTakedownReviewReadModel(tx, call.actor, clock.now()).findById(id),
        );
        requireCan(call.actor, 'approve', 'TakedownReview', seen.review);
        const { review, release, tenantCode } = requireRow(await store.lockById(id));
        const authors = await store.authorsOf(release.id);
        const me = actorId(call.actor);
        unwrap(checkReviewer({ ...review, authorIds: authors.map((author) => author.id) }, me));
        await store.conclude(id, {
          ...{ conclusion, comment, concludedBy: me, concludedByName: actorLabel(call.actor) },
          ...{ concludedByTenantId: call.actor.tenant.id, concludedAt: clock.now() },
        });
        await news.takedownReviewed(tx, call, {
          ...release,
          ...{ reviewId: id, comment },
          authorIds: authors.filter(({ kind }) => kind === 'PERSON').map((author) => author.id),
          stopper: { tenantId: review.stoppedByTenantId, personId: review.stoppedBy },
        });
        await audit.success(tx, call, {
          act: 'takedownReviews.conclude',
          subject: { type: 'TakedownReview', id },
          after: { title: release.title, hash: release.hash, conclusion, comment },
          campaignId: release.campaignId,
          tenant: { id: review.tenantId, code: tenantCode },
        });
        return { id };
      });
    },
  };
}
export type TakedownReviewService = ReturnType<typeof createTakedownReviewService>;
