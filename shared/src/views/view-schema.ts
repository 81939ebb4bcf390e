import { z } from 'zod';
import { redactText } from '../audit';
import { err, idSchema, ok, type Result } from '../kernel';
import type { ViewErrorCode } from './view-errors';

/** Lists whose filters can be kept under a name. */
export const VIEW_LISTS = ['campaigns', 'local-campaigns', 'approvals', 'audit', 'events'] as const;
export const viewListSchema = z.enum(VIEW_LISTS);
export type ViewList = z.infer<typeof viewListSchema>;

/** Most views of one person on one list: more are not found again by their names. */
export const MAX_VIEWS = 20;
export const MAX_VIEW_NAME = 40;

const text = z.string().max(200);

/** Filters as the address of the page holds them, without the page's number. */
export const viewQuerySchema = z
  .record(z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,39}$/), z.union([text, z.array(text).max(50)]))
  .refine((query) => Object.keys(query).length <= 30);
export type ViewQuery = z.infer<typeof viewQuerySchema>;

/** A filter that holds a customer's number, however it is written, is searched for, but not kept, nor is such a name. */
export function checkViewTexts({
  name,
  query,
}: {
  readonly name?: string;
  readonly query: ViewQuery;
}): Result<ViewQuery, ViewErrorCode> {
  const texts = [name ?? '', ...Object.values(query).flat()];
  return texts.some((text) => redactText(text) !== text)
    ? err('VIEW_HOLDS_PHONE', undefined, ['query'])
    : ok(query);
}

export const listViewsSchema = z.strictObject({ list: viewListSchema });

export const createViewSchema = z.strictObject({
  list: viewListSchema,
  name: z.string().trim().min(1).max(MAX_VIEW_NAME),
  query: viewQuerySchema,
});
export type CreateViewInput = z.infer<typeof createViewSchema>;

/** Other filters under the same name. */
export const updateViewSchema = z.strictObject({ id: idSchema, query: viewQuerySchema });
export type UpdateViewInput = z.infer<typeof updateViewSchema>;

export const viewIdSchema = z.strictObject({ id: idSchema });

export interface SavedView {
  readonly id: string;
  readonly name: string;
  readonly query: ViewQuery;
}
