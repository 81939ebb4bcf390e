import { reviewReminder } from '@xietong/shared/releases';
import { asCaller } from '../../access/as-caller';
import type { AuditPort } from '../../access/audit-port';
import type { Call } from '../../access/call';
import { approverIdsOf } from '../../db/approver-ids';
import type { Clock } from '../../platform/clock';
import type { Database, Tx } from '../../platform/database';
import type { ReleaseNews } from './release-news';
import { createTakedownReviewStore } from './takedown-review-store';

export interface TakedownReminderDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly audit: AuditPort;
  readonly news: Pick<ReleaseNews, 'takedownReviewDue'>;
}

/** Deadlines of reviews of emergency stops: who is reminded, and who hears that one was missed. Concludes nothing. */
export function createTakedownReminderService({ database, clock, audit, news }: TakedownReminderDeps) {
  /** Approvers of these tenants who neither stopped nor made it, each in the duty in which they can review it. */
  async function reviewersIn(tx: Tx, tenantIds: readonly string[], closedTo: readonly string[]) {
    const found = [];
    for (const tenantId of new Set(tenantIds))
      for (const personId of await approverIdsOf(tx, tenantId, clock.now()))
        if (!closedTo.includes(personId)) found.push({ tenantId, personId });
    return found;
  }

  /** One reminder in one transaction: what is told and the mark that it was come together or not at all. */
  async function remind(call: Call, id: string): Promise<boolean> {
    return asCaller(database, call, async (tx) => {
      const store = createTakedownReviewStore(tx);
      const found = await store.lockById(id);
      const now = clock.now();
      const what = found && reviewReminder(found.review, now);
      if (!what) return false;
      const { review, release, tenantCode } = found;
      const isMissed = what === 'OVERDUE';
      await store.mark(id, isMissed ? { missedAt: now } : { remindedAt: now });
      const authors = await store.authorsOf(release.id);
      // What a city left undone lies with the province's approvers, too, from then on.
      const tenantIds = [review.reviewerTenantId, ...(isMissed ? [call.actor.tenant.id] : [])];
      const closedTo = [review.stoppedBy, ...authors.map((author) => author.id)];
      const recipients = await reviewersIn(tx, tenantIds, closedTo);
      await news.takedownReviewDue(tx, call, { ...release, reviewId: id, what, recipients });
      await audit.success(tx, call, {
        act: isMissed ? 'takedownReviews.missed' : 'takedownReviews.dueSoon',
        subject: { type: 'TakedownReview', id },
        after: { title: release.title, dueAt: review.dueAt.toISOString() },
        campaignId: release.campaignId,
        tenant: { id: review.tenantId, code: tenantCode },
      });
      return true;
    });
  }

  return {
    /**
     * Reminds of deadlines and marks what was missed, as the province's own job; returns how many. May be repeated,
     * cut off at any moment and run by two at once: nobody is told the same twice.
     */
    async runReminders(call: Call): Promise<number> {
      const due = await asCaller(database, call, (tx) => createTakedownReviewStore(tx).dueIds(clock.now()));
      let told = 0;
      for (const id of due) if (await remind(call, id)) told += 1;
      return told;
    },
  };
}
export type TakedownReminderService = ReturnType<typeof createTakedownReminderService>;
