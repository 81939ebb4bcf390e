import { searchSchema } from '@xietong/shared/search';
import { protectedProcedure, router } from '../../trpc/procedures';
import type { SearchService } from './search-service';

/** Everybody who is signed in may search; what is found is what each may read. */
export function createSearchRouter({ searchService }: { searchService: SearchService }) {
  return router({
    find: protectedProcedure({ action: 'read', subject: 'Session' })
      .input(searchSchema)
      .query(({ ctx, input }) => searchService.find(ctx.call, input)),
  });
}
