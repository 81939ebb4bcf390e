import type { Actor } from '@xietong/shared/tenants';
import { sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { can } from '../../access/require-can';
import { scopeFor } from '../../access/scope-for';
import { release, takedownReview } from '../../db/schema';
import { waitsForReview } from '../../db/takedown-review-view';
import type { ToDoSource } from './to-do-source';

/** Emergency stops that wait for the actor's review; null for who reviews none. */
export function reviewWhere(actor: Actor, now: Date): SQL | null {
  if (!can(actor, 'approve', 'TakedownReview')) return null;
  const scope = scopeFor(actor, 'approve', 'TakedownReview', {
    tenantId: takedownReview.tenantId,
    reviewerTenantId: takedownReview.reviewerTenantId,
  });
  return sql`${scope} and ${waitsForReview(actor, now)}`;
}

/** What was stopped in an emergency and nobody has looked into yet. */
export function reviewSource(actor: Actor, now: Date): ToDoSource | null {
  const where = reviewWhere(actor, now);
  if (!where) return null;
  return {
    kind: 'TAKEDOWN_REVIEW',
    hasDeadline: true,
    rows: sql`
      select ${release.kind} as release_kind, ${release.campaignId}, ${release.campaignNumber}, ${release.title},
        ${takedownReview.id} as request_id, ${takedownReview.openedAt} as since, null::timestamptz as starts_at,
        ${release.takenDownByName} as changed_by, ${release.takenDownReason} as reason, ${takedownReview.tenantId},
        null as about_zh, null as about_en, ${takedownReview.dueAt} as deadline
      from ${takedownReview} join ${release} on ${release.id} = ${takedownReview.releaseId}
      where ${where}`,
  };
}
