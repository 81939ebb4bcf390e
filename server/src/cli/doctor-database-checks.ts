import { shanghaiDate } from '@xietong/shared/kernel';
import type { Client } from 'pg';
import type { Secrets } from '../config/secrets';
import { spokenTime, words } from '../config/words/words';
import { clockDifference, clockProblem, clockSuspicion, readLatestRecord } from '../db/clock-check';
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
  const mend = words().doctor.database.upgrade(OLDEST_POSTGRES);
  return fail('database version', words().doctor.database.tooOld(full), mend);
}

export async function checkConnections(owner: Client): Promise<Check> {
  const { rows } = await owner.query<{ allowed: number; used: number }>(
    `select current_setting('max_connections')::int as allowed,
            (select count(*)::int from pg_stat_activity where backend_type = 'client backend') as used`,
  );
  const { allowed = 0, used = 0 } = rows[0] ?? {};
  const found = words().doctor.database.used(used, allowed);
  if (allowed >= CONNECTIONS_NEEDED) return ok('connections', found);
  return warn('connections', found, words().doctor.database.raiseConnections);
}

/** Through this role people are served: a role that steps around row-level security shows every city everything. */
export async function checkRole(url: string, role: ServingRole): Promise<Check> {
  const name = `database role ${role}` as const;
  const { database } = words().doctor;
  return attempt(name, database.checkRole, async () => {
    const problem = await withClient(url, (client) => findServingRoleProblem(client, role));
    if (problem === null) return ok(name, database.roleFits);
    return fail(name, problem, database.otherRole);
  });
}

export async function checkRowSecurity(owner: Client): Promise<Check> {
  const { rows } = await owner.query<{ name: string }>(
    `select relname as name from pg_class
      where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relrowsecurity order by 1`,
  );
  const { on, off, mend } = words().doctor.rowSecurity;
  if (rows.length === 0) return ok('row-level security', on);
  return fail('row-level security', off(rows.map(({ name }) => name).join(', ')), mend);
}

export async function checkMigrations(ownerUrl: string): Promise<Check> {
  const { applied, pending, unknown } = await readMigrationState(ownerUrl);
  const { migrations } = words().doctor;
  if (unknown > 0) {
    return fail('migrations', migrations.newer(unknown), migrations.startThat);
  }
  if (pending.length === 0) return ok('migrations', migrations.all(applied.length));
  return fail('migrations', migrations.pending(pending.length, pending.join(', ')), migrations.apply);
}

export async function checkKeys(owner: Client, secrets: Secrets): Promise<Check> {
  const fit = await keysFit(owner, secrets);
  if (fit === null) return ok('keys and data', words().doctor.keys.none);
  if (fit) return ok('keys and data', words().doctor.keys.fit);
  return fail('keys and data', words().doctor.keys.unfit, words().doctor.keys.putBack);
}

/** The clock of this machine against what is stored, and against the database's. */
export async function checkClock(owner: Client, now: () => Date): Promise<Check> {
  const { clock, doctor } = words();
  const latest = await readLatestRecord(owner);
  const problem = clockProblem(now(), latest);
  if (problem !== null) return fail('clock', problem, clock.mend);
  const difference = await clockDifference(owner, now);
  if (difference !== null) return fail('clock', difference, doctor.sameTimeServer);
  const suspicion = clockSuspicion(now(), latest);
  if (suspicion !== null) return warn('clock', suspicion, clock.look);
  return ok('clock', spokenTime(now()));
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
  const { mend, ...said } = words().doctor.partitions;
  if (rows.length > 0) return fail('partitions', said.missing(rows.map(({ day }) => day).join(', ')), mend);
  if (stray.rowCount === 0) return ok('partitions', said.there(PARTITION_DAYS - 1));
  return warn('partitions', said.stray, mend);
}

/** Events get their places within seconds; where some wait for longer, the log stands still. */
export async function checkAuditLog(owner: Client, isServing: boolean): Promise<Check> {
  const { rows } = await owner.query<{ waiting: number; size: string | null }>(
    `select (select count(*)::int from audit_pending p join audit_event e on e.id = p.event_id
              where e.at < now() - interval '1 minute') as waiting,
            (select max(size) from audit_tree_head) as size`,
  );
  const { waiting = 0, size = null } = rows[0] ?? {};
  const { auditLog } = words().doctor;
  if (waiting > 0 && isServing) return fail('audit log', auditLog.waiting(waiting), auditLog.verify);
  return ok('audit log', auditLog.under(size));
}

/** Jobs that failed for good, or that nobody takes although the service runs. */
export async function checkJobs(owner: Client, isServing: boolean): Promise<Check> {
  const { jobs } = words().doctor;
  const { rows: found } = await owner.query<{ there: boolean }>(
    `select to_regclass('pgboss.job') is not null as there`,
  );
  if (found[0]?.there !== true) return ok('jobs', jobs.none);
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
  if (failed > 0) return fail('jobs', jobs.failed(failed, names ?? ''), jobs.look);
  if (late > 0 && isServing)
    return fail('jobs', jobs.late(late, LATE_JOB_MINUTES, names ?? ''), jobs.startAnew);
  return ok('jobs', late > 0 ? jobs.waiting(late) : jobs.fine);
}
