import { createPointFallbackService } from './point-fallback-service';
import { createPointService } from './point-service';
import type { PointServiceDeps } from './point-service';

/** The catalogue of points, and the approval of what they show by themselves. */
export function createPoints(deps: PointServiceDeps) {
  return {
    pointService: createPointService(deps),
    pointFallbackService: createPointFallbackService(deps),
  };
}
