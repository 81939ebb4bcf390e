import { campaignKindSchema, STANDARD_STATES } from '@xietong/shared/campaigns';
import type { Filters } from '../../../lib/useUrlFilters';

/** States by which the list can be narrowed: its rows are latest versions, which nothing has taken the place of. */
export const LISTED_STATES = STANDARD_STATES.filter((state) => state !== 'SUPERSEDED');

/** What the list of standards can be filtered by. */
export const STANDARD_LIST_FILTERS = {
  q: '' as string,
  state: '' as string,
  kind: '' as string,
  own: '' as string,
  page: 1 as number,
  pageSize: 20 as number,
};

/** What the list asks for by its filters. */
export function standardListInput({
  q,
  state,
  kind,
  own,
  page,
  pageSize,
}: Filters<typeof STANDARD_LIST_FILTERS>) {
  const known = campaignKindSchema.safeParse(kind);
  return {
    ...{ page, pageSize, text: q },
    states: LISTED_STATES.filter((each) => each === state),
    kinds: known.success ? [known.data] : [],
    untouched: own === 'none',
  };
}
