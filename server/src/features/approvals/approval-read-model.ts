import type { ApprovalListInput, ApprovalRow } from '@xietong/shared/approvals';
import type { Page } from '@xietong/shared/kernel';
import { actorId } from '@xietong/shared/tenants';
import type { Actor } from '@xietong/shared/tenants';
import {
  aliasedTable,
  and,
  asc,
  count,
  desc,
  eq,
  exists,
  gt,
  ilike,
  inArray,
  not,
  or,
  sql,
} from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { scopeFor } from '../../access/scope-for';
import { hasOpened, isCopiedTo } from './copy-store';
import { likePattern } from '../../db/like-pattern';
import { decisionDue, openStepDue, openStepTenant } from '../../db/open-step';
import { approvalDecision, approvalRequest, release, releaseAuthor, tenant } from '../../db/schema';
import type { Tx } from '../../platform/database';

const approver = aliasedTable(tenant, 'approver');
const later = aliasedTable(release, 'later');
const mine = aliasedTable(approvalDecision, 'mine');

/** Joined views of approval requests, within what the actor may see. */
export function createApprovalReadModel(tx: Tx, actor: Actor, now: Date) {
  const own = actorId(actor);
  const columns = {
    tenantId: approvalRequest.tenantId,
    approverTenantId: approvalRequest.approverTenantId,
  };
  const scope = scopeFor(actor, 'read', 'ApprovalRequest', columns);
  const isAuthor = exists(
    tx
      .select({ id: releaseAuthor.id })
      .from(releaseAuthor)
      .where(and(eq(releaseAuthor.releaseId, approvalRequest.releaseId), eq(releaseAuthor.actorId, own))),
  );
  const isReplaced = exists(
    tx
      .select({ id: later.id })
      .from(later)
      .where(
        and(
          eq(later.campaignId, release.campaignId),
          eq(later.kind, release.kind),
          gt(later.submittedAt, release.submittedAt),
        ),
      ),
  );
  const hasDecided = exists(
    tx
      .select({ id: mine.id })
      .from(mine)
      .where(and(eq(mine.requestId, approvalRequest.id), eq(mine.decidedBy, own))),
  );
  const boxes: Record<ApprovalListInput['box'], () => SQL | undefined> = {
    TODO: () =>
      and(
        scopeFor(actor, 'approve', 'ApprovalRequest', {
          ...columns,
          approverTenantId: openStepTenant(actor, now),
        }),
        eq(approvalRequest.state, 'OPEN'),
        not(isAuthor),
        not(hasDecided),
      ),
    DONE: () => hasDecided,
    MINE: () => isAuthor,
    COPIED: () => isCopiedTo(actor),
    ALL: () => undefined,
  };
  const matching = ({
    box,
    text,
    states,
    kinds,
    takenDown,
    latest,
  }: Omit<ApprovalListInput, 'page' | 'pageSize'>) =>
    and(
      scope,
      boxes[box](),
      states && states.length > 0 ? inArray(approvalRequest.state, states) : undefined,
      kinds && kinds.length > 0 ? inArray(release.kind, kinds) : undefined,
      takenDown ? eq(release.state, 'TAKEN_DOWN') : undefined,
      latest ? not(isReplaced) : undefined,
      text
        ? or(ilike(release.title, likePattern(text)), ilike(release.campaignNumber, likePattern(text)))
        : undefined,
    );

  const rowsWhere = (where: SQL | undefined) =>
    tx
      .select({
        ...rowColumns,
        dueAt: openStepDue,
        isOpened: sql<boolean>`${hasOpened(actor)}`,
        isNewCopy: sql<boolean>`${isCopiedTo(actor)} and not ${hasOpened(actor)}`,
      })
      .from(approvalRequest)
      .innerJoin(release, eq(release.id, approvalRequest.releaseId))
      .innerJoin(tenant, eq(tenant.id, approvalRequest.tenantId))
      .innerJoin(approver, eq(approver.id, approvalRequest.approverTenantId))
      .where(where);
  /** Where several had to decide, the last of them is shown; looked for once it is known which requests are. */
  async function withDecisions(found: readonly FoundRow[]): Promise<ApprovalRow[]> {
    if (found.length === 0) return [];
    const decisions = await tx
      .selectDistinctOn([approvalDecision.requestId])
      .from(approvalDecision)
      .where(
        inArray(
          approvalDecision.requestId,
          found.map(({ id }) => id),
        ),
      )
      .orderBy(approvalDecision.requestId, desc(approvalDecision.decidedAt), desc(approvalDecision.id));
    const byRequest = new Map(decisions.map((row) => [row.requestId, row]));
    return found.map((row) => {
      const last = byRequest.get(row.id);
      const decision = last && {
        ...{ outcome: last.outcome, reason: last.reason, by: last.decidedByName },
        ...{ at: last.decidedAt, hash: last.hash },
      };
      return rowOf({ ...row, decision: decision ?? null });
    });
  }
  const countWhere = async (where: SQL | undefined): Promise<number> => {
    const [row] = await tx
      .select({ total: count() })
      .from(approvalRequest)
      .innerJoin(release, eq(release.id, approvalRequest.releaseId))
      .where(where);
    return row?.total ?? 0;
  };

  return {
    /** One page: to-dos as the workbench has them, the most pressing first; the others newest first. */
    async list(input: ApprovalListInput): Promise<Page<ApprovalRow>> {
      const where = matching(input);
      const rows = await rowsWhere(where)
        .orderBy(
          ...(input.box === 'TODO'
            ? [asc(decisionDue), asc(release.campaignId)]
            : [desc(approvalRequest.submittedAt)]),
          asc(approvalRequest.id),
        )
        .limit(input.pageSize)
        .offset((input.page - 1) * input.pageSize);
      return { rows: await withDecisions(rows), total: await countWhere(where) };
    },

    async countToDo(): Promise<{ toDo: number; mineWaiting: number; newCopies: number }> {
      const open = (box: 'TODO' | 'MINE') => countWhere(matching({ box, states: ['OPEN'] }));
      return {
        toDo: await open('TODO'),
        mineWaiting: await open('MINE'),
        newCopies: await countWhere(and(matching({ box: 'COPIED' }), not(hasOpened(actor)))),
      };
    },

    async findById(id: string): Promise<ApprovalRow | undefined> {
      const [row] = await withDecisions(await rowsWhere(and(eq(approvalRequest.id, id), scope)));
      return row;
    },
  };
}

