import { shanghaiDate } from '@xietong/shared/kernel';
import type { Client } from 'pg';
import type { Secrets } from '../config/secrets';
import {
  clockDifference,
  clockProblem,
  clockSuspicion,
  LOOK_AT_CLOCK,
  MEND_CLOCK,
  readLatestRecord,
} from '../db/clock-check';
import { keysFit } from '../db/key-check';
import { readMigrationState } from '../db/migrate';
import { findServingRoleProblem } from '../platform/database-roles';
import type { ServingRole } from '../platform/database-roles';
import { withClient } from '../platform/database-urls';
import { OLDEST_POSTGRES, readDatabaseVersion } from '../platform/database-version';
import { attempt, fail, ok, warn } from './doctor-check';
import type { Check } from './doctor-check';

const DAY_MS = 86_400_000;
/** Partitions are made two weeks ahead: fewer than these days left means that the job has not run for long. */
const PARTITION_DAYS = 3;
/** The pools of one process together, and some for people and the command line. */
const CONNECTIONS_NEEDED = 60;
const LATE_JOB_MINUTES = 15;

export async function checkVersion(owner: Client): Promise<Check> {
  const { major, full } = await readDatabaseVersion(owner);
  if (major >= OLDEST_POSTGRES) return ok('database version', `PostgreSQL ${full}`);
  const mend = `Upgrade it to ${OLDEST_POSTGRES} or newer, or set DATABASE_URL and DATABASE_OWNER_URL to another one.`;
  return fail('database version', `PostgreSQL ${full} is too old`, mend);
}

export async function checkConnections(owner: Client): Promise<Check> {
  const { rows } = await owner.query<{ allowed: number; used: number }>(
    `select current_setting('max_connections')::int as allowed,
            (select count(*)::int from pg_stat_activity where backend_type = 'client backend') as used`,
  );
  const { allowed = 0, used = 0 } = rows[0] ?? {};
  const found = `${used} of ${allowed} are used`;
  if (allowed >= CONNECTIONS_NEEDED) return ok('connections', found);
  return warn('connections', found, `Set max_connections of the database server to 100 or more.`);
}

/** Through this role people are served: a role that steps around row-level security shows every city everything. */
export async function checkRole(url: string, role: ServingRole): Promise<Check> {
  const name = `database role ${role}`;
  return attempt(name, 'Check the address and the password of this role.', async () => {
    const problem = await withClient(url, (client) => findServingRoleProblem(client, role));
    if (problem === null) return ok(name, 'cannot step around row-level security');
    const mend = 'Serve with a role that owns nothing, is no superuser and has no BYPASSRLS.';
    return fail(name, problem, mend);
  });
}

export async function checkRowSecurity(owner: Client): Promise<Check> {
  const { rows } = await owner.query<{ name: string }>(
    `select relname as name from pg_class
      where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relrowsecurity order by 1`,
  );
  if (rows.length === 0) return ok('row-level security', 'on for every table');
  const mend =
    'Switch it on again: alter table … enable row level security; and find out who switched it off.';
  return fail('row-level security', `off for ${rows.map(({ name }) => name).join(', ')}`, mend);
}

export async function checkMigrations(ownerUrl: string): Promise<Check> {
  const { applied, pending, unknown } = await readMigrationState(ownerUrl);
  if (unknown > 0) {
    const mend = 'Start that version, or restore a backup made with this one.';
    return fail('migrations', `the data was made by a newer version (${unknown} unknown)`, mend);
  }
  if (pending.length === 0) return ok('migrations', `all ${applied.length} applied`);
  const mend = 'Take a backup, then start the service once: it applies them.';
  return fail('migrations', `${pending.length} not applied yet (${pending.join(', ')})`, mend);
}

export async function checkKeys(owner: Client, secrets: Secrets): Promise<Check> {
  const fit = await keysFit(owner, secrets);
  if (fit === null) return ok('keys and data', 'no number is stored yet');
  if (fit) return ok('keys and data', 'stored numbers can be read');
  const mend = 'Put the secrets.json back that belongs to this database, from a backup.';
  return fail('keys and data', 'stored numbers cannot be read with these keys', mend);
}

