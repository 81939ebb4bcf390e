import {
  checkFallbackDecision,
  checkOpenFallback,
  decideFallbackSchema,
  withdrawFallbackSchema,
} from '@xietong/shared/points';
import type { DecideFallbackInput, WithdrawFallbackInput } from '@xietong/shared/points';
import { actorId, actorLabel } from '@xietong/shared/tenants';
import type { Action } from '@xietong/shared/tenants';
import { asCaller } from '../../access/as-caller';
import type { AuditPort } from '../../access/audit-port';
import type { Call } from '../../access/call';
import type { ProposalNewsPort } from '../../access/proposal-news-port';
import { requireCan, requireRow } from '../../access/require-can';
import { unwrap } from '../../platform/app-error';
import type { Clock } from '../../platform/clock';
import type { Database, Tx } from '../../platform/database';
import { contentOf, fieldsOf } from './fallback-proposals';
import type { FallbackCheckPort } from './fallback-proposals';
import { createPointFallbackStore } from './point-fallback-store';
import { createPointStore } from './point-store';
import type { StoredPoint } from './point-store';

export interface PointFallbackServiceDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly audit: AuditPort;
  readonly news: ProposalNewsPort;
  readonly checks: FallbackCheckPort;
}

/** What a point shows by itself goes live by the word of a second person. */
export function createPointFallbackService({
  database,
  clock,
  audit,
  news,
  checks,
}: PointFallbackServiceDeps) {
  /** The point, locked, so that of two decisions at once one comes second, and what was proposed for it last. */
  async function open(tx: Tx, call: Call, id: string, action: Action) {
    const point = requireRow(await createPointStore(tx).lockById(id));
    requireCan(call.actor, action, 'MarketingPoint', { tenantId: point.tenantId });
    return { point, latest: requireRow(await createPointFallbackStore(tx).findLatest(id)) };
  }

  /** A form that was opened before stands on something else now, whatever became of the proposal. */
  async function touch(
    tx: Tx,
    call: Call,
    { id, rowVersion }: StoredPoint,
    shown: Partial<Pick<StoredPoint, 'fallback' | 'fallbackId'>>,
  ): Promise<void> {
    await createPointStore(tx).update(id, {
      ...shown,
      rowVersion: rowVersion + 1,
      updatedByName: actorLabel(call.actor),
      updatedAt: clock.now(),
    });
  }

  return {
    /**
     * Approves what waits, which is shown from then on, or refuses it with a reason.
     * @throws AppError NOT_FOUND, FORBIDDEN, FALLBACK_CHANGED when something else waits than what was seen,
     * FALLBACK_WRONG_STATE with what became of it, FALLBACK_BY_PROPOSER, FALLBACK_REASON_REQUIRED;
     * CONTENT_CHECK_BLOCKED for an approval of what the dictionary does not let stand (any more)
     */
    async decide(call: Call, input: DecideFallbackInput): Promise<{ id: string }> {
      const { id, hash, outcome, reason } = decideFallbackSchema.parse(input);
      return asCaller(database, call, async (tx) => {
        const { point, latest } = await open(tx, call, id, 'approve');
        const by = actorId(call.actor);
        const authors = await createPointFallbackStore(tx).authorsOf(id);
        unwrap(checkFallbackDecision({ ...latest, authors }, { by, hash, outcome, reason }));
        // Checked again, with the dictionary of today under the evidence that was given.
        if (outcome === 'APPROVED')
          await checks.content(tx, fieldsOf(latest), latest.contentCheck?.exemptions ?? []);
        await createPointFallbackStore(tx).settle(latest.id, {
          state: outcome,
          decidedBy: by,
          decidedByName: actorLabel(call.actor),
          decidedAt: clock.now(),
          reason: reason || null,
        });
        const content = contentOf(latest);
        const shown = JSON.parse(latest.text) as Record<string, unknown>;
        const isApproved = outcome === 'APPROVED';
        await touch(tx, call, point, isApproved ? { fallback: shown, fallbackId: latest.id } : {});
        const { tenantId, nameZh: title } = point;
        await news.proposal(tx, call, {
          ...{ about: 'MARKETING_POINT', id, title, reason: reason || null },
          outcome: isApproved ? 'CONFIRMED' : 'REFUSED',
          recipient: { tenantId, personId: latest.proposedBy },
        });
        await audit.success(tx, call, {
          act: 'points.decideFallback',
          subject: { type: 'MarketingPoint', id },
          before: { state: latest.state, fallback: point.fallback },
          after: {
            ...{ state: outcome, fallback: isApproved ? content : point.fallback },
            ...{ proposedFallback: content, fallbackHash: hash, reason: reason || null },
          },
        });
        return { id };
      });
    },

    /**
     * An operator takes back what waits, their own or a colleague's.
     * @throws AppError NOT_FOUND, FORBIDDEN, FALLBACK_CHANGED, FALLBACK_WRONG_STATE
     */
    async withdraw(call: Call, input: WithdrawFallbackInput): Promise<{ id: string }> {
      const { id, hash } = withdrawFallbackSchema.parse(input);
      return asCaller(database, call, async (tx) => {
        const { point, latest } = await open(tx, call, id, 'withdraw');
        unwrap(checkOpenFallback(latest, hash));
        await createPointFallbackStore(tx).settle(latest.id, { state: 'WITHDRAWN' });
        await touch(tx, call, point, {});
        await audit.success(tx, call, {
          act: 'points.withdrawFallback',
          subject: { type: 'MarketingPoint', id },
          before: { state: latest.state },
          after: { state: 'WITHDRAWN', proposedFallback: contentOf(latest), fallbackHash: hash },
        });
        return { id };
      });
    },
  };
}
export type PointFallbackService = ReturnType<typeof createPointFallbackService>;
