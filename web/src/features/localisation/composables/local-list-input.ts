import type { ShownState } from '@xietong/shared/releases';
import type { Filters } from '../../../lib/useUrlFilters';

/** States that a local campaign can be in, in the order of its life. */
export const LOCAL_STATES: ShownState[] = [
  'DRAFT',
  'IN_REVIEW',
  'SCHEDULED',
  'LIVE',
  'ENDED',
  'RETURNED',
  'REJECTED',
  'WITHDRAWN',
  'TAKEN_DOWN',
  'PAUSED',
];

/** What the list of local campaigns can be filtered by. */
export const LOCAL_LIST_FILTERS = {
  text: '' as string,
  state: [] as string[],
  standard: '' as string,
  city: '' as string,
  archived: false as boolean,
  page: 1 as number,
  pageSize: 20 as number,
};

/** What the list asks for by its filters. */
export function localListInput({
  text,
  state,
  standard,
  city,
  archived,
  page,
  pageSize,
}: Filters<typeof LOCAL_LIST_FILTERS>) {
  const states = LOCAL_STATES.filter((each) => state.includes(each));
  return { text: text.trim(), states, standardCampaignId: standard || null, city, archived, page, pageSize };
}
