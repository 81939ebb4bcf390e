import { compose } from './composition';
import type { Composition, CompositionDeps } from './composition';
import type { Clock } from './platform/clock';
import type { Ids } from './platform/ids';
import type { Logger } from './platform/logger';

/** Services on a clock of their own that serve nobody: for the command line, and to tell what happened. */
export function composeOnClock(
  installation: Pick<CompositionDeps, 'databases' | 'secrets' | 'dataFolder' | 'room'>,
  logger: Logger,
  ids: Ids,
): (clock: Clock) => Composition {
  const rest = { demo: null, tls: false, version: '', baseUrl: () => '', isAlone: false };
  return (clock) => compose({ ...installation, clock, ids, logger, ...rest });
}
