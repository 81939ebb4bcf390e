import { randomUUID } from 'node:crypto';
import type { MachineActor, TenantRef } from '@xietong/shared/tenants';
import { asc, eq } from 'drizzle-orm';
import { Hono } from 'hono';
import { pino } from 'pino';
import { z } from 'zod';
import type { Call } from '../access/call';
import { auditEvent, cityFunction, tenant } from '../db/schema';
import { createAuditWriter } from '../features/audit/audit-writer';
import { createOwnSessionService } from '../features/tenants/own-session-service';
import { createPasswordService } from '../features/tenants/password-service';
import { createPersonService } from '../features/tenants/person-service';
import { createSessionRouter } from '../features/tenants/session-router';
import { createSessionService } from '../features/tenants/session-service';
import { createTenantDirectory } from '../features/tenants/tenant-directory';
import { createTenantRouter } from '../features/tenants/tenant-router';
import { createTenantService } from '../features/tenants/tenant-service';
import type { AppEnv } from '../http/app-env';
import { mountAuthRoutes } from '../http/auth-routes';
import { createAuthenticator } from '../http/auth-store';
import { createKnownBrowsers } from '../http/known-browsers';
import { answerError } from '../http/error-response';
import { mountSessions, sessionRoute } from '../http/session-middleware';
import { createSessions } from '../http/sessions';
import { systemIds } from '../platform/ids';
import { mountTrpc } from '../trpc/mount-trpc';
import { router } from '../trpc/procedures';
import { createTestDatabase, type TestDatabase } from './test-database';

export const PASSWORD = 'Xietong-demo-154';
/** What a demo shows on its page of sign-in; here it opens nothing. */
export const PUBLIC_PASSWORD = 'Shown-to-all-154';
export const PROVINCE: TenantRef = { id: randomUUID(), code: '320000', kind: 'PROVINCE', parentId: null };
export const NANJING: TenantRef = { id: randomUUID(), code: '320100', kind: 'CITY', parentId: PROVINCE.id };
const WUXI: TenantRef = { id: randomUUID(), code: '320200', kind: 'CITY', parentId: PROVINCE.id };

/** Makes people, as the seed does. */
export const SEED: MachineActor = {
  kind: 'MACHINE',
  machineId: randomUUID(),
  name: 'seed',
  tenant: PROVINCE,
  grants: [
    { action: 'create', subject: 'Person' },
    { action: 'create', subject: 'Duty' },
  ],
};
export const seedCall: Call = { actor: SEED, requestId: 'seed', address: null };

const meSchema = z.object({
  person: z.object({ id: z.string(), staffId: z.string() }),
  duty: z.object({ id: z.string(), role: z.string(), tenant: z.object({ code: z.string() }) }),
  duties: z.array(z.object({ id: z.string(), role: z.string() })),
  functions: z.array(z.string()),
  mustChangePassword: z.boolean(),
  rules: z.array(z.unknown()),
  demo: z.boolean(),
});

/**
 * Everything about signing in on a database of its own: a province, two cities, an operator of
 * Nanjing who also approves in Wuxi, a system administrator, and one whose duty is over.
 */
export async function createSessionWorld() {
  const database = await createTestDatabase();
  /** Moved by hand; the sign-in library reads the real clock, so this one starts there. */
  const clock = { offsetMs: 0, now: () => new Date(Date.now() + clock.offsetMs) };
  await seedTenants(database);
  const { app, people } = composeApp(database, clock);
  await seedPeople(people);

  const post = async (path: string, body: unknown = {}, cookie = ''): Promise<Response> => {
    const headers = { 'content-type': 'application/json', cookie };
    return app.request(path, { method: 'POST', headers, body: JSON.stringify(body) });
  };
  const signIn = (username: string, password = PASSWORD, cookie = '') =>
    post('/api/auth/sign-in/username', { username, password }, cookie);

  return {
    database,
    clock,
    app,
    people,
    post,
    signIn,
    /** Signs in and gives the cookies that a browser would send from then on. */
    async signedIn(username: string): Promise<string> {
      const response = await signIn(username);
      if (!response.ok) throw new Error(`sign-in answered ${String(response.status)}`);
      return cookiesOf(response);
    },
    async me(cookie: string) {
      const response = await app.request('/trpc/session.me', { headers: { cookie } });
      if (!response.ok) return { status: response.status, data: null };
      const body = z.object({ result: z.object({ data: meSchema.nullable() }) }).parse(await response.json());
      return { status: response.status, data: body.result.data };
    },
    /** Audit events of an act, the oldest first. */
    events: (act: string) =>
      database.owner
        .select()
        .from(auditEvent)
        .where(eq(auditEvent.act, act))
        .orderBy(asc(auditEvent.at), asc(auditEvent.id)),
  };
}

