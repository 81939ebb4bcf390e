import { actorId, type TenantSummary } from '@xietong/shared/tenants';
import type { Call } from '../../access/call';
import { withTenant, type Database } from '../../platform/database';
import { list } from './tenant-store';

export type TenantService = ReturnType<typeof createTenantService>;

export function createTenantService({ db }: { db: Database }) {
  return {
    /** The province and its cities as far as the actor may see them: a city sees the province and itself. */
    list(call: Call): Promise<TenantSummary[]> {
      const { actor, requestId } = call;
      const scope = { tenantId: actor.tenant.id, actorId: actorId(actor), requestId };
      return withTenant(db, scope, (tx) => list(tx, call));
    },
  };
}
