export { SEARCH_GROUP_SIZE, SEARCH_GROUPS, SEARCH_MIN_LENGTH, searchSchema } from './search-schema';
export type { SearchGroup, SearchInput } from './search-schema';
export type { FoundGroup, SearchHit } from './search-view';
