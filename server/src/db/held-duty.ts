import type { Role } from '@xietong/shared/tenants';
import { gt, isNull, lte, or, sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { duty } from './schema';

/** A duty of the query is held at an instant. */
export function heldAt(now: Date): SQL {
  return sql`(${lte(duty.validFrom, now)} and ${or(isNull(duty.validUntil), gt(duty.validUntil, now))})`;
}

/**
 * One entry of `WaitingWith`, of `t`, a tenant of the query: who of it holds a role at an instant and can sign in, but
 * those for whom `except` holds of `p`, the person. Of people whom the reader does not see the tenant alone is told.
 */
export function holdersOf(role: Role, now: Date, except: SQL): SQL {
  return sql`jsonb_build_object('role', ${role}::text, 'named', false, 'kind', t.kind, 'nameZh', t.name_zh, 'nameEn', t.name_en,
      'people', (select coalesce(jsonb_agg(distinct p.staff_id), '[]'::jsonb) from duty join person p on p.id = duty.person_id
        where duty.tenant_id = t.id and duty.role = ${role}::text and ${heldAt(now)} and p.disabled_at is null and not (${except})))`;
}
