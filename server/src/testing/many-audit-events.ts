import type { Pool } from 'pg';
import type { TestDatabase } from './test-database';

/**
 * Writes `count` copies of the newest audit event of a tenant as the owner, in their canonical form, each with an id
 * of its own; the trigger enters them into the log like any other. Returns their ids.
 * @param client whose transaction they are of; without it they are committed at once
 */
export async function copyNewestEvent(
  { owner }: TestDatabase,
  tenantId: string,
  count: number,
  client: Pick<Pool, 'query'> = owner.$client,
): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    `insert into audit_event (id, at, tenant_id, actor_kind, actor_id, actor_name, act, subject_type, subject_id, campaign_id, result, code, request_id, address, canonical, schema_version, leaf_hash, terms)
     select n.id, e.at, e.tenant_id, e.actor_kind, e.actor_id, e.actor_name, e.act, e.subject_type, e.subject_id, e.campaign_id, e.result, e.code, e.request_id, e.address,
       replace(e.canonical, e.id::text, n.id::text), e.schema_version, sha256('\\x00'::bytea || convert_to(replace(e.canonical, e.id::text, n.id::text), 'UTF8')),
       ts_delete(e.terms, right(e.id::text, 12)) || array_to_tsvector(array[right(n.id::text, 12)])
     from (select * from audit_event where tenant_id = $1 order by id desc limit 1) e, (select gen_random_uuid() as id from generate_series(1, $2)) n
     returning id`,
    [tenantId, count],
  );
  return rows.map(({ id }) => id);
}
