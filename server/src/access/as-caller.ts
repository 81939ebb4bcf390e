import { actorId } from '@xietong/shared/tenants';
import { withTenant } from '../platform/database';
import type { Database, Tx } from '../platform/database';
import type { Call } from './call';

/**
 * A transaction in the caller's own tenant: what every use case of a service runs in, reads too.
 * Rejects with what `run` rejects with.
 */
export async function asCaller<T>(database: Database, call: Call, run: (tx: Tx) => Promise<T>): Promise<T> {
  const { actor, requestId } = call;
  return withTenant(database, { tenantId: actor.tenant.id, actorId: actorId(actor), requestId }, run);
}
