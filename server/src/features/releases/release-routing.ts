import { changedParts, freezePolicy, routeCopies, routeSteps } from '@xietong/shared/approvals';
import type { FrozenPolicy, RoutedCopy, RoutedStep } from '@xietong/shared/approvals';
import { releaseDocumentSchema } from '@xietong/shared/releases';
import type { ReleaseDocument } from '@xietong/shared/releases';
import { requireRow } from '../../access/require-can';
import type { Tx } from '../../platform/database';
import { createReleaseRoutingStore } from './release-routing-store';
import { createReleaseStore } from './release-store';

export interface ReleaseToRoute {
  readonly tenantId: string;
  readonly document: ReleaseDocument;
  readonly authorIds: readonly string[];
  /** Approvals that it needs whatever the policy says. */
  readonly required: number;
}

/**
 * Who has to approve a release: the policy in force for it at `now`, the steps that it comes to, and who is told. What
 * changed is read from the stored document that runs, never from what a caller says.
 */
export async function routeRelease(
  tx: Tx,
  { tenantId, document, authorIds, required }: ReleaseToRoute,
  now: Date,
): Promise<{ policy: FrozenPolicy; steps: readonly RoutedStep[]; copies: readonly RoutedCopy[] }> {
  const { campaignId, kind } = document.subject;
  const routing = createReleaseRoutingStore(tx);
  const before = await routing.textInForce(campaignId, kind, now);
  const policy = freezePolicy(await routing.policiesInForce(), {
    kind,
    tenantCode: document.tenant.code,
    changes: changedParts(before === null ? null : releaseDocumentSchema.parse(JSON.parse(before)), document),
  });
  const { own, approverIds } = await createReleaseStore(tx).approversOf(tenantId, now);
  const facts = { own: requireRow(own), ownApproverIds: approverIds, authorIds, required };
  const copies = routeCopies(policy.rule.copies ?? [], facts.own);
  return { policy, steps: routeSteps(policy.rule, facts), copies };
}
