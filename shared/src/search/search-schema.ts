import { z } from 'zod';

/** Shorter texts find half of everything, and none of it is what was meant. */
export const SEARCH_MIN_LENGTH = 2;
/** Hits that each group shows. */
export const SEARCH_GROUP_SIZE = 5;

/** What can be found, in the order in which it is shown: whatever has a page of its own. Customers are not searched. */
export const SEARCH_GROUPS = [
  'standards',
  'locals',
  'points',
  'lists',
  'imports',
  'approvals',
  'stops',
  'disclosures',
  'findings',
  'samples',
  'people',
  'cities',
] as const;
export type SearchGroup = (typeof SEARCH_GROUPS)[number];

export const searchSchema = z.object({ text: z.string().trim().min(SEARCH_MIN_LENGTH).max(60) });
export type SearchInput = z.infer<typeof searchSchema>;
