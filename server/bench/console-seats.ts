/** The people who look at the console's lists in its bench: one of each role that has lists of its own. */
import { CITY_FUNCTIONS } from '@xietong/shared/tenants';
import type { PersonActor, Role } from '@xietong/shared/tenants';
import { sql } from 'drizzle-orm';
import type { Installation } from '../src/db/open-installation';
import { systemIds } from '../src/platform/ids';

const PROVINCE = '320000';
const CITY = '320100';

/** Where somebody acts, as what. */
interface Seat {
  readonly tenant: string;
  readonly role: Role;
  readonly personId: string;
  readonly dutyId: string;
}

function seat(tenant: string, role: Role): Seat {
  return { tenant, role, personId: systemIds.next(), dutyId: systemIds.next() };
}

export const SEATS = {
  'province operator': seat(PROVINCE, 'OPERATOR'),
  'city operator': seat(CITY, 'OPERATOR'),
  'province approver': seat(PROVINCE, 'APPROVER'),
  'city approver': seat(CITY, 'APPROVER'),
  'province auditor': seat(PROVINCE, 'AUDITOR'),
  'city auditor': seat(CITY, 'AUDITOR'),
  'province security administrator': seat(PROVINCE, 'SECURITY_ADMIN'),
  'province system administrator': seat(PROVINCE, 'SYSTEM_ADMIN'),
} as const satisfies Record<string, Seat>;
export type SeatName = keyof typeof SEATS;

/** Signs them in: a person and a duty each, since what people are told and may follow up hangs on their duty. */
export async function takeSeats({ databases: { owner } }: Installation): Promise<Map<SeatName, PersonActor>> {
  const actors = new Map<SeatName, PersonActor>();
  for (const [index, [name, { tenant: code, role, personId, dutyId }]] of Object.entries(SEATS).entries()) {
    const { rows } = await owner.execute(
      sql`select id, code, kind, parent_id as "parentId" from tenant where code = ${code}`,
    );
    const tenant = rows[0] as unknown as PersonActor['tenant'];
    const staffId = `BENCH-SEAT-${String(index + 1)}`;
    await owner.execute(
      sql`insert into person (id, tenant_id, staff_id, name) values (${personId}, ${tenant.id}, ${staffId}, ${staffId})`,
    );
    await owner.execute(sql`
      insert into duty (id, person_id, person_tenant_id, tenant_id, role, valid_from)
      values (${dutyId}, ${personId}, ${tenant.id}, ${tenant.id}, ${role}, now() - interval '400 days')`);
    actors.set(name as SeatName, {
      ...{ kind: 'PERSON', personId, staffId, name: staffId, sessionId: personId, dutyId, role, tenant },
      functions: tenant.kind === 'CITY' ? CITY_FUNCTIONS : [],
    });
  }
  return actors;
}
