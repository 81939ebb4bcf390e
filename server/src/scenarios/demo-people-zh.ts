import type { DemoSignIn, PersonActor, Role, TenantRef } from '@xietong/shared/tenants';
import type { Call } from '../access/call';
import type { Database } from '../platform/database';
import type { Ids } from '../platform/ids';
import { FIRST_FUNCTIONS } from './base-province';
import { findStaff } from './base-province-store';
import { CITIES, PROVINCE } from './jiangsu-zh';
import type { ScenarioServices } from './scenario-services';

/** One password for all, shown on the sign-in page of a demo and nowhere else of use. */
export const DEMO_PASSWORD = 'Xietong-demo-154';

const ROLE_NAMES: Readonly<Record<Role, { province: string; city: string }>> = {
  OPERATOR: { province: '省运营', city: '市运营' },
  APPROVER: { province: '省审批', city: '市审批' },
  AUDITOR: { province: '审计员', city: '市审计员' },
  SYSTEM_ADMIN: { province: '系统管理员', city: '市系统管理员' },
  SECURITY_ADMIN: { province: '安全管理员', city: '市安全管理员' },
};

const STAFF = [
  ['JS-OPS-01', 'OPERATOR', '320000'],
  ['JS-OPS-02', 'OPERATOR', '320000'],
  ['JS-APR-01', 'APPROVER', '320000'],
  ['JS-APR-02', 'APPROVER', '320000'],
  ['JS-AUD-01', 'AUDITOR', '320000'],
  ['JS-SYS-01', 'SYSTEM_ADMIN', '320000'],
  ['JS-SEC-01', 'SECURITY_ADMIN', '320000'],
  ['JS-SEC-02', 'SECURITY_ADMIN', '320000'],
  ['NJ-OPS-01', 'OPERATOR', '320100'],
  ['NJ-OPS-02', 'OPERATOR', '320100'],
  ['NJ-APR-01', 'APPROVER', '320100'],
  ['NJ-AUD-01', 'AUDITOR', '320100'],
  ['WX-OPS-01', 'OPERATOR', '320200'],
  ['WX-APR-01', 'APPROVER', '320200'],
  ['SZ-OPS-01', 'OPERATOR', '320500'],
] as const;

export type DemoStaffId = (typeof STAFF)[number][0];

/** Everybody who can sign in to the demo province. */
export const DEMO_SIGN_INS: readonly DemoSignIn[] = STAFF.map(([staffId, role, code]) => ({
  staffId,
  role,
  tenant: tenantNames(code),
}));

function tenantNames(code: string): DemoSignIn['tenant'] {
  const { nameZh, nameEn } = CITIES.find((city) => city.code === code) ?? PROVINCE;
  return { code, nameZh, nameEn };
}

/** Makes the demo's people, named by their role alone. `seed` is the seed's own machine actor. */
export async function makeDemoPeople(
  { personService }: Pick<ScenarioServices, 'personService'>,
  seed: Call,
  tenants: ReadonlyMap<string, TenantRef>,
): Promise<void> {
  for (const [staffId, role, code] of STAFF) {
    const tenant = tenants.get(code);
    if (!tenant) throw new Error(`there is no tenant ${code}`);
    const name = ROLE_NAMES[role][tenant.kind === 'PROVINCE' ? 'province' : 'city'];
    const duties = [{ tenantId: tenant.id, role }];
    await personService.createWithPassword(seed, { staffId, name, password: DEMO_PASSWORD, duties });
  }
}

/** A call in the name of one of the staff. */
export type AsStaff = (staffId: DemoStaffId) => Call;

/** The way to act as the demo's people, in this database. */
export async function actAsDemoStaff(owner: Database, ids: Ids): Promise<AsStaff> {
  const staff = new Map((await findStaff(owner)).map((row) => [row.staffId, row]));
  return (staffId) => {
    const found = staff.get(staffId);
    if (!found) throw new Error(`nobody is called ${staffId}`);
    const functions = found.tenant.kind === 'CITY' ? FIRST_FUNCTIONS : [];
    const actor: PersonActor = { kind: 'PERSON', ...found, sessionId: ids.next(), functions };
    return { actor, requestId: ids.next(), address: null };
  };
}
