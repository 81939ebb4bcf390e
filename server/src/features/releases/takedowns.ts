import { createTakedownReviewService } from './takedown-review-service';
import type { TakedownReviewServiceDeps } from './takedown-review-service';
import { createTakedownService } from './takedown-service';
import type { TakedownServiceDeps } from './takedown-service';

/** Stopping in an emergency, and looking into each stop. */
export function createTakedowns(deps: TakedownServiceDeps & TakedownReviewServiceDeps) {
  return {
    takedownService: createTakedownService(deps),
    takedownReviewService: createTakedownReviewService(deps),
  };
}
