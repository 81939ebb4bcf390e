import {
  actorId,
  actorLabel,
  checkPassword,
  staffIdSchema,
  validateDuties,
  type Role,
} from '@xietong/shared/tenants';
import type { AuditPort } from '../../access/audit-port';
import type { Call } from '../../access/call';
import { requireCan } from '../../access/require-can';
import { AppError, unwrap } from '../../platform/app-error';
import type { Clock } from '../../platform/clock';
import { withTenant, type Database } from '../../platform/database';
import type { Ids } from '../../platform/ids';
import { hashPassword } from '../../platform/password-hash';
import { constraintOf, sqlStateOf, sqlStates } from '../../platform/sql-state';
import { saveCredential } from './credential-store';
import { insertDuties, insertPerson, linkIdentity } from './person-store';

export interface NewStaff {
  staffId: string;
  name: string;
  password: string;
  /** True where somebody else gets to know the password: the first sign-in then asks for another. */
  mustChangePassword?: boolean;
  /** Whose administrators keep the person; the tenant of the first duty, or else the caller's. */
  home?: { id: string; code: string };
  /** `validFrom` is now when left out; `validUntil` is open-ended. */
  duties: readonly { tenantId: string; role: Role; validFrom?: Date; validUntil?: Date | null }[];
}

export interface PersonServiceDeps {
  /** Connection of the app role. */
  db: Database;
  /** Connection of the auth role. */
  authDb: Database;
  audit: AuditPort;
  clock: Clock;
  ids: Ids;
}

export type PersonService = ReturnType<typeof createPersonService>;

export function createPersonService({ db, authDb, audit, clock, ids }: PersonServiceDeps) {
  return {
    /**
     * Makes a person with duties and a password, for seeding and the command line.
     * The caller needs the right to make both people and duties, which no person has alone.
     * @throws AppError PASSWORD_TOO_WEAK, DUTIES_CONFLICT, DUTY_REPEATED, DUTY_SPAN_EMPTY,
     * STAFF_ID_TAKEN, FORBIDDEN
     */
    async createWithPassword(call: Call, input: NewStaff): Promise<{ personId: string; dutyIds: string[] }> {
      const now = clock.now();
      const staffId = staffIdSchema.parse(input.staffId);
      const password = unwrap(checkPassword(input.password));
      const spans = input.duties.map(({ tenantId, role, validFrom = now, validUntil = null }) => ({
        tenantId,
        role,
        validFrom,
        validUntil,
      }));
      const tenantId = input.home?.id ?? spans[0]?.tenantId ?? call.actor.tenant.id;
      requireCan(call.actor, 'create', 'Person', { tenantId });
      for (const span of spans) requireCan(call.actor, 'create', 'Duty', { tenantId: span.tenantId });
      unwrap(validateDuties(spans));
      const personId = ids.next();
      const given = { personId, personTenantId: tenantId, grantedByName: actorLabel(call.actor) };
      const duties = spans.map((span) => ({ ...span, ...given, id: ids.next() }));
      const passwordHash = await hashPassword(password);
      const scope = {
        tenantId: call.actor.tenant.id,
        actorId: actorId(call.actor),
        requestId: call.requestId,
      };
      try {
        await withTenant(db, scope, async (tx) => {
          await insertPerson(tx, { id: personId, tenantId, staffId, name: input.name, authUserId: null });
          await insertDuties(tx, duties);
          await audit.success(tx, call, {
            act: 'people.create',
            subject: { type: 'Person', id: personId },
            tenant: input.home,
            after: { staffId, name: input.name, duties: spans },
          });
          // Last, on the other role's connection: should this transaction fail after all, an identity
          // without a person is left, which opens nothing and is taken up by the next try.
          const { mustChangePassword = false } = input;
          const identity = { id: ids.next(), staffId, name: input.name, passwordHash, mustChangePassword };
          const authUserId = await authDb.transaction((authTx) => saveCredential(authTx, identity, now));
          await linkIdentity(tx, personId, authUserId);
        });
      } catch (error) {
        if (isStaffIdTaken(error)) throw new AppError('STAFF_ID_TAKEN', { staffId });
        throw error;
      }
      return { personId, dutyIds: duties.map(({ id }) => id) };
    },
  };
}

function isStaffIdTaken(error: unknown): boolean {
  return sqlStateOf(error) === sqlStates.uniqueViolation && constraintOf(error) === 'person_staff_id_unique';
}
