import type { Actor } from '@xietong/shared/tenants';
import { DAYS_TO_DO } from '@xietong/shared/workbench';
import type { ToDo, ToDoKind } from '@xietong/shared/workbench';
import { sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import type { Tx } from '../../platform/database';
import { rowsOfKeptPlan } from '../../platform/kept-plan';
import { localDraftSource, standardDraftSource } from './draft-to-do-read-model';
import { exceptionSource } from './exception-to-do-read-model';
import { findingSources } from './finding-to-do-read-model';
import { ownListSources } from './own-list-to-do-read-model';
import { proposalSources } from './proposal-to-do-read-model';
import { approveSource, cameBackSource } from './request-to-do-read-model';
import { reviewSource } from './review-to-do-read-model';
import { listOutdatedSource, pointOffSource } from './running-to-do-read-model';
import {
  localiseSource,
  mergeSource,
  publishSource,
  retiredSource,
  correctedSource,
} from './standard-to-do-read-model';
import type { ToDoSource } from './to-do-source';

/** Rows of one kind that are shown at most; the others are counted. */
const MOST_OF_KIND = 10;

export interface FoundToDos {
  readonly kind: ToDoKind;
  readonly total: number;
  readonly overdue: number;
  /** Whose window has begun, and whose deadline has not run out. */
  readonly started: number;
  /** Late, begun, or to be done within seven days. */
  readonly pressing: number;
  /** Whose window is open or opens within a day. */
  readonly starting: number;
  /** Late for another reason. */
  readonly left: number;
  readonly rows: readonly ToDo[];
}

interface Found {
  total: number;
  overdue: number;
  started: number;
  pressing: number;
  starting: number;
  left_alone: number;
  release_kind: ToDo['releaseKind'];
  campaign_id: string;
  campaign_number: string;
  title: string;
  request_id: string | null;
  since: string;
  starts_at: string | null;
  due: string;
  runs_out: string | null;
  changed_by: string | null;
  reason: string | null;
  name_zh: string;
  name_en: string;
  about_zh: string | null;
  about_en: string | null;
}

/** What there is to do for an actor: one query a kind, the most pressing rows of each, all counted. */
export function createToDoReadModel(tx: Tx, actor: Actor, now: Date) {
  async function find({ kind, rows, hasDeadline, isOpenEnded }: ToDoSource): Promise<FoundToDos> {
    const at = sql`${now.toISOString()}::timestamptz`;
    const days = sql`source.since + make_interval(days => ${DAYS_TO_DO[kind]})`;
    const deadline = !hasDeadline
      ? days
      : isOpenEnded
        ? sql`source.deadline`
        : sql`coalesce(source.deadline, ${days})`;
    // The same as `dueAt` and `urgencyOf`: LEAST leaves out what is null.
    const due = sql`least(coalesce(${deadline}, ${days}), source.starts_at)`;
    const overdue = sql`coalesce(${deadline} <= ${at}, false)`;
    const starting = sql`coalesce(source.starts_at <= ${at} + interval '1 day', false)`;
    const count = (where: SQL): SQL => sql`(count(*) filter (where ${where}) over ())::int`;
    const found = await rowsOfKeptPlan<Found>(
      tx,
      sql`
      select source.*, tenant.name_zh, tenant.name_en, ${due} as due, ${deadline} as runs_out,
        ${count(sql`true`)} as total, ${count(overdue)} as overdue,
        ${count(sql`source.starts_at <= ${at} and not ${overdue}`)} as started,
        ${count(sql`least(${deadline}, source.starts_at) <= ${at} + interval '7 days'`)} as pressing,
        ${count(starting)} as starting, ${count(sql`${overdue} and not ${starting}`)} as left_alone
      from (${rows}) source join tenant on tenant.id = source.tenant_id
      order by due, source.campaign_id limit ${MOST_OF_KIND}`,
    );
    const [first] = found;
    return {
      kind,
      total: first?.total ?? 0,
      overdue: first?.overdue ?? 0,
      started: first?.started ?? 0,
      pressing: first?.pressing ?? 0,
      starting: first?.starting ?? 0,
      left: first?.left_alone ?? 0,
      rows: found.map((row) => toDoOf(kind, row)),
    };
  }

  return {
    async all(): Promise<FoundToDos[]> {
      const sources = [
        approveSource(actor, now),
        reviewSource(actor, now),
        exceptionSource(actor, { kind: 'EXCEPTION', about: 'POLICY' }),
        exceptionSource(actor, { kind: 'DETACHMENT', about: 'DETACHMENT' }),
        ...proposalSources(actor, now),
        ...findingSources(actor),
        ...ownListSources(actor),
        ...cameBackSource(actor),
        publishSource(actor),
        localiseSource(actor),
        mergeSource(actor, now),
        correctedSource(actor),
        retiredSource(actor, now),
        pointOffSource(actor, now),
        listOutdatedSource(actor, now),
        localDraftSource(actor),
        standardDraftSource(actor),
      ];
      const found: FoundToDos[] = [];
      for (const source of sources) if (source) found.push(await find(source));
      return found;
    },
  };
}

function toDoOf(kind: ToDoKind, row: Found): ToDo {
  return {
    kind,
    releaseKind: row.release_kind,
    campaignId: row.campaign_id,
    campaignNumber: row.campaign_number,
    title: row.title,
    requestId: row.request_id,
    since: new Date(row.since).toISOString(),
    startsAt: row.starts_at === null ? null : new Date(row.starts_at).toISOString(),
    deadlineAt: row.runs_out === null ? null : new Date(row.runs_out).toISOString(),
    dueAt: new Date(row.due).toISOString(),
    by: row.changed_by,
    reason: row.reason,
    tenantNameZh: row.name_zh,
    tenantNameEn: row.name_en,
    aboutZh: row.about_zh,
    aboutEn: row.about_en,
  };
}
