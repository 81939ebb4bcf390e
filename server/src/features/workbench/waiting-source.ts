import type { WaitingKind } from '@xietong/shared/workbench';
import type { Actor, Role } from '@xietong/shared/tenants';
import { actorId } from '@xietong/shared/tenants';
import { sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';

/**
 * A query that finds everything of one kind that is the actor's own and waits for others, with the columns `id, number,
 * title_zh, title_en, since, starts_at, due_at, held_by`.
 */
export interface WaitingSource {
  readonly kind: WaitingKind;
  readonly rows: SQL;
}

/** Duties that are held at an instant by people who can sign in. */
const isHeld = (now: Date): SQL => sql`d.valid_from <= ${now.toISOString()}::timestamptz
  and (d.valid_until is null or d.valid_until > ${now.toISOString()}::timestamptz) and p.disabled_at is null`;

/**
 * With whom something is: everybody of a role in a tenant but the actor, and but those for whom `except` holds of `p`,
 * the person. Of people whom the actor does not see the tenant alone is told.
 */
export function withRole(
  actor: Actor,
  { tenantId, role, now, except = sql`false` }: { tenantId: SQL; role: Role; now: Date; except?: SQL },
): SQL {
  return sql`(select jsonb_build_array(jsonb_build_object('role', ${role}::text, 'named', false,
      'kind', t.kind, 'nameZh', t.name_zh, 'nameEn', t.name_en,
      'people', (select coalesce(jsonb_agg(distinct p.staff_id), '[]'::jsonb) from duty d join person p on p.id = d.person_id
        where d.tenant_id = t.id and d.role = ${role}::text and ${isHeld(now)}
          and p.id <> ${actorId(actor)}::uuid and not (${except}))))
    from tenant t where t.id = ${tenantId})`;
}

/** The province, which every tenant sees. */
export const provinceId = sql`(select id from tenant where kind = 'PROVINCE' limit 1)`;
