import type { ToDoKind } from '@xietong/shared/workbench';
import type { SQL } from 'drizzle-orm';

/**
 * A query that finds everything of one kind, with the columns of a to-do: `release_kind, campaign_id,
 * campaign_number, title, request_id, since, starts_at, changed_by, reason, tenant_id, about_zh, about_en`.
 */
export interface ToDoSource {
  readonly kind: ToDoKind;
  readonly rows: SQL;
  /** It has a column `deadline`, too: when a row has one, that holds instead of the days of its kind. */
  readonly hasDeadline?: true;
  /** Of a row without a deadline the time never runs out; the days of its kind give it its place alone. */
  readonly isOpenEnded?: true;
}