/** The clock of this machine against what is stored, and against the database's. */
export async function checkClock(owner: Client, now: () => Date): Promise<Check> {
  const latest = await readLatestRecord(owner);
  const problem = clockProblem(now(), latest);
  if (problem !== null) return fail('clock', problem, MEND_CLOCK);
  const difference = await clockDifference(owner, now);
  if (difference !== null) return fail('clock', difference, 'Let both machines follow the same time server.');
  const suspicion = clockSuspicion(now(), latest);
  if (suspicion !== null) return warn('clock', suspicion, LOOK_AT_CLOCK);
  return ok('clock', now().toISOString());
}

/** Events are stored by day; what has no day of its own lands in a partition for the rest. */
export async function checkPartitions(owner: Client, now: Date): Promise<Check> {
  const days = Array.from({ length: PARTITION_DAYS }, (_, day) =>
    shanghaiDate(new Date(now.getTime() + day * DAY_MS)),
  );
  const { rows } = await owner.query<{ day: string }>(
    `select day from unnest($1::text[]) day where to_regclass('event_' || replace(day, '-', '')) is null`,
    [days],
  );
  const stray = await owner.query('select 1 from event_other limit 1');
  const mend = 'Start the service, or start it anew: it makes the days to come, and so does its nightly job.';
  if (rows.length > 0)
    return fail('partitions', `missing for ${rows.map(({ day }) => day).join(', ')}`, mend);
  if (stray.rowCount === 0)
    return ok('partitions', `there for today and the next ${PARTITION_DAYS - 1} days`);
  return warn('partitions', 'some events are of days that had no partition', mend);
}

/** Events get their places within seconds; where some wait for longer, the log stands still. */
export async function checkAuditLog(owner: Client, isServing: boolean): Promise<Check> {
  const { rows } = await owner.query<{ waiting: number; size: string | null }>(
    `select (select count(*)::int from audit_pending p join audit_event e on e.id = p.event_id
              where e.at < now() - interval '1 minute') as waiting,
            (select max(size) from audit_tree_head) as size`,
  );
  const { waiting = 0, size } = rows[0] ?? {};
  if (waiting > 0 && isServing)
    return fail(
      'audit log',
      `${waiting} events wait for their places`,
      'It may have been altered. Run: npm run xietong -- audit verify',
    );
  return ok('audit log', `${size ?? 'no'} events are under a signed head`);
}

/** Jobs that failed for good, or that nobody takes although the service runs. */
export async function checkJobs(owner: Client, isServing: boolean): Promise<Check> {
  const { rows: found } = await owner.query<{ there: boolean }>(
    `select to_regclass('pgboss.job') is not null as there`,
  );
  if (found[0]?.there !== true) return ok('jobs', 'the queue will be made by the first start');
  const { rows } = await owner.query<{ failed: number; late: number; names: string | null }>(
    `select count(*) filter (where state = 'failed')::int as failed,
            count(*) filter (where state < 'active')::int as late,
            string_agg(distinct name, ', ') as names
       from pgboss.job
      where (state = 'failed' and completed_on > now() - interval '1 day')
         or (state < 'active' and start_after < now() - make_interval(mins => $1))`,
    [LATE_JOB_MINUTES],
  );
  const { failed = 0, late = 0, names } = rows[0] ?? {};
  if (failed > 0)
    return fail(
      'jobs',
      `${failed} failed in the last day (${names ?? ''})`,
      'Look for "a job failed" in the log.',
    );
  if (late > 0 && isServing)
    return fail(
      'jobs',
      `${late} wait for more than ${LATE_JOB_MINUTES} minutes (${names ?? ''})`,
      'Start the service anew.',
    );
  return ok(
    'jobs',
    late > 0 ? `${late} wait for the service to start` : 'none failed in the last day, none is late',
  );
}
