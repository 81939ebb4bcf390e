import type { ListedCorrection } from '@xietong/shared/releases';
import { createPropagationCorrections } from './propagation-corrections';
import { createPropagationMisses } from './propagation-misses';
import type { LocalsPort, PropagationDeps } from './propagation-ports';
import { createPropagationPushing } from './propagation-pushing';
import { createPropagationService } from './propagation-service';

/** Pushing newer standards to the cities' campaigns, and what comes of it. */
export function createPropagation<P extends { readonly listed: ListedCorrection }>({
  locals,
  ...deps
}: PropagationDeps & { locals: LocalsPort<P> }) {
  const corrections = createPropagationCorrections(locals);
  const propagationPushing = createPropagationPushing({ ...deps, locals, corrections });
  return {
    propagationPushing,
    propagationService: createPropagationService({ ...deps, locals, pushing: propagationPushing }),
    propagationMisses: createPropagationMisses(deps),
  };
}
