import { SEARCH_GROUP_SIZE, SEARCH_GROUPS } from '@xietong/shared/search';
import type { FoundGroup, SearchInput } from '@xietong/shared/search';
import { asCaller } from '../../access/as-caller';
import type { Call } from '../../access/call';
import type { Clock } from '../../platform/clock';
import type { Database } from '../../platform/database';
import { createSearchReadModel } from './search-read-model';

/** Finding what one may see by its number or name. */
export function createSearchService({ database, clock }: { database: Database; clock: Clock }) {
  return {
    /** The groups in which something was found; what the actor may not read is not looked into. */
    async find(call: Call, { text }: SearchInput): Promise<FoundGroup[]> {
      return asCaller(database, call, async (tx) => {
        const readModel = createSearchReadModel(tx, call.actor, { text, now: clock.now() });
        const found: FoundGroup[] = [];
        for (const group of SEARCH_GROUPS) {
          const hits = (await readModel.find(group)) ?? [];
          if (hits.length > 0)
            found.push({
              group,
              hits: hits.slice(0, SEARCH_GROUP_SIZE),
              more: hits.length > SEARCH_GROUP_SIZE,
            });
        }
        return found;
      });
    },
  };
}
export type SearchService = ReturnType<typeof createSearchService>;
