import { createPropagationMisses } from './propagation-misses';
import type { PropagationDeps } from './propagation-ports';
import { createPropagationPushing } from './propagation-pushing';
import { createPropagationService } from './propagation-service';

/** Pushing newer standards to the cities' campaigns, and what comes of it. */
export function createPropagation(deps: PropagationDeps) {
  const propagationPushing = createPropagationPushing(deps);
  return {
    propagationPushing,
    propagationService: createPropagationService({ ...deps, pushing: propagationPushing }),
    propagationMisses: createPropagationMisses(deps),
  };
}
