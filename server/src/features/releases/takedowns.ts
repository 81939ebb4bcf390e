import { createTakedownReminderService } from './takedown-reminder-service';
import type { TakedownReminderDeps } from './takedown-reminder-service';
import { createTakedownReviewService } from './takedown-review-service';
import type { TakedownReviewServiceDeps } from './takedown-review-service';
import { createTakedownService } from './takedown-service';
import type { TakedownServiceDeps } from './takedown-service';

/** Stopping in an emergency, and looking into each stop in time. */
export function createTakedowns(
  deps: TakedownServiceDeps & TakedownReviewServiceDeps & TakedownReminderDeps,
) {
  return {
    takedownService: createTakedownService(deps),
    takedownReviewService: createTakedownReviewService(deps),
    takedownReminderService: createTakedownReminderService(deps),
  };
}
