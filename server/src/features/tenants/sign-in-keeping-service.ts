import {
  actorId,
  dutyPhase,
  passwordOf,
  type DutyPhase,
  type OneTimePassword,
} from '@xietong/shared/tenants';
import { asCaller } from '../../access/as-caller';
import type { AuditEntry, AuditPort } from '../../access/audit-port';
import type { Call } from '../../access/call';
import { can, requireCan, requireRow } from '../../access/require-can';
import { clearAllAttempts } from '../../http/lockout-store';
import type { Sessions } from '../../http/sessions';
import { AppError } from '../../platform/app-error';
import type { Clock } from '../../platform/clock';
import { withTenant, type Database, type Tx } from '../../platform/database';
import { oneTimePassword } from '../../platform/one-time-password';
import { hashPassword } from '../../platform/password-hash';
import { endSessions, findPassword, replacePassword } from './credential-store';
import { findPerson, listDuties, lockDuties, type StoredPerson } from './person-store';
import { findIdentity } from './sign-in-read-model';

export interface SignInKeepingServiceDeps {
  /** Connection of the app role. */
  database: Database;
  /** Connection of the auth role. */
  authDb: Database;
  sessions: Pick<Sessions, 'forgetAll'>;
  audit: AuditPort;
  clock: Clock;
}

export type SignInKeepingService = ReturnType<typeof createSignInKeepingService>;

const isElsewhere =
  (tenantId: string) =>
  ({ tenant, phase }: { tenant: { id: string }; phase: DutyPhase }): boolean =>
    tenant.id !== tenantId && (phase === 'HELD' || phase === 'COMING');

/** What administrators do with the sign-ins of others: security administrators' passwords are for their own kind. */
export function createSignInKeepingService({
  database,
  authDb,
  sessions,
  audit,
  clock,
}: SignInKeepingServiceDeps) {
  /** @throws AppError NOT_FOUND, FORBIDDEN */
  async function kept(call: Call, id: string): Promise<StoredPerson> {
    const row = await asCaller(database, call, async (tx) => requireRow(await findPerson(tx, id)));
    requireCan(call.actor, 'update', 'Person', { tenantId: row.tenantId });
    return row;
  }

  /**
   * Whoever gives a password can be the person: the rights that it opens are not for everybody to take. Nobody gives
   * or ends a duty of the person until the transaction is over.
   * @throws AppError NOT_FOUND, FORBIDDEN, PASSWORD_OF_SECURITY_ADMIN, DUTIES_ELSEWHERE {tenant}
   */
  async function resettable(tx: Tx, call: Call, id: string): Promise<StoredPerson> {
    await lockDuties(tx, id);
    const row = requireRow(await findPerson(tx, id));
    const now = clock.now();
    const duties = (await listDuties(tx, id)).map((duty) => ({ ...duty, phase: dutyPhase(duty, now) }));
    const password = passwordOf(row.tenantId, duties);
    if (can(call.actor, 'update', 'Password', password)) return row;
    if (password.ofSecurityAdmin) throw new AppError('PASSWORD_OF_SECURITY_ADMIN');
    if (!can(call.actor, 'update', 'Password', { ...password, tenantId: row.tenantId }))
      throw new AppError('FORBIDDEN');
    throw new AppError('DUTIES_ELSEWHERE', {
      tenant: duties.find(isElsewhere(row.tenantId))?.tenant.code ?? '',
    });
  }

  /** Changes the sign-in tables and tells the log, both or neither. */
  async function change(
    call: Call,
    row: StoredPerson,
    run: (tx: Tx) => Promise<Pick<AuditEntry, 'act' | 'before' | 'after'>>,
  ): Promise<void> {
    const { actor, requestId } = call;
    const scope = { tenantId: actor.tenant.id, actorId: actorId(actor), requestId };
    await withTenant(authDb, scope, async (tx) => {
      const entry = await run(tx);
      await audit.success(tx, call, {
        ...entry,
        subject: { type: 'Person', id: row.id },
        tenant: row.tenant,
      });
    });
    sessions.forgetAll();
  }

  return {
    /**
     * Gives a person a password that is in this answer and nowhere else; it opens nothing but setting
     * another one. Sessions end and a lock is taken off.
     * @throws AppError NOT_FOUND, FORBIDDEN, PASSWORD_OF_SECURITY_ADMIN, DUTIES_ELSEWHERE {tenant}, OWN_PERSON,
     * PERSON_ARCHIVED, STALE_VERSION
     */
    async resetPassword(call: Call, id: string): Promise<OneTimePassword> {
      const password = oneTimePassword();
      const hash = await hashPassword(password);
      const { staffId } = await asCaller(database, call, async (tx) => {
        const row = await resettable(tx, call, id);
        if (actorId(call.actor) === id) throw new AppError('OWN_PERSON');
        if (row.disabledAt !== null) throw new AppError('PERSON_ARCHIVED', { staffId: row.staffId });
        const { userId, hash: formerHash } = requireRow(await findPassword(authDb, id));
        // Last, on the other role's connection: this transaction writes nothing that could still fail.
        await change(call, row, async (authTx) => {
          const replaced = await replacePassword(
            authTx,
            { userId, formerHash, hash, mustChange: true },
            clock.now(),
          );
          if (!replaced) throw new AppError('STALE_VERSION');
          await clearAllAttempts(authTx, row.staffId);
          return { act: 'people.resetPassword', after: { sessionsEnded: await endSessions(authTx, userId) } };
        });
        return row;
      });
      return { id, staffId, password };
    },

    /**
     * Takes off the lock that failures put on the sign-in.
     * @throws AppError NOT_FOUND, FORBIDDEN, ALREADY_DONE when there is none
     */
    async unlock(call: Call, id: string): Promise<void> {
      const row = await kept(call, id);
      await change(call, row, async (tx) => {
        if (!(await clearAllAttempts(tx, row.staffId))) throw new AppError('ALREADY_DONE');
        return { act: 'people.unlock', before: { locked: true }, after: { locked: false } };
      });
    },

    /**
     * Ends every session of a person; the own one, too, where somebody ends their own.
     * @throws AppError NOT_FOUND, FORBIDDEN, ALREADY_DONE when there is none
     */
    async endSessions(call: Call, id: string): Promise<void> {
      const row = await kept(call, id);
      const userId = requireRow(await findIdentity(authDb, id));
      await change(call, row, async (tx) => {
        const sessionsEnded = await endSessions(tx, userId);
        if (sessionsEnded === 0) throw new AppError('ALREADY_DONE');
        return { act: 'people.endSessions', after: { sessionsEnded } };
      });
    },
  };
}
