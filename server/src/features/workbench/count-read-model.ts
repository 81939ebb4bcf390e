import type { Actor } from '@xietong/shared/tenants';
import type { WorkCounts } from '@xietong/shared/workbench';
import { sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import { can } from '../../access/require-can';
import {
  approvalPolicy,
  approvalRequest,
  auditFinding,
  checkDictionary,
  auditSample,
  disclosure,
  listImport,
  localCampaign,
  pointFallback,
  policyException,
  release,
  takedownReview,
} from '../../db/schema';
import type { Tx } from '../../platform/database';
import { rowsOfKeptPlan } from '../../platform/kept-plan';
import { exceptionWhere } from './exception-to-do-read-model';
import { answeredWhere, findingWhere } from './finding-to-do-read-model';
import { importWhere, sampleWhere } from './own-list-to-do-read-model';
import { dictionaryWhere, disclosureWhere, fallbackWhere, policyWhere } from './proposal-to-do-read-model';
import { approveWhere, cameBackWhere } from './request-to-do-read-model';
import { reviewWhere } from './review-to-do-read-model';
import { publishWhere } from './standard-to-do-read-model';

/** The numbers of the menu, in one statement; what the actor has nothing to do with is not counted. */
export async function countWork(tx: Tx, actor: Actor, now: Date): Promise<WorkCounts> {
  const requests = (where: SQL): SQL =>
    sql`(select count(*)::int from ${approvalRequest} join ${release} on ${release.id} = ${approvalRequest.releaseId} where ${where})`;
  const back = (kinds: SQL): SQL =>
    requests(
      sql`${kinds} and ((${cameBackWhere(actor, 'RETURNED')}) or (${cameBackWhere(actor, 'REJECTED')}) or (${cameBackWhere(actor, 'VOID')}))`,
    );
  const none = sql`0`;
  const policies = policyWhere(actor);
  const dictionaries = dictionaryWhere(actor);
  const fallbacks = fallbackWhere(actor);
  const reviews = reviewWhere(actor, now);
  const disclosures = disclosureWhere(actor, now);
  const answered = answeredWhere(actor);
  const findings = answered ? sql`((${findingWhere(actor)}) or (${answered}))` : findingWhere(actor);
  const exceptions = exceptionWhere(actor);
  const imports = importWhere(actor);
  const samples = sampleWhere(actor);
  const submits = can(actor, 'submit', 'Release');
  const [row] = await rowsOfKeptPlan<WorkCounts>(
    tx,
    sql`select
    ${can(actor, 'approve', 'ApprovalRequest') ? requests(approveWhere(actor, now)) : none} as "toApprove",
    ${reviews ? sql`(select count(*)::int from ${takedownReview} where ${reviews})` : none} as "stopsToReview",
    ${submits ? back(sql`${release.kind} <> 'LOCAL'`) : none} as "returnedStandards",
    ${submits ? back(sql`${release.kind} = 'LOCAL'`) : none} as "returnedLocals",
    ${can(actor, 'publish', 'Release') ? sql`(select count(*)::int from ${release} where ${publishWhere(actor)})` : none} as "toPublish",
    ${policies ? sql`(select count(*)::int from ${approvalPolicy} where ${policies})` : none} as "policiesToConfirm",
    ${dictionaries ? sql`(select count(*)::int from ${checkDictionary} where ${dictionaries})` : none} as "dictionariesToConfirm",
    ${fallbacks ? sql`(select count(*)::int from ${pointFallback} where ${fallbacks})` : none} as "fallbacksToApprove",
    ${disclosures ? sql`(select count(*)::int from ${disclosure} where ${disclosures})` : none} as "disclosuresToAuthorise",
    ${
      exceptions
        ? sql`(select count(*)::int from ${policyException} join ${localCampaign} on ${localCampaign.id} = ${policyException.localCampaignId} where ${exceptions})`
        : none
    } as "exceptionsToDecide",
    ${imports ? sql`(select count(*)::int from ${listImport} where ${imports})` : none} as "importsToStart",
    ${samples ? sql`(select count(*)::int from ${auditSample} where ${samples})` : none} as "samplesToLookAt",
    (select count(*)::int from ${auditFinding} where ${findings}) as "findingsWaiting"`,
  );
  if (!row) throw new Error('a count answered without a row');
  return row;
}
