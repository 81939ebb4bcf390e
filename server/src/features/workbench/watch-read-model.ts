import type { Actor } from '@xietong/shared/tenants';
import { and, asc, count, eq, gt, gte, isNull, lte, ne, notExists, sql } from 'drizzle-orm';
import { can } from '../../access/require-can';
import { scopeFor } from '../../access/scope-for';
import {
  approvalDecision,
  approvalRequest,
  auditEvent,
  channelKey,
  duty,
  person,
  release,
} from '../../db/schema';
import type { Tx } from '../../platform/database';

const DAY_MS = 86_400_000;
/** How far ahead one looks for what goes live, for what ends, and for duties that end. */
const GOING_LIVE_DAYS = 1;
const ENDING_DAYS = 3;
const DUTY_DAYS = 14;

/** Numbers that a workbench watches beside its to-dos; what is not the actor's business is not asked for. */
export function createWatchReadModel(tx: Tx, actor: Actor, now: Date) {
  const ahead = (days: number): Date => new Date(now.getTime() + days * DAY_MS);

  return {
    /** Of the own tenant: what goes live soon, and what ends soon and has no successor. */
    async windows(): Promise<{ goingLive: number; ending: number }> {
      if (!can(actor, 'read', 'Release')) return { goingLive: 0, ending: 0 };
      const nowSql = sql`${now.toISOString()}::timestamptz`;
      const liveUntil = sql`${ahead(GOING_LIVE_DAYS).toISOString()}::timestamptz`;
      const endsUntil = sql`${ahead(ENDING_DAYS).toISOString()}::timestamptz`;
      // Written out: of a single table the query builder leaves the name away, which the subquery needs.
      const [row] = await tx
        .select({
          goingLive: sql<number>`(count(*) filter (where ${release.startsAt} > ${nowSql} and ${release.startsAt} <= ${liveUntil}))::int`,
          ending: sql<number>`(count(*) filter (where ${release.endsAt} <= ${endsUntil} and ${release.overtakenAt} is null
            and not exists (select from release later where later.campaign_id = release.campaign_id and later.kind = release.kind
              and later.submitted_at > release.submitted_at and later.state in ('IN_REVIEW', 'APPROVED'))))::int`,
        })
        .from(release)
        .where(
          and(
            scopeFor(actor, 'read', 'Release', { tenantId: release.tenantId }),
            eq(release.tenantId, actor.tenant.id),
            eq(release.state, 'APPROVED'),
            ne(release.kind, 'STANDARD'),
            gt(release.endsAt, now),
          ),
        );
      return { goingLive: row?.goingLive ?? 0, ending: row?.ending ?? 0 };
    },

    /** For auditors: what was refused and what was decided since an instant. */
    async audited(since: Date): Promise<{ refusals: number; decisions: number }> {
      if (!can(actor, 'read', 'AuditEvent')) return { refusals: 0, decisions: 0 };
      const [refused] = await tx
        .select({ found: count() })
        .from(auditEvent)
        .where(
          and(
            scopeFor(actor, 'read', 'AuditEvent', { tenantId: auditEvent.tenantId }),
            gte(auditEvent.at, since),
            eq(auditEvent.result, 'REFUSED'),
          ),
        );
      const [decided] = await tx
        .select({ found: count() })
        .from(approvalDecision)
        .innerJoin(approvalRequest, eq(approvalRequest.id, approvalDecision.requestId))
        .where(
          and(
            scopeFor(actor, 'read', 'ApprovalRequest', {
              tenantId: approvalRequest.tenantId,
              approverTenantId: approvalRequest.approverTenantId,
            }),
            gte(approvalDecision.decidedAt, since),
          ),
        );
      return { refusals: refused?.found ?? 0, decisions: decided?.found ?? 0 };
    },

    /** For security administrators: duties that end soon, for somebody to say what comes after. */
    async endingDuties(): Promise<number> {
      if (!can(actor, 'update', 'Duty')) return 0;
      const [row] = await tx
        .select({ found: count() })
        .from(duty)
        .where(
          and(
            scopeFor(actor, 'update', 'Duty', { tenantId: duty.tenantId }),
            gt(duty.validUntil, now),
            lte(duty.validUntil, ahead(DUTY_DAYS)),
          ),
        );
      return row?.found ?? 0;
    },

    /** For security administrators: people whom they give duties and who never had one, the longest waiting first. */
    async withoutDuty(): Promise<{ total: number; first: string }> {
      if (!can(actor, 'create', 'Duty')) return { total: 0, first: '' };
      const rows = await tx
        .select({ name: person.name, staffId: person.staffId, total: sql<number>`(count(*) over ())::int` })
        .from(person)
        .where(
          and(
            scopeFor(actor, 'create', 'Duty', { tenantId: person.tenantId }),
            isNull(person.disabledAt),
            notExists(tx.select({ id: duty.id }).from(duty).where(eq(duty.personId, person.id))),
          ),
        )
        .orderBy(asc(person.createdAt), asc(person.id))
        .limit(1);
      const [first] = rows;
      return first
        ? { total: first.total, first: `${first.name} ${first.staffId}` }
        : { total: 0, first: '' };
    },

    /** For who administers the channels: their keys in use; null for others. */
    async keysInUse(): Promise<number | null> {
      if (!can(actor, 'create', 'ChannelKey')) return null;
      const [row] = await tx
        .select({ found: count() })
        .from(channelKey)
        .where(
          and(
            scopeFor(actor, 'read', 'ChannelKey', { tenantId: channelKey.tenantId }),
            isNull(channelKey.revokedAt),
          ),
        );
      return row?.found ?? 0;
    },
  };
}
