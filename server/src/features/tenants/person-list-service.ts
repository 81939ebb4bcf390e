import {
  dutyPhase,
  isDutyValid,
  type DutyRow,
  type PeopleFilter,
  type PeoplePage,
  type PersonDetail,
  type PersonRow,
  type SessionRow,
} from '@xietong/shared/tenants';
import { asCaller } from '../../access/as-caller';
import type { Call } from '../../access/call';
import { can, requireCan, requireRow } from '../../access/require-can';
import type { Clock } from '../../platform/clock';
import type { Database } from '../../platform/database';
import { heldDuties, pageOfPeople } from './person-read-model';
import { findPerson, listDuties, type StoredDuty, type StoredPerson } from './person-store';
import { findLockedNames, findSessions, findSignInFacts } from './sign-in-read-model';

export interface PersonListServiceDeps {
  /** Connection of the app role. */
  database: Database;
  /** Connection of the auth role: sign-ins belong to no tenant. */
  authDb: Database;
  clock: Clock;
}

export type PersonListService = ReturnType<typeof createPersonListService>;

function dutyRowOf(duty: StoredDuty, now: Date): DutyRow {
  const { id, role, tenant, validFrom, validUntil, grantedByName, endedByName } = duty;
  return {
    id,
    role,
    tenant,
    phase: dutyPhase(duty, now),
    validFrom: validFrom.toISOString(),
    validUntil: validUntil?.toISOString() ?? null,
    grantedByName,
    endedByName,
  };
}

function shownPerson({ id, staffId, name, tenant, disabledAt }: StoredPerson) {
  return { id, staffId, name, tenant, archivedAt: disabledAt?.toISOString() ?? null };
}

/** Shows people, their duties and their sign-ins to those who administer or audit them. */
export function createPersonListService({ database, authDb, clock }: PersonListServiceDeps) {
  return {
    /** One page of people by tenant and staff id. */
    async list(call: Call, filter: PeopleFilter): Promise<PeoplePage> {
      requireCan(call.actor, 'read', 'Person');
      const now = clock.now();
      const among = filter.state === 'LOCKED' ? await findLockedNames(authDb, now) : null;
      const { rows, total, duties } = await asCaller(database, call, async (tx) => {
        const page = await pageOfPeople(tx, call, { filter, among, now });
        const personIds = page.rows.map(({ id }) => id);
        return { ...page, duties: await heldDuties(tx, call, personIds, now) };
      });
      const staffIds = rows.map(({ staffId }) => staffId);
      const factsOf = await findSignInFacts(authDb, staffIds, now);
      return {
        total,
        rows: rows.map((row): PersonRow => ({
          ...shownPerson(row),
          ...factsOf(row.staffId),
          duties: duties
            .filter(({ personId }) => personId === row.id)
            .map(({ id, role, tenant }) => ({ id, role, tenant })),
        })),
      };
    },

    /**
     * A person with every duty that the caller may see.
     * @throws AppError NOT_FOUND
     */
    async get(call: Call, id: string): Promise<PersonDetail> {
      requireCan(call.actor, 'read', 'Person');
      const now = clock.now();
      const { row, duties } = await asCaller(database, call, async (tx) => {
        const found = requireRow(await findPerson(tx, id));
        const seen = (await listDuties(tx, id)).filter(
          ({ tenantId, personTenantId }) =>
            can(call.actor, 'read', 'Duty', { tenantId }) ||
            can(call.actor, 'read', 'Duty', { tenantId: personTenantId }),
        );
        // Somebody of another tenant is seen by what they are or will be in this one.
        const isSeenHere = seen.some((duty) => ['HELD', 'COMING'].includes(dutyPhase(duty, now)));
        if (!isSeenHere) requireCan(call.actor, 'read', 'Person', { tenantId: found.tenantId });
        return { row: found, duties: seen };
      });
      const factsOf = await findSignInFacts(authDb, [row.staffId], now);
      return {
        ...shownPerson(row),
        ...factsOf(row.staffId),
        createdAt: row.createdAt.toISOString(),
        duties: duties
          .filter((duty) => isDutyValid(duty, now))
          .map(({ id: dutyId, role, tenant }) => ({ id: dutyId, role, tenant })),
        allDuties: duties.map((duty) => dutyRowOf(duty, now)),
      };
    },

    /**
     * Where a person is signed in, for those who may end it.
     * @throws AppError NOT_FOUND, FORBIDDEN
     */
    async sessions(call: Call, id: string): Promise<SessionRow[]> {
      const row = await asCaller(database, call, async (tx) => requireRow(await findPerson(tx, id)));
      requireCan(call.actor, 'update', 'Person', { tenantId: row.tenantId });
      const presentId = call.actor.kind === 'PERSON' ? call.actor.sessionId : null;
      return findSessions(authDb, { personId: id, presentId }, clock.now());
    },
  };
}
