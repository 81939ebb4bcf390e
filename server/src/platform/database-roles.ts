import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';
import type { ClientBase } from 'pg';
import { StartupError } from '../config/startup-error';
import { words } from '../config/words/words';

/** Names the migrations grant to; the external server's users are these or members of them. */
export const databaseRoles = {
  owner: 'xietong_owner',
  app: 'xietong_app',
  engine: 'xietong_engine',
  auth: 'xietong_auth',
} as const;

export type DatabaseRole = keyof typeof databaseRoles;
export type ServingRole = Exclude<DatabaseRole, 'owner'>;

/** Any number, the same in every process: one at a time makes roles or migrates. */
export const installationLock = 7_394_115_402;

/**
 * Makes the role when it is missing: it may sign in, and nothing else. Roles
 * belong to the whole cluster, so one that exists is left as it is.
 */
export async function ensureRole(client: ClientBase, role: string, password: string): Promise<void> {
  const found = await client.query('select 1 from pg_roles where rolname = $1', [role]);
  if (found.rowCount !== 0) return;
  await client.query(
    `create role ${client.escapeIdentifier(role)} with login nosuperuser nobypassrls nocreatedb nocreaterole noreplication ` +
      `password ${client.escapeLiteral(scramVerifier(password))}`,
  );
}

/** The form in which PostgreSQL stores a password, so that no statement log ever holds it in the clear. */
function scramVerifier(password: string, salt: Buffer = randomBytes(16)): string {
  const iterations = 4096;
  const salted = pbkdf2Sync(password, salt, iterations, 32, 'sha256');
  const clientKey = createHmac('sha256', salted).update('Client Key').digest();
  const storedKey = createHash('sha256').update(clientKey).digest('base64');
  const serverKey = createHmac('sha256', salted).update('Server Key').digest('base64');
  return `SCRAM-SHA-256$${String(iterations)}:${salt.toString('base64')}$${storedKey}:${serverKey}`;
}

interface RoleFacts {
  name: string;
  superuser: boolean;
  bypasses: boolean;
  member: boolean;
  owned: string | null;
}

/**
 * What is wrong with serving through this connection, in words for a person;
 * null when nothing is. A serving role must not be able to step around row-level
 * security: no superuser, no BYPASSRLS, no (indirect) owner of a table.
 */
export async function findServingRoleProblem(client: ClientBase, role: ServingRole): Promise<string | null> {
  const expected = databaseRoles[role];
  const { rows } = await client.query<RoleFacts>(
    `select r.rolname as name, r.rolsuper as superuser,
            exists (select 1 from pg_roles b where b.rolbypassrls and pg_has_role(r.oid, b.oid, 'MEMBER')) as bypasses,
            exists (select 1 from pg_roles e where e.rolname = $1 and pg_has_role(r.oid, e.oid, 'USAGE')) as member,
            (select min(n.nspname || '.' || c.relname) from pg_class c join pg_namespace n on n.oid = c.relnamespace
              where n.nspname in ('public', 'pgboss', 'drizzle') and pg_has_role(r.oid, c.relowner, 'MEMBER')) as owned
       from pg_roles r where r.rolname = current_user`,
    [expected],
  );
  const facts = rows[0];
  if (facts === undefined) return words().role.unknown(expected);
  if (facts.superuser) return words().role.superuser(facts.name);
  if (facts.bypasses) return words().role.bypasses(facts.name);
  if (facts.owned !== null) return words().role.owns(facts.name, facts.owned);
  if (!facts.member) return words().role.noMember(facts.name, expected);
  return null;
}

/** @throws StartupError when this connection must not be used for serving */
export async function requireServingRole(
  client: ClientBase,
  role: ServingRole,
  variable: string,
): Promise<void> {
  const problem = await findServingRoleProblem(client, role);
  if (problem !== null) throw new StartupError(words().database.roleUnfit(variable, problem));
}