const rowColumns = {
  id: approvalRequest.id,
  tenantId: approvalRequest.tenantId,
  tenantCode: tenant.code,
  tenantKind: tenant.kind,
  tenantNameZh: tenant.nameZh,
  tenantNameEn: tenant.nameEn,
  approverTenantId: approvalRequest.approverTenantId,
  approverTenantKind: approver.kind,
  approverNameZh: approver.nameZh,
  approverNameEn: approver.nameEn,
  releaseId: release.id,
  releaseState: release.state,
  kind: release.kind,
  campaignId: release.campaignId,
  campaignNumber: release.campaignNumber,
  versionId: release.versionId,
  title: release.title,
  hash: approvalRequest.hash,
  state: approvalRequest.state,
  voidBecause: approvalRequest.voidBecause,
  note: approvalRequest.note,
  required: approvalRequest.required,
  submittedByName: approvalRequest.submittedByName,
  submittedAt: approvalRequest.submittedAt,
  closedAt: approvalRequest.closedAt,
  startsAt: release.startsAt,
  endsAt: release.endsAt,
  overtakenAt: release.overtakenAt,
} as const;

type Instants = 'dueAt' | 'submittedAt' | 'closedAt' | 'startsAt' | 'endsAt' | 'overtakenAt';
interface StoredRow extends Omit<ApprovalRow, Instants | 'decision'> {
  /** As SQL says it. */
  dueAt: string | null;
  submittedAt: Date;
  closedAt: Date | null;
  startsAt: Date | null;
  endsAt: Date | null;
  overtakenAt: Date | null;
  decision: (Omit<NonNullable<ApprovalRow['decision']>, 'at'> & { at: Date }) | null;
}

type FoundRow = Omit<StoredRow, 'decision'>;

function rowOf(stored: StoredRow): ApprovalRow {
  const { dueAt, submittedAt, closedAt, startsAt, endsAt, overtakenAt, decision, ...row } = stored;
  return {
    ...row,
    overtakenAt: overtakenAt?.toISOString() ?? null,
    dueAt: dueAt === null ? null : new Date(dueAt).toISOString(),
    submittedAt: submittedAt.toISOString(),
    closedAt: closedAt?.toISOString() ?? null,
    startsAt: startsAt?.toISOString() ?? null,
    endsAt: endsAt?.toISOString() ?? null,
    decision: decision && { ...decision, at: decision.at.toISOString() },
  };
}
