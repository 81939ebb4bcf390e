import type { Actor } from '@xietong/shared/tenants';
import type { WaitingMatter, WorkFacts } from '@xietong/shared/workbench';
import { DAYS_TO_DO, HOURS_BEFORE_CHASING } from '@xietong/shared/workbench';
import { sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import type { Tx } from '../../platform/database';
import { rowsOfKeptPlan } from '../../platform/kept-plan';
import { handedOnByActor } from './waiting-own-work-read-model';
import { proposedByActor } from './waiting-proposal-read-model';
import type { WaitingSource } from './waiting-source';

const MOST = 8;

interface Found {
  /** Of its kind, as the two that follow. */
  total: number;
  late: number;
  starting: number;
  kind: WaitingMatter['kind'];
  id: string;
  number: string | null;
  title_zh: string;
  title_en: string;
  since: string;
  starts_at: string | null;
  due_at: string | null;
  held_by: WaitingMatter['with'] | null;
}

/** Where what the actor has handed in, proposed or begun is: the longest waiting first. */
export async function findWaiting(
  tx: Tx,
  actor: Actor,
  now: Date,
): Promise<{ rows: WaitingMatter[]; facts: WorkFacts['waiting'] }> {
  const at = sql`${now.toISOString()}::timestamptz`;
  // The machine is never late: what hangs is taken up again, and ends with news.
  const isLate = ({ kind }: WaitingSource): SQL =>
    kind === 'IMPORT' ? sql`false` : sql`since <= ${at} - make_interval(days => ${DAYS_TO_DO[kind]})`;
  const isStarting = sql`starts_at <= ${at} + interval '1 day' and since <= ${at} - make_interval(hours => ${HOURS_BEFORE_CHASING})`;
  // The oldest of each kind, so that with whom something is gets looked up for those alone.
  const oldest = (
    source: WaitingSource,
  ): SQL => sql`(select ${source.kind}::text as kind, found.*, (count(*) over ())::int as total,
      (count(*) filter (where ${isLate(source)}) over ())::int as late, (count(*) filter (where ${isStarting}) over ())::int as starting
    from (${source.rows}) found order by since, id limit ${MOST})`;
  const sources = [...handedOnByActor(actor, now), ...proposedByActor(actor, now)];
  const found = await rowsOfKeptPlan<Found>(tx, sql.join(sources.map(oldest), sql` union all `));
  const ofKind = new Map(found.map((row) => [row.kind, row]));
  const sum = (name: 'total' | 'late' | 'starting'): number =>
    [...ofKind.values()].reduce((all, row) => all + row[name], 0);
  const rows = found.map(matterOf).sort((one, other) => Date.parse(one.since) - Date.parse(other.since));
  return {
    facts: { total: sum('total'), late: sum('late'), starting: sum('starting') },
    rows: rows.slice(0, MOST),
  };
}

function matterOf(row: Found): WaitingMatter {
  return {
    kind: row.kind,
    id: row.id,
    number: row.number,
    titleZh: row.title_zh,
    titleEn: row.title_en,
    since: new Date(row.since).toISOString(),
    startsAt: row.starts_at === null ? null : new Date(row.starts_at).toISOString(),
    dueAt: row.due_at === null ? null : new Date(row.due_at).toISOString(),
    with: row.held_by ?? [],
  };
}
