import { actorId } from '@xietong/shared/tenants';
import type { Actor } from '@xietong/shared/tenants';
import { sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { can } from '../../access/require-can';
import { scopeFor } from '../../access/scope-for';
import { auditSample, listImport } from '../../db/schema';
import type { ToDoSource } from './to-do-source';

/** Files that the actor has uploaded and not imported; null for who imports nothing. */
export function importWhere(actor: Actor): SQL | null {
  if (!can(actor, 'create', 'CustomerList')) return null;
  const scope = scopeFor(actor, 'create', 'CustomerList', { tenantId: listImport.tenantId });
  return sql`${listImport.state} = 'UPLOADED' and ${listImport.createdBy} = ${actorId(actor)} and ${scope}`;
}

/** Samples of the own auditors that nobody has looked through to the end; null for who audits nothing. */
export function sampleWhere(actor: Actor): SQL | null {
  if (!can(actor, 'read', 'AuditEvent')) return null;
  return sql`${auditSample.tenantId} = ${actor.tenant.id} and exists (
    select from audit_sample_item item where item.sample_id = ${auditSample.id} and item.outcome is null)`;
}

/** What stands until its own people go on with it. */
export function ownListSources(actor: Actor): (ToDoSource | null)[] {
  const imports = importWhere(actor);
  const samples = sampleWhere(actor);
  const nothing = sql`null as request_id, null::timestamptz as starts_at, null as reason, null as about_zh, null as about_en`;
  return [
    imports && {
      kind: 'IMPORT',
      rows: sql`
        select 'LOCAL' as release_kind, ${listImport.id} as campaign_id, '' as campaign_number,
          coalesce(list.name, ${listImport.listName}, ${listImport.fileName}) as title, ${listImport.createdAt} as since,
          ${listImport.createdByName} as changed_by, ${listImport.tenantId}, ${nothing}
        from ${listImport} left join customer_list list on list.id = ${listImport.listId} where ${imports}`,
    },
    samples && {
      kind: 'SAMPLE',
      rows: sql`
        select 'LOCAL' as release_kind, ${auditSample.id} as campaign_id, '' as campaign_number,
          ${auditSample.purpose} as title, ${auditSample.drawnAt} as since,
          ${auditSample.drawnByName} as changed_by, ${auditSample.tenantId}, ${nothing}
        from ${auditSample} where ${samples}`,
    },
  ];
}
