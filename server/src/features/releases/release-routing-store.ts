import type { PolicyInForce } from '@xietong/shared/approvals';
import { policyRuleSchema } from '@xietong/shared/approvals';
import type { ReleaseKind } from '@xietong/shared/releases';
import { and, desc, eq, inArray } from 'drizzle-orm';
import { approvalPolicy, release } from '../../db/schema';
import type { DatabaseOrTx } from '../../platform/database';

/** What decides who has to approve a release: the confirmed policies, and what was approved before it. */
export function createReleaseRoutingStore(db: DatabaseOrTx) {
  return {
    async policiesInForce(): Promise<PolicyInForce[]> {
      const rows = await db
        .select({
          policyId: approvalPolicy.policyId,
          version: approvalPolicy.version,
          rule: approvalPolicy.rule,
        })
        .from(approvalPolicy)
        .where(eq(approvalPolicy.state, 'IN_FORCE'));
      return rows.map((row) => ({ ...row, rule: policyRuleSchema.parse(row.rule) }));
    },

    /** The text of the campaign's latest release of a kind that was approved, whatever became of it. */
    async textApprovedBefore(campaignId: string, kind: ReleaseKind): Promise<string | null> {
      const [row] = await db
        .select({ text: release.text })
        .from(release)
        .where(
          and(
            eq(release.campaignId, campaignId),
            eq(release.kind, kind),
            inArray(release.state, ['APPROVED', 'PUBLISHED', 'SUPERSEDED', 'PAUSED']),
          ),
        )
        .orderBy(desc(release.decidedAt))
        .limit(1);
      return row?.text ?? null;
    },
  };
}
