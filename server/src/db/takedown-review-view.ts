import type { ReviewStanding } from '@xietong/shared/releases';
import { actorId } from '@xietong/shared/tenants';
import type { Actor } from '@xietong/shared/tenants';
import { inArray, sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import type { DatabaseOrTx } from '../platform/database';
import { takedownReview } from './schema';

/** Where a review stands, as people are shown it. */
export function reviewStandingOf(row: typeof takedownReview.$inferSelect): ReviewStanding {
  const { id, dueAt, conclusion, comment, concludedByName, concludedAt } = row;
  return {
    id,
    dueAt: dueAt.toISOString(),
    concluded: conclusion &&
      concludedAt && {
        conclusion,
        comment: comment ?? '',
        by: concludedByName ?? '',
        at: concludedAt.toISOString(),
      },
  };
}

/** The reviews of stopped releases, by the release's id. */
export async function reviewsByRelease(
  db: DatabaseOrTx,
  releaseIds: readonly string[],
): Promise<Map<string, ReviewStanding>> {
  if (releaseIds.length === 0) return new Map();
  const rows = await db
    .select()
    .from(takedownReview)
    .where(inArray(takedownReview.releaseId, [...releaseIds]));
  return new Map(rows.map((row) => [row.releaseId, reviewStandingOf(row)]));
}

/**
 * Reviews that wait for the actor at `now`: open, neither of the own stop nor of the own work, and in the
 * hands of the own tenant; what another tenant left undone waits for those who stand in for it, too.
 */
export function waitsForReview(actor: Actor, now: Date): SQL {
  const me = sql`${actorId(actor)}::uuid`;
  const at = sql`${now.toISOString()}::timestamptz`;
  return sql`${takedownReview.concludedAt} is null and ${takedownReview.stoppedBy} <> ${me}
    and (${takedownReview.reviewerTenantId} = ${actor.tenant.id}::uuid or ${takedownReview.dueAt} <= ${at})
    and not exists (select from release_author author where author.release_id = ${takedownReview.releaseId} and author.actor_id = ${me})`;
}
