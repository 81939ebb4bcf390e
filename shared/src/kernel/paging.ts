import { z } from 'zod';

/** Largest page of any list; longer lists scroll by pages or are exported. */
export const MAX_PAGE_SIZE = 100;

/** One-based page and its size. */
export const pageSchema = z.object({
  page: z.number().int().min(1).max(100_000).default(1),
  pageSize: z.number().int().min(1).max(MAX_PAGE_SIZE).default(20),
});
export type PageInput = z.infer<typeof pageSchema>;

/** One page of a list that is read on from where the page before ended. */
export interface CursorPage<T> {
  rows: T[];
  /** Rows of the whole list; null where this page does not tell. */
  total: number | null;
  /** The total is an estimate: there are more than are counted. */
  approximate?: boolean;
  /** Reads on after this page; null on the last. */
  nextCursor: string | null;
  /** How far back a search has come that is not full because it would have taken too long; it goes on from there. */
  readTo?: string | null;
}

/** One page of rows and the count of all rows that the filter matches. */
export interface Page<T> {
  rows: T[];
  total: number;
}
