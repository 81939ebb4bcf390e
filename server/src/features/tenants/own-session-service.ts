import { deviceOf, maskAddress } from '@xietong/shared/tenants';
import type { OwnSession, PersonActor } from '@xietong/shared/tenants';
import type { AuditPort } from '../../access/audit-port';
import type { Call } from '../../access/call';
import { SESSION_LIMITS } from '../../http/session-limits';
import type { Sessions } from '../../http/sessions';
import { deleteSessionOf, findSessionsOf } from '../../http/session-store';
import { AppError } from '../../platform/app-error';
import type { Clock } from '../../platform/clock';
import { withTenant, type Database } from '../../platform/database';

export interface OwnSessionDeps {
  /** Connection of the auth role. */
  authDb: Database;
  sessions: Pick<Sessions, 'forget'>;
  audit: AuditPort;
  clock: Clock;
}

/** @throws AppError FORBIDDEN for a machine, which has no session */
function personOf({ actor }: Call): PersonActor {
  if (actor.kind !== 'PERSON') throw new AppError('FORBIDDEN');
  return actor;
}

/** The sessions that one's own password has opened. */
export function createOwnSessionService({ authDb, sessions, audit, clock }: OwnSessionDeps) {
  return {
    /** One's own open sessions, the latest used first. */
    async list(call: Call): Promise<OwnSession[]> {
      const actor = personOf(call);
      const now = clock.now();
      const seenSince = new Date(now.getTime() - SESSION_LIMITS.idleMs);
      const rows = await findSessionsOf(authDb, actor.personId, { now, seenSince });
      return rows.map(({ id, userAgent, ipAddress, createdAt, lastSeenAt }) => ({
        id,
        current: id === actor.sessionId,
        ...deviceOf(userAgent ?? ''),
        address: maskAddress(ipAddress ?? ''),
        createdAt: createdAt.toISOString(),
        lastSeenAt: lastSeenAt.toISOString(),
      }));
    },

    /**
     * Ends one of one's own sessions; from the next request on it opens nothing.
     * @throws AppError NOT_FOUND for anybody else's
     */
    async end(call: Call, { id }: { id: string }): Promise<{ id: string }> {
      const { personId, tenant } = personOf(call);
      const scope = { tenantId: tenant.id, actorId: personId, requestId: call.requestId };
      await withTenant(authDb, scope, async (tx) => {
        if (!(await deleteSessionOf(tx, personId, id))) throw new AppError('NOT_FOUND');
        await audit.success(tx, call, {
          act: 'session.end',
          subject: { type: 'Person', id: personId },
        });
      });
      sessions.forget(id);
      return { id };
    },
  };
}
export type OwnSessionService = ReturnType<typeof createOwnSessionService>;
