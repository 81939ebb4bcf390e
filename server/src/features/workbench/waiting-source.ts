import type { WaitingKind } from '@xietong/shared/workbench';
import type { Actor, Role } from '@xietong/shared/tenants';
import { actorId } from '@xietong/shared/tenants';
import { sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { holdersOf } from '../../db/held-duty';

/**
 * A query that finds everything of one kind that is the actor's own and waits for others, with the columns `id, number,
 * title_zh, title_en, since, starts_at, due_at, held_by`.
 */
export interface WaitingSource {
  readonly kind: WaitingKind;
  readonly rows: SQL;
}

/**
 * With whom something is: everybody of a role in a tenant but the actor, and but those for whom `except` holds of `p`,
 * the person.
 */
export function withRole(
  actor: Actor,
  { tenantId, role, now, except = sql`false` }: { tenantId: SQL; role: Role; now: Date; except?: SQL },
): SQL {
  const people = holdersOf(role, now, sql`p.id = ${actorId(actor)}::uuid or ${except}`);
  return sql`(select jsonb_build_array(${people}) from tenant t where t.id = ${tenantId})`;
}

/** The province, which every tenant sees. */
export const provinceId = sql`(select id from tenant where kind = 'PROVINCE' limit 1)`;
