import type { ReviewedTakedown } from '@xietong/shared/releases';
import { useCan } from '../../../session/useCan';

/** Where the review of a stop is opened; undefined for who may not, and of a stop without one. */
export function useStopPath(): (takedown: ReviewedTakedown | null | undefined) => string | undefined {
  const can = useCan();
  return (takedown) =>
    takedown?.review && can('read', 'TakedownReview') ? `/approvals/stops/${takedown.review.id}` : undefined;
}
