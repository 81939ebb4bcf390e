import { asCaller } from '../../access/as-caller';
import type { AuditPort } from '../../access/audit-port';
import type { Call } from '../../access/call';
import type { Clock } from '../../platform/clock';
import type { Database, Tx } from '../../platform/database';
import type { DeadlinePort } from './deadline-service';
import { createFallBackStore } from './fall-back-store';
import type { FallenRequest } from './fall-back-store';

export interface FallBackDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly audit: AuditPort;
  readonly releases: DeadlinePort;
}

/**
 * Steps that were handed to somebody who approves in their tenant no more. From that moment on they are computed to be
 * with all approvers of the tenant again; here it is written down, in the step and in the log.
 */
export function createFallBackService({ database, clock, audit, releases }: FallBackDeps) {
  /** Gives fallen steps of a request back, as far as the caller sees their people; under the request's lock. */
  async function fallBack(
    tx: Tx,
    call: Call,
    { request, release }: FallenRequest,
    tenant?: { readonly id: string; readonly code: string },
  ): Promise<string[]> {
    const fallen = await createFallBackStore(tx).giveBack(request.id, clock.now());
    if (fallen.length === 0) return [];
    await audit.success(tx, call, {
      act: 'approvals.fellBack',
      subject: { type: 'ApprovalRequest', id: request.id },
      before: { handedTo: fallen.map(({ personName }) => personName) },
      after: { handedTo: [], title: release.title, hash: release.hash },
      campaignId: release.campaignId,
      tenant,
    });
    return [...new Set(fallen.map(({ approverTenantId }) => approverTenantId))];
  }

  /** Writes down what has fallen back, and tells who has it now; returns how many requests. May be repeated. */
  async function runFallBacks(call: Call): Promise<number> {
    const ids = await asCaller(database, call, (tx) => createFallBackStore(tx).fallenIds(clock.now()));
    let given = 0;
    for (const id of ids)
      await asCaller(database, call, async (tx) => {
        const found = await createFallBackStore(tx).lockOpen(id);
        if (!found) return;
        const { request, release, tenantCode } = found;
        const owner = { id: request.tenantId, code: tenantCode };
        const tenantIds = await fallBack(tx, call, found, owner);
        if (tenantIds.length === 0) return;
        given += 1;
        await releases.late(tx, call, release, {
          ...{ requestId: id, what: 'APPROVAL_FELL_BACK', escalation: null },
          hands: tenantIds.map((tenantId) => ({ tenantId, personId: null })),
        });
      });
    return given;
  }

  return { fallBack, runFallBacks };
}
