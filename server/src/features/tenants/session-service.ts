import { packAbility, type PackedRules } from '@xietong/shared/access';
import type { DemoSignIn, DutySummary, SessionPerson } from '@xietong/shared/tenants';
import { abilityFor } from '../../access/require-can';
import type { AuditPort } from '../../access/audit-port';
import type { Call } from '../../access/call';
import { SESSION_LIMITS } from '../../http/session-limits';
import type { Sessions } from '../../http/sessions';
import { findDuties, setActiveDuty } from '../../http/session-store';
import { AppError } from '../../platform/app-error';
import type { Clock } from '../../platform/clock';
import { withTenant, type Database } from '../../platform/database';

export interface SessionServiceDeps {
  /** Connection of the auth role: a session is nobody's tenant's. */
  authDb: Database;
  sessions: Pick<Sessions, 'forget'>;
  audit: AuditPort;
  clock: Clock;
  /** Null outside demo mode. */
  demo: { password: string; signIns: readonly DemoSignIn[] } | null;
}

/** Who is signed in, with the rules by which the interface mirrors what the server decides. */
export type SessionView = SessionPerson & {
  rules: PackedRules;
  demo: boolean;
  /** The session ends after so many milliseconds without a touch of keyboard or pointer. */
  idleMs: number;
};

export interface DemoSignIns {
  password: string;
  signIns: readonly DemoSignIn[];
}

export type SessionService = ReturnType<typeof createSessionService>;

export function createSessionService({ authDb, sessions, audit, clock, demo }: SessionServiceDeps) {
  /**
   * @param mustChangePassword nothing but setting a new password is open: there are no rules then
   * @throws AppError FORBIDDEN for a machine, which has no session
   */
  async function me({ actor }: Call, mustChangePassword = false): Promise<SessionView> {
    if (actor.kind !== 'PERSON') throw new AppError('FORBIDDEN');
    const duties: DutySummary[] = await findDuties(authDb, actor.personId, clock.now());
    const duty = duties.find((held) => held.id === actor.dutyId);
    if (!duty) throw new AppError('NO_ACTIVE_DUTY');
    return {
      person: { id: actor.personId, staffId: actor.staffId, name: actor.name },
      duty,
      duties,
      functions: [...actor.functions],
      mustChangePassword,
      rules: mustChangePassword ? [] : packAbility(abilityFor(actor)),
      demo: demo !== null,
      // A touch may be recorded a minute late: the console must not promise what is over here already.
      idleMs: SESSION_LIMITS.idleMs - SESSION_LIMITS.touchMs,
    };
  }

  /**
   * From the next request on the session acts in another duty of its person.
   * @throws AppError DUTY_NOT_HELD
   */
  async function switchDuty(call: Call, dutyId: string): Promise<void> {
    const { actor, requestId } = call;
    if (actor.kind !== 'PERSON') throw new AppError('FORBIDDEN');
    const now = clock.now();
    const duties = await findDuties(authDb, actor.personId, now);
    const chosen = duties.find((held) => held.id === dutyId);
    if (!chosen) throw new AppError('DUTY_NOT_HELD');
    const scope = { tenantId: actor.tenant.id, actorId: actor.personId, requestId };
    await withTenant(authDb, scope, async (tx) => {
      await setActiveDuty(tx, actor.sessionId, dutyId, now);
      await audit.success(tx, call, {
        act: 'session.switchDuty',
        subject: { type: 'Duty', id: dutyId },
        before: { dutyId: actor.dutyId, role: actor.role, tenant: actor.tenant.code },
        after: { dutyId, role: chosen.role, tenant: chosen.tenant.code },
      });
    });
    sessions.forget(actor.sessionId);
  }

  return {
    me,
    switchDuty,
    /** What the sign-in page shows in demo mode; null otherwise. */
    demoSignIns: (): DemoSignIns | null => demo && { password: demo.password, signIns: demo.signIns },
  };
}
