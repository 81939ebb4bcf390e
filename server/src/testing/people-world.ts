import type { Role } from '@xietong/shared/tenants';
import type { Call } from '../access/call';
import { createAppWorld } from './app-world';
import { cookiesOf } from './session-world';
import type { TestTenant } from './tenant-factory';

/**
 * The whole server with two administrators of each kind in the province and one of each in Nanjing.
 * Its clock starts now, because the sign-in library reads the real one.
 */
export async function createPeopleWorld() {
  const world = await createAppWorld(new Date().toISOString());
  const { services, tenants } = world;
  const { province, nanjing } = tenants;
  const admins = {
    system: await tenants.call(province, 'SYSTEM_ADMIN'),
    otherSystem: await tenants.call(province, 'SYSTEM_ADMIN'),
    security: await tenants.call(province, 'SECURITY_ADMIN'),
    otherSecurity: await tenants.call(province, 'SECURITY_ADMIN'),
    citySystem: await tenants.call(nanjing, 'SYSTEM_ADMIN'),
    citySecurity: await tenants.call(nanjing, 'SECURITY_ADMIN'),
  };
  let made = 0;

  async function signIn(username: string, password: string): Promise<Response> {
    return world.app.request('/api/auth/sign-in/username', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username, password }),
    });
  }

  /** A person without a duty, made as the system administrator makes one. */
  async function newcomer(of: TestTenant = province) {
    made += 1;
    const input = { staffId: `NEW-${String(made)}`, name: '新人', tenantCode: of.code };
    return services.personKeepingService.create(admins.system, input);
  }

  const give = (call: Call, personId: string, of: TestTenant, role: Role) =>
    services.dutyService.grant(call, {
      personId,
      tenantCode: of.code,
      role,
      firstDay: null,
      lastDay: null,
    });

  return {
    ...world,
    admins,
    signIn,
    newcomer,
    give,
    /** Somebody with a duty and a password of their own, signed in. */
    async worker(of: TestTenant, role: Role) {
      const { id, staffId, password } = await newcomer(of);
      await give(admins.security, id, of, role);
      const cookie = cookiesOf(await signIn(staffId, password));
      await world.app.request('/trpc/session.changePassword', {
        method: 'POST',
        headers: { 'content-type': 'application/json', cookie },
        body: JSON.stringify({ currentPassword: password, newPassword: 'My-own-word-154' }),
      });
      return { id, staffId, cookie, password: 'My-own-word-154' };
    },
    /** What a query answers to a cookie. */
    async ask(path: string, cookie: string): Promise<{ status: number; text: string }> {
      const response = await world.app.request(`/trpc/${path}`, { headers: { cookie } });
      return { status: response.status, text: await response.text() };
    },
    async audited(act: string) {
      const { rows } = await world.database.owner.$client.query<{ canonical: string; tenant: string }>(
        `select e.canonical, t.code as tenant from audit_event e join tenant t on t.id = e.tenant_id
         where act = $1 and result = 'SUCCESS' order by at, e.id`,
        [act],
      );
      return rows;
    },
    /** Lets a second pass. */
    pass(): void {
      world.clock.at = new Date(world.clock.at.getTime() + 1_000);
    },
  };
}
export type PeopleWorld = Awaited<ReturnType<typeof createPeopleWorld>>;
