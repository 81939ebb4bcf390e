import type { PolicyRule } from '@xietong/shared/approvals';
import { mutation } from './mutation-case';
import { REASON } from './things';
import type { Things } from './things';

const approver = 'JS-APR-01';

async function opened(things: Things) {
  const request = await things.request();
  await things.services.approvalService.open(things.as(approver), request);
  return request;
}

/** Hands a request to a colleague, or asks one more. */
const toColleague = async (things: Things) => ({
  id: (await things.request()).id,
  personId: things.personId('JS-APR-02'),
  note: REASON,
});

/** A rule for a city that hands nothing in here. */
const ruleOf = (things: Things): PolicyRule => ({
  ...{ name: things.fresh('价格由省审'), priority: 50, order: 'SERIAL' },
  ...{ kinds: ['LOCAL'], tenants: ['320500'], changes: ['PRICE'] },
  steps: [{ approver: 'PROVINCE', approvals: 1 }],
});
const proposed = (things: Things) =>
  things.services.policyService.propose(things.as('JS-SEC-01'), {
    ...{ base: null, rule: ruleOf(things), reason: REASON },
  });

/** Nanjing's live campaign is stopped by its author. */
async function stopped(things: Things) {
  const { releaseId } = await things.local('LIVE');
  await things.services.takedownService.takeDown(things.as('NJ-OPS-01'), { releaseId, reason: REASON });
  return releaseId;
}

/** Approvals and their policies, emergency stops and their reviews. */
export const APPROVAL_CASES = [
  mutation('approvals.open', approver, (things) => things.request()),
  mutation(
    'approvals.decide',
    approver,
    async (things) => ({ ...(await opened(things)), outcome: 'APPROVED' }),
    { once: true },
  ),
  mutation(
    'approvals.decide',
    approver,
    async (things) => ({ ...(await things.request()), outcome: 'RETURNED', reason: REASON }),
    { when: 'against it' },
  ),
  mutation(
    'approvals.copy',
    approver,
    async (things) => ({
      id: (await things.request()).id,
      personIds: [],
      roles: [{ at: 'PROVINCE', role: 'AUDITOR' }],
    }),
    { once: true },
  ),
  mutation('approvals.remind', 'JS-OPS-01', async (things) => ({ id: (await things.request()).id })),
  mutation('approvals.reassign', approver, toColleague),
  mutation('approvals.addApprover', approver, toColleague),

  mutation(
    'approvalPolicies.propose',
    'JS-SEC-01',
    (things) => ({ base: null, rule: ruleOf(things), reason: REASON }),
    { makes: { table: 'approval_policy', other: { reason: '另一个理由' }, neighbour: 'JS-SEC-02' } },
  ),
  mutation('approvalPolicies.withdraw', 'JS-SEC-01', proposed),
  mutation('approvalPolicies.confirm', 'JS-SEC-02', proposed),
  mutation('approvalPolicies.refuse', 'JS-SEC-02', async (things) => ({
    ...(await proposed(things)),
    reason: REASON,
  })),
  mutation('approvalPolicies.proposeEnd', 'JS-SEC-01', async (things) => {
    const { id } = await proposed(things);
    await things.services.policyService.confirm(things.as('JS-SEC-02'), { id });
    const policyId = await things.one('select policy_id as id from approval_policy where id = $1', [id]);
    return { policyId, version: 1, reason: REASON };
  }),

  mutation('releases.takeDown', 'NJ-OPS-01', async (things) => ({
    releaseId: (await things.local('LIVE')).releaseId,
    reason: REASON,
  })),
  mutation(
    'releases.takeDown',
    'NJ-OPS-01',
    async (things) => {
      const live = await things.local('LIVE');
      await things.nextLocal(live, 'IN_REVIEW');
      return { releaseId: live.releaseId, reason: REASON };
    },
    { when: 'of what something handed in was compared with', follows: ['releases.void'] },
  ),
  mutation(
    'releases.takeDownCampaign',
    'JS-APR-01',
    async (things) => {
      const { id: of } = await things.publishedStandard();
      await things.local('LIVE', { of });
      await things.local('LIVE', { of, by: 'WX-OPS-01' });
      return { campaignId: of, reason: REASON };
    },
    { follows: ['releases.stop', 'releases.stop'] },
  ),
  mutation('takedownReviews.conclude', 'NJ-APR-01', async (things) => ({
    id: await things.one('select id from takedown_review where release_id = $1', [await stopped(things)]),
    ...{ conclusion: 'JUSTIFIED', comment: REASON },
  })),
];
