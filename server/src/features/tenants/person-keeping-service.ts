import {
  actorId,
  actorLabel,
  dutyEnd,
  dutyPhase,
  type ArchivePersonInput,
  type CreatePersonInput,
  type OneTimePassword,
  type RenamePersonInput,
} from '@xietong/shared/tenants';
import { asCaller } from '../../access/as-caller';
import type { AuditPort } from '../../access/audit-port';
import type { Call } from '../../access/call';
import { findTenantByCode } from '../../access/named-tenant-store';
import { requireCan, requireRow } from '../../access/require-can';
import type { Sessions } from '../../http/sessions';
import { AppError } from '../../platform/app-error';
import type { Clock } from '../../platform/clock';
import type { Database, Tx } from '../../platform/database';
import { oneTimePassword } from '../../platform/one-time-password';
import { endSessionsOf } from './credential-store';
import { requireAnotherAdministrator } from './last-administrator';
import type { PersonService } from './person-service';
import { endDuty, findPerson, listDuties, lockDuties, renamePerson, setDisabled } from './person-store';

export interface PersonKeepingServiceDeps {
  /** Connection of the app role. */
  database: Database;
  /** Connection of the auth role. */
  authDb: Database;
  personService: PersonService;
  sessions: Pick<Sessions, 'forgetAll'>;
  audit: AuditPort;
  clock: Clock;
}

export type PersonKeepingService = ReturnType<typeof createPersonKeepingService>;

/** What system administrators do with people. Nobody is ever deleted: who did what must stay readable. */
export function createPersonKeepingService({
  database,
  authDb,
  personService,
  sessions,
  audit,
  clock,
}: PersonKeepingServiceDeps) {
  /** Ends what a person is anywhere. @throws AppError DUTIES_ELSEWHERE, LAST_ADMINISTRATOR */
  async function endAllDuties(tx: Tx, call: Call, personId: string): Promise<string[]> {
    const now = clock.now();
    const open = (await listDuties(tx, personId)).filter((duty) =>
      ['HELD', 'COMING'].includes(dutyPhase(duty, now)),
    );
    for (const duty of open) {
      await requireAnotherAdministrator(tx, duty, now);
      // A city's administrators end nothing in another tenant.
      if (!(await endDuty(tx, duty.id, dutyEnd(duty, now), actorLabel(call.actor))))
        throw new AppError('DUTIES_ELSEWHERE', { tenant: duty.tenant.code });
    }
    return open.map(({ role, tenant }) => `${tenant.code} ${role}`);
  }

  return {
    /**
     * Makes a person without any duty; the password is in this answer and nowhere else, ever.
     * @throws AppError STAFF_ID_TAKEN {staffId}, NOT_FOUND for an unknown tenant
     */
    async create(call: Call, input: CreatePersonInput): Promise<OneTimePassword> {
      const home = await asCaller(database, call, async (tx) =>
        requireRow(await findTenantByCode(tx, input.tenantCode)),
      );
      const password = oneTimePassword();
      const { staffId, name } = input;
      const made = { staffId, name, password, mustChangePassword: true, home, duties: [] };
      const { personId } = await personService.createWithPassword(call, made);
      return { id: personId, staffId, password };
    },

    /** @throws AppError NOT_FOUND, FORBIDDEN */
    async rename(call: Call, { id, name, seen }: RenamePersonInput): Promise<void> {
      await asCaller(database, call, async (tx) => {
        const row = requireRow(await findPerson(tx, id));
        requireCan(call.actor, 'update', 'Person', { tenantId: row.tenantId });
        if (!(await renamePerson(tx, id, { name, seen }))) throw new AppError('STALE_VERSION');
        await audit.success(tx, call, {
          act: 'people.rename',
          subject: { type: 'Person', id },
          tenant: row.tenant,
          before: { name: row.name },
          after: { name },
        });
      });
      sessions.forgetAll();
    },

    /**
     * Takes a person out of service: sessions and duties end, and no sign-in opens one again.
     * @throws AppError NOT_FOUND, FORBIDDEN, OWN_PERSON, ALREADY_DONE, DUTIES_ELSEWHERE {tenant},
     * LAST_ADMINISTRATOR {role}
     */
    async archive(call: Call, { id, reason }: ArchivePersonInput): Promise<void> {
      await asCaller(database, call, async (tx) => {
        await lockDuties(tx, id);
        const row = requireRow(await findPerson(tx, id));
        requireCan(call.actor, 'archive', 'Person', { tenantId: row.tenantId });
        if (actorId(call.actor) === id) throw new AppError('OWN_PERSON');
        if (row.disabledAt !== null) throw new AppError('ALREADY_DONE');
        const duties = await endAllDuties(tx, call, id);
        await setDisabled(tx, id, clock.now());
        await audit.success(tx, call, {
          act: 'people.archive',
          subject: { type: 'Person', id },
          tenant: row.tenant,
          before: { archived: false, duties },
          after: { staffId: row.staffId, archived: true, duties: [], reason },
        });
        // Last, on the other role's connection: should this transaction fail after all, they only sign in again.
        await endSessionsOf(authDb, id);
      });
      sessions.forgetAll();
    },

    /**
     * Lets a person sign in again; duties are for the security administrators to give anew.
     * @throws AppError NOT_FOUND, FORBIDDEN, ALREADY_DONE
     */
    async unarchive(call: Call, id: string): Promise<void> {
      await asCaller(database, call, async (tx) => {
        await lockDuties(tx, id);
        const row = requireRow(await findPerson(tx, id));
        requireCan(call.actor, 'archive', 'Person', { tenantId: row.tenantId });
        if (row.disabledAt === null) throw new AppError('ALREADY_DONE');
        await setDisabled(tx, id, null);
        await audit.success(tx, call, {
          act: 'people.unarchive',
          subject: { type: 'Person', id },
          tenant: row.tenant,
          before: { archived: true },
          after: { archived: false },
        });
      });
    },
  };
}
