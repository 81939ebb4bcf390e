import type { TenantSummary } from '@xietong/shared/tenants';
import { asc, type SQL } from 'drizzle-orm';
import { tenant } from '../../db/schema';
import { scopeFor } from '../../access/scope-for';
import type { Call } from '../../access/call';
import type { DatabaseOrTx, Tx } from '../../platform/database';

/** The tenants that an actor may see, by code: the province first. */
export async function list(tx: Tx, call: Call): Promise<TenantSummary[]> {
  return tx
    .select({
      id: tenant.id,
      code: tenant.code,
      kind: tenant.kind,
      parentId: tenant.parentId,
      nameZh: tenant.nameZh,
      nameEn: tenant.nameEn,
    })
    .from(tenant)
    .where(visibleTo(call))
    .orderBy(asc(tenant.code));
}

/** Every tenant by what programs know it by, for the server's own use. */
export async function listKeys(
  db: DatabaseOrTx,
): Promise<{ id: string; code: string; kind: 'PROVINCE' | 'CITY' }[]> {
  return db.select({ id: tenant.id, code: tenant.code, kind: tenant.kind }).from(tenant);
}

function visibleTo({ actor }: Call): SQL {
  return scopeFor(actor, 'read', 'Tenant', { tenantId: tenant.id });
}
