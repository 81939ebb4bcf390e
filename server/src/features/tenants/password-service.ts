import { checkNewPassword, type ChangePasswordInput, type PersonActor } from '@xietong/shared/tenants';
import type { AuditPort } from '../../access/audit-port';
import type { Call } from '../../access/call';
import { requireCan } from '../../access/require-can';
import { attemptsOf, clearAttempts, reserveAttempt } from '../../http/lockout-store';
import { LOCK_LIMITS } from '../../http/session-limits';
import type { Sessions } from '../../http/sessions';
import { AppError, unwrap } from '../../platform/app-error';
import type { Clock } from '../../platform/clock';
import { withTenant, type Database } from '../../platform/database';
import { hashPassword, verifyPassword } from '../../platform/password-hash';
import { endSessions, findPassword, replacePassword } from './credential-store';

export interface PasswordServiceDeps {
  /** Connection of the auth role. */
  authDb: Database;
  sessions: Pick<Sessions, 'forgetAll'>;
  audit: AuditPort;
  clock: Clock;
}

export type PasswordService = ReturnType<typeof createPasswordService>;

export function createPasswordService({ authDb, sessions, audit, clock }: PasswordServiceDeps) {
  /**
   * The identity of somebody who proved to know its password. Guessing here is counted like guessing at the sign-in
   * page, so that a session left open does not give the password away; by session, so that strangers at that page keep
   * nobody from it.
   */
  async function proved({ staffId, personId, sessionId }: PersonActor, password: string) {
    const attempts = attemptsOf(staffId, sessionId);
    if (!(await reserveAttempt(authDb, attempts, clock.now())))
      throw new AppError('SIGN_IN_LOCKED', { minutes: LOCK_LIMITS.lockMs / 60_000 });
    const known = await findPassword(authDb, personId);
    if (!known || !(await verifyPassword({ hash: known.hash, password }))) {
      const problem = { code: 'PASSWORD_WRONG', params: {} } as const;
      throw new AppError(problem.code, {}, [{ path: 'currentPassword', ...problem }]);
    }
    await clearAttempts(authDb, attempts);
    return known;
  }

  return {
    /**
     * Replaces the own password. The session goes on, the person's other sessions end.
     * @throws AppError PASSWORD_TOO_WEAK {min, max}, PASSWORD_HOLDS_STAFF_ID, PASSWORD_UNCHANGED and
     * PASSWORD_WRONG beside their fields, SIGN_IN_LOCKED {minutes}, STALE_VERSION when it was replaced
     * meanwhile
     */
    async changeOwnPassword(call: Call, input: ChangePasswordInput): Promise<void> {
      const { actor, requestId } = call;
      if (actor.kind !== 'PERSON') throw new AppError('FORBIDDEN');
      requireCan(actor, 'update', 'Session', { tenantId: actor.tenant.id });
      const { personId, staffId, sessionId } = actor;
      const password = unwrap(checkNewPassword(input, staffId));
      const { userId, hash: formerHash } = await proved(actor, input.currentPassword);
      const hash = await hashPassword(password);
      const scope = { tenantId: actor.tenant.id, actorId: personId, requestId };
      await withTenant(authDb, scope, async (tx) => {
        const now = clock.now();
        const replaced = await replacePassword(tx, { userId, formerHash, hash, mustChange: false }, now);
        if (!replaced) throw new AppError('STALE_VERSION');
        const sessionsEnded = await endSessions(tx, userId, sessionId);
        await audit.success(tx, call, {
          act: 'session.changePassword',
          subject: { type: 'Person', id: personId },
          after: { sessionsEnded },
        });
      });
      sessions.forgetAll();
    },
  };
}
