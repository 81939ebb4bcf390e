import { actorId } from '@xietong/shared/tenants';
import type { Actor } from '@xietong/shared/tenants';
import { DONE_DAYS } from '@xietong/shared/workbench';
import type { DoneKind, DoneMatter, DoneOutcome } from '@xietong/shared/workbench';
import { sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import {
  approvalDecision,
  approvalPolicy,
  auditFinding,
  auditFindingStep,
  checkDictionary,
  disclosure,
  localCampaign,
  marketingPoint,
  pointFallback,
  policyException,
  release,
  takedownReview,
} from '../../db/schema';
import type { Tx } from '../../platform/database';
import { rowsOfKeptPlan } from '../../platform/kept-plan';

const MOST = 6;

interface Found {
  total: number;
  kind: DoneKind;
  id: string;
  number: string | null;
  title_zh: string;
  title_en: string;
  outcome: DoneOutcome;
  at: string;
}

/** What the actor has settled for others lately, the latest first; row-level security says what of it can still be seen. */
export async function findDone(
  tx: Tx,
  actor: Actor,
  now: Date,
): Promise<{ rows: DoneMatter[]; total: number }> {
  const from = sql`${now.toISOString()}::timestamptz - make_interval(days => ${DONE_DAYS})`;
  const all = sql.join(sourcesOf(actor, from), sql` union all `);
  const found = await rowsOfKeptPlan<Found>(
    tx,
    sql`select done.*, (count(*) over ())::int as total from (${all}) done order by at desc, id limit ${MOST}`,
  );
  return {
    total: found[0]?.total ?? 0,
    rows: found.map(({ title_zh: titleZh, title_en: titleEn, at, kind, id, number, outcome }) => ({
      ...{ kind, id, number, titleZh, titleEn, outcome },
      at: new Date(at).toISOString(),
    })),
  };
}

/** Each with the columns `kind, id, number, title_zh, title_en, outcome, at`. */
function sourcesOf(actor: Actor, from: SQL): SQL[] {
  const me = sql`${actorId(actor)}::uuid`;
  const here = actor.tenant.id;
  const titleOf = sql`(select v.title from local_version v where v.campaign_id = ${localCampaign.id} order by v.version desc limit 1)`;
  return [
    sql`select 'APPROVE' as kind, ${approvalDecision.requestId} as id, ${release.campaignNumber} as number, ${release.title} as title_zh,
        ${release.title} as title_en, ${approvalDecision.outcome} as outcome, ${approvalDecision.decidedAt} as at
      from ${approvalDecision} join ${release} on ${release.id} = ${approvalDecision.releaseId}
      where ${approvalDecision.decidedBy} = ${me} and ${approvalDecision.decidedByTenantId} = ${here} and ${approvalDecision.decidedAt} > ${from}`,
    sql`select 'TAKEDOWN_REVIEW', ${takedownReview.id}, ${release.campaignNumber}, ${release.title}, ${release.title},
        ${takedownReview.conclusion}, ${takedownReview.concludedAt}
      from ${takedownReview} join ${release} on ${release.id} = ${takedownReview.releaseId}
      where ${takedownReview.concludedBy} = ${me} and ${takedownReview.concludedByTenantId} = ${here} and ${takedownReview.concludedAt} > ${from}`,
    sql`select case ${policyException.kind} when 'POLICY' then 'EXCEPTION' else 'DETACHMENT' end, ${policyException.standardCampaignId},
        ${localCampaign.number}, ${titleOf}, ${titleOf}, case ${policyException.state} when 'REFUSED' then 'REFUSED' else 'GRANTED' end,
        ${policyException.decidedAt}
      from ${policyException} join ${localCampaign} on ${localCampaign.id} = ${policyException.localCampaignId}
      where ${policyException.decidedBy} = ${me} and ${policyException.decidedAt} > ${from}`,
    sql`select 'POLICY', ${approvalPolicy.id}, null, ${approvalPolicy.rule} ->> 'name', ${approvalPolicy.rule} ->> 'name',
        case ${approvalPolicy.state} when 'REFUSED' then 'REFUSED' else 'CONFIRMED' end, ${approvalPolicy.decidedAt}
      from ${approvalPolicy} where ${approvalPolicy.decidedBy} = ${me} and ${approvalPolicy.state} <> 'WITHDRAWN'
        and ${approvalPolicy.tenantId} = ${here} and ${approvalPolicy.decidedAt} > ${from}`,
    sql`select 'DICTIONARY', ${checkDictionary.id}, null, '', '', ${checkDictionary.state}, ${checkDictionary.decidedAt}
      from ${checkDictionary} where ${checkDictionary.decidedBy} = ${me} and ${checkDictionary.tenantId} = ${here}
        and ${checkDictionary.decidedAt} > ${from}`,
    sql`select 'FALLBACK', ${marketingPoint.id}, ${marketingPoint.code}, ${marketingPoint.nameZh}, ${marketingPoint.nameEn},
        ${pointFallback.state}, ${pointFallback.decidedAt}
      from ${pointFallback} join ${marketingPoint} on ${marketingPoint.id} = ${pointFallback.pointId}
      where ${pointFallback.decidedBy} = ${me} and ${pointFallback.tenantId} = ${here} and ${pointFallback.decidedAt} > ${from}`,
    sql`select 'DISCLOSURE', ${disclosure.id}, ${disclosure.number}, ${disclosure.title}, ${disclosure.title},
        case ${disclosure.state} when 'REFUSED' then 'REFUSED' else 'AUTHORISED' end, ${disclosure.decidedAt}
      from ${disclosure} where ${disclosure.decidedBy} = ${me} and ${disclosure.state} <> 'WITHDRAWN'
        and ${disclosure.tenantId} = ${here} and ${disclosure.decidedAt} > ${from}`,
    sql`select 'FINDING', ${auditFinding.id}, ${auditFinding.number}, ${auditFinding.title}, ${auditFinding.title},
        ${auditFindingStep.step}, ${auditFindingStep.at}
      from ${auditFindingStep} join ${auditFinding} on ${auditFinding.id} = ${auditFindingStep.findingId}
      where ${auditFindingStep.byId} = ${me} and ${auditFindingStep.step} in ('ANSWERED', 'CLOSED', 'SENT_BACK')
        and (${auditFinding.tenantId} = ${here} or ${auditFinding.notedTenantId} = ${here}) and ${auditFindingStep.at} > ${from}`,
  ];
}
