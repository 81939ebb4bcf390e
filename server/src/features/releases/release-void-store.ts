import type { VoidCause } from '@xietong/shared/approvals';
import { and, asc, eq, inArray } from 'drizzle-orm';
import { stepHolder } from '../../db/open-step';
import { approvalRequest, approvalStep, release } from '../../db/schema';
import type { Tx } from '../../platform/database';
import type { ReleaseRow } from './release-store';

interface Hand {
  readonly tenantId: string;
  readonly personId: string | null;
}

function distinctHands(hands: readonly Hand[]): Hand[] {
  return [...new Map(hands.map((hand) => [JSON.stringify(hand), hand])).values()];
}

/** What is with the approvers, and the end of it. */
export function createReleaseVoidStore(tx: Tx) {
  return {
    async voidRequest(id: string, voidBecause: VoidCause, at: Date): Promise<void> {
      await tx
        .update(approvalRequest)
        .set({ state: 'VOID', voidBecause, closedAt: at })
        .where(and(eq(approvalRequest.id, id), eq(approvalRequest.state, 'OPEN')));
    },

    /** What is with the approvers of these campaigns, or of a tenant; locked, in one order. */
    async lockInReview(
      of: { readonly campaignIds: readonly string[] } | { readonly tenantId: string },
    ): Promise<ReleaseRow[]> {
      return tx
        .select()
        .from(release)
        .where(
          and(
            eq(release.state, 'IN_REVIEW'),
            'tenantId' in of
              ? eq(release.tenantId, of.tenantId)
              : inArray(release.campaignId, [...of.campaignIds]),
          ),
        )
        .orderBy(asc(release.id))
        .for('update');
    },

    /** The open request of a release, and in whose hands it is or was: the steps whose turn has come. */
    async openRequest(releaseId: string, now: Date) {
      const steps = await tx
        .select({
          requestId: approvalRequest.id,
          tenantId: approvalStep.approverTenantId,
          personId: stepHolder('approval_step', now),
          stage: approvalStep.stage,
          metAt: approvalStep.metAt,
        })
        .from(approvalRequest)
        .innerJoin(approvalStep, eq(approvalStep.requestId, approvalRequest.id))
        .where(and(eq(approvalRequest.releaseId, releaseId), eq(approvalRequest.state, 'OPEN')))
        .orderBy(asc(approvalStep.stage), asc(approvalStep.id));
      const [first] = steps;
      if (!first) return undefined;
      const turn = Math.min(...steps.flatMap(({ stage, metAt }) => (metAt ? [] : [stage])));
      const hands = steps
        .filter(({ stage }) => stage <= turn)
        .map(({ tenantId, personId }) => ({ tenantId, personId }));
      return { requestId: first.requestId, hands: distinctHands(hands) };
    },
  };
}