export type SessionWorld = Awaited<ReturnType<typeof createSessionWorld>>;

/** The cookies of an answer in the form in which a browser sends them back. */
export function cookiesOf(response: Response): string {
  const pairs = response.headers.getSetCookie().map((cookie) => cookie.split(';', 1)[0] ?? '');
  return pairs.join('; ');
}

function composeApp(database: TestDatabase, clock: { now: () => Date }) {
  const logger = pino({ level: 'silent' });
  const directory = createTenantDirectory({ engine: database.engine, now: () => clock.now().getTime() });
  const province = () => directory.province();
  const audit = createAuditWriter({ db: database.app, clock, ids: systemIds, logger, province });
  const authDeps = { db: database.auth, secret: database.secrets.text('auth'), tls: false };
  const authenticator = createAuthenticator(authDeps);
  const key = database.secrets.key('known-browsers');
  const browsers = createKnownBrowsers({ key, tls: false, clock });
  const sessions = createSessions({ db: database.auth, authenticator, clock });
  const demo = { password: PASSWORD, signIns: [] };
  const sessionService = createSessionService({ authDb: database.auth, sessions, audit, clock, demo });
  const ownSessionService = createOwnSessionService({ authDb: database.auth, sessions, audit, clock });
  const passwordService = createPasswordService({ authDb: database.auth, sessions, audit, clock });
  const tenantService = createTenantService({ db: database.app });
  const app = new Hono<AppEnv>();
  app.use('*', async (c, next) => {
    c.set('requestId', randomUUID());
    c.set('clientAddress', '203.0.113.7');
    await next();
  });
  mountSessions(app, { sessions, failures: audit });
  const auth = { db: database.auth, authenticator, browsers };
  mountAuthRoutes(app, { ...auth, sessions, audit, failures: audit, clock, publicPassword: PUBLIC_PASSWORD });
  const routes = router({
    session: createSessionRouter({ sessionService, passwordService, ownSessionService }),
    tenants: createTenantRouter({ tenantService }),
  });
  mountTrpc(app, { router: routes, audit, logger });
  const mayUpload = sessionRoute({ action: 'create', subject: 'Asset', act: 'assets.upload' });
  app.post('/files/assets', mayUpload, (c) => c.json({ by: c.get('call').actor.tenant.code }));
  app.onError((error, c) => answerError(error, c) ?? c.json({ code: 'INTERNAL' }, 500));
  const people = createPersonService({
    db: database.app,
    authDb: database.auth,
    audit,
    clock,
    ids: systemIds,
  });
  return { app, people };
}

async function seedTenants({ owner }: TestDatabase): Promise<void> {
  const rows = [PROVINCE, NANJING, WUXI].map((row) => ({ ...row, nameZh: row.code, nameEn: row.code }));
  await owner.insert(tenant).values(rows);
  const granted = { tenantId: NANJING.id, grantedAt: new Date(0) };
  await owner.insert(cityFunction).values([
    { ...granted, id: randomUUID(), function: 'LOCAL_CONTENT', revokedAt: null },
    { ...granted, id: randomUUID(), function: 'MONITORING', revokedAt: new Date(1) },
  ]);
}

async function seedPeople(people: ReturnType<typeof createPersonService>): Promise<void> {
  const since = (ms: number) => ({ validFrom: new Date(ms) });
  await people.createWithPassword(seedCall, {
    staffId: 'NJ-OPS-01',
    name: '市运营',
    password: PASSWORD,
    duties: [
      { tenantId: NANJING.id, role: 'OPERATOR', ...since(0) },
      { tenantId: WUXI.id, role: 'APPROVER', ...since(1) },
    ],
  });
  await people.createWithPassword(seedCall, {
    staffId: 'JS-SYS-01',
    name: '系统管理员',
    password: PASSWORD,
    duties: [{ tenantId: PROVINCE.id, role: 'SYSTEM_ADMIN', ...since(0) }],
  });
  await people.createWithPassword(seedCall, {
    staffId: 'JS-OLD-01',
    name: '审计员',
    password: PASSWORD,
    duties: [{ tenantId: PROVINCE.id, role: 'AUDITOR', ...since(0), validUntil: new Date(1) }],
  });
}
