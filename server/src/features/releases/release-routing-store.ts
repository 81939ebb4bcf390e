import type { PolicyInForce } from '@xietong/shared/approvals';
import { policyRuleSchema } from '@xietong/shared/approvals';
import type { ReleaseKind } from '@xietong/shared/releases';
import { and, desc, eq } from 'drizzle-orm';
import { isInForce } from '../../db/running-releases';
import { approvalPolicy, release } from '../../db/schema';
import type { DatabaseOrTx } from '../../platform/database';

/** What decides who has to approve a release: the confirmed policies, and what runs in its place. */
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

    /**
     * The text of the campaign's release of a kind that is in force at `now`, the latest; null = nothing runs. Held, so
     * that whoever stops it comes before, or after, and then finds what was compared with it.
     */
    async textInForce(campaignId: string, kind: ReleaseKind, now: Date): Promise<string | null> {
      const [row] = await db
        .select({ text: release.text })
        .from(release)
        .where(and(eq(release.campaignId, campaignId), isInForce(kind, now)))
        .orderBy(desc(release.decidedAt), desc(release.id))
        .limit(1)
        .for('share');
      return row?.text ?? null;
    },
  };
}
