import type { AttentionCode, GuideStepId, ToDo } from '@xietong/shared/workbench';
import { campaignPath } from './campaign-path';

/** Where one acts on a sentence; null where there is nothing to open. */
export const ATTENTION_PATHS: Readonly<Record<AttentionCode, string | null>> = {
  APPROVE_LATE: '/approvals',
  APPROVE_STARTED: '/approvals',
  APPROVE: '/approvals',
  TAKEDOWN_REVIEW_LATE: '/approvals/stops',
  TAKEDOWN_REVIEW: '/approvals/stops',
  WAITING_STARTS: '/approvals?box=MINE&state=OPEN',
  WAITING_LATE: '/approvals?box=MINE&state=OPEN',
  WAITING: '/approvals?box=MINE&state=OPEN',
  RETURNED_LATE: '/approvals?box=MINE&state=RETURNED',
  RETURNED: '/approvals?box=MINE&state=RETURNED',
  PUBLISH_LATE: '/campaigns?state=APPROVED',
  PUBLISH: '/campaigns?state=APPROVED',
  POINT_OFF: '/points',
  LIST_OUTDATED: '/audiences',
  LOCALISE: '/campaigns',
  MERGE_LATE: '/localisation',
  MERGE: '/localisation',
  DRAFT_STARTS: '/localisation?state=DRAFT',
  DRAFT: null,
  ENDING: null,
  GOING_LIVE: null,
  REFUSALS: '/audit?result=REFUSED',
  DECISIONS: '/approvals?box=ALL',
  LOCKED_ACCOUNTS: null,
  ENDING_DUTIES: null,
  NO_KEYS: '/channel-keys',
};

/** Where a step of the guide is taken. */
export const GUIDE_PATHS: Readonly<Record<GuideStepId, string>> = {
  CREATE_STANDARD: '/campaigns',
  SUBMIT_STANDARD: '/campaigns?state=DRAFT',
  PUBLISH_STANDARD: '/campaigns?state=APPROVED',
  LOCALISE: '/campaigns',
  IMPORT_LIST: '/audiences/import',
  PLACE: '/localisation',
  SUBMIT_LOCAL: '/localisation',
  DECIDE: '/approvals',
  READ_NEWS: '/notifications',
  MONITOR: '/monitoring',
  SEARCH_AUDIT: '/audit',
  READ_HISTORY: '/audit/campaigns',
  READ_APPROVALS: '/approvals?box=ALL',
  CREATE_KEY: '/channel-keys',
};

/** Where something to do is done. */
export function toDoPath(toDo: ToDo): string {
  if (toDo.kind === 'POLICY') return '/approval-policies';
  if (toDo.kind === 'DICTIONARY') return '/content-check';
  if (toDo.kind === 'FALLBACK') return `/points/${toDo.campaignId}`;
  if (toDo.kind === 'FINDING' || toDo.kind === 'FINDING_ANSWERED')
    return `/audit/findings/${toDo.campaignId}`;
  if (toDo.kind === 'DISCLOSURE') return `/disclosures/${toDo.campaignId}`;
  if (toDo.kind === 'EXCEPTION' || toDo.kind === 'DETACHMENT')
    return `/campaigns/${toDo.campaignId}/exceptions`;
  if (toDo.kind === 'TAKEDOWN_REVIEW') return `/approvals/stops/${toDo.requestId ?? ''}`;
  if (toDo.requestId) return `/approvals/${toDo.requestId}`;
  if (toDo.kind === 'LOCALISE') return `/localisation/new?standard=${toDo.campaignId}`;
  if (toDo.kind === 'MERGE') return `/localisation/${toDo.campaignId}/merge`;
  if (toDo.kind === 'DRAFT') return `${campaignPath({ ...toDo, kind: toDo.releaseKind })}/edit`;
  return campaignPath({ ...toDo, kind: toDo.releaseKind });
}
