import type { AttentionCode, DoneMatter, GuideStepId, ToDo, WaitingMatter } from '@xietong/shared/workbench';
import { campaignPath } from './campaign-path';

/** Where one acts on a sentence; null where there is nothing to open. */
export const ATTENTION_PATHS: Readonly<Record<AttentionCode, string | null>> = {
  APPROVE_LATE: '/approvals',
  APPROVE_STARTED: '/approvals',
  APPROVE: '/approvals',
  TAKEDOWN_REVIEW_LATE: '/approvals/stops',
  TAKEDOWN_REVIEW: '/approvals/stops',
  // Each stands with its own way on this page.
  WAITING_STARTS: null,
  WAITING_LATE: null,
  WAITING: null,
  RETURNED_LATE: '/approvals?box=MINE&state=RETURNED',
  RETURNED: '/approvals?box=MINE&state=RETURNED',
  PUBLISH_LATE: '/campaigns?state=APPROVED',
  PUBLISH: '/campaigns?state=APPROVED',
  DISCLOSURE: '/disclosures',
  // Each stands at a standard of its own.
  EXCEPTION: null,
  DETACHMENT: null,
  FALLBACK: '/points',
  DICTIONARY: '/content-check',
  POLICY: '/approval-policies',
  FINDING: '/audit/findings',
  FINDING_ANSWERED: '/audit/findings',
  CORRECTED: '/localisation',
  STANDARD_RETIRED: '/localisation',
  SAMPLE: '/audit/samples',
  IMPORT: '/audiences/imports',
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
  WITHOUT_DUTY: '/people?state=WITHOUT_DUTY',
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
  CREATE_PERSON: '/people',
  RESET_PASSWORD: '/people',
  CHANGE_PASSWORD: '/settings',
  GRANT_DUTY: '/people',
  GRANT_FUNCTION: '/city-functions',
  READ_FUNCTIONS: '/city-functions',
  SET_POLICY: '/approval-policies',
  WATCH_DISCLOSURES: '/disclosures',
};

/** Where the things stand that are the same for who waits, who acts and who has acted. */
const THING_PATHS = {
  TAKEDOWN_REVIEW: (id) => `/approvals/stops/${id}`,
  POLICY: () => '/approval-policies',
  DICTIONARY: () => '/content-check',
  FALLBACK: (id) => `/points/${id}`,
  DISCLOSURE: (id) => `/disclosures/${id}`,
  FINDING: (id) => `/audit/findings/${id}`,
  FINDING_ANSWERED: (id) => `/audit/findings/${id}`,
  IMPORT: (id) => `/audiences/imports/${id}`,
  SAMPLE: (id) => `/audit/samples/${id}`,
} as const satisfies Partial<Record<ToDo['kind'], (id: string) => string>>;

/** Where one looks after what waits for others: who asked for an exception sees it at the own campaign. */
export function waitingPath({ kind, id }: Pick<WaitingMatter, 'kind' | 'id'>): string {
  if (kind === 'APPROVE') return `/approvals/${id}`;
  if (kind === 'EXCEPTION' || kind === 'DETACHMENT') return `/localisation/${id}`;
  return THING_PATHS[kind](id);
}

/** Where what one has settled is seen again. */
export function donePath({ kind, id }: Pick<DoneMatter, 'kind' | 'id'>): string {
  if (kind === 'APPROVE') return `/approvals/${id}`;
  if (kind === 'EXCEPTION' || kind === 'DETACHMENT') return `/campaigns/${id}/exceptions`;
  return THING_PATHS[kind](id);
}

/** Where something to do is done. */
export function toDoPath(toDo: ToDo): string {
  if (toDo.kind === 'TAKEDOWN_REVIEW') return THING_PATHS.TAKEDOWN_REVIEW(toDo.requestId ?? '');
  const thingPath = Object.entries(THING_PATHS).find(([kind]) => kind === toDo.kind)?.[1];
  if (thingPath) return thingPath(toDo.campaignId);
  if (toDo.kind === 'EXCEPTION' || toDo.kind === 'DETACHMENT')
    return `/campaigns/${toDo.campaignId}/exceptions`;
  if (toDo.requestId) return `/approvals/${toDo.requestId}`;
  if (toDo.kind === 'LOCALISE') return `/localisation/new?standard=${toDo.campaignId}`;
  if (toDo.kind === 'MERGE') return `/localisation/${toDo.campaignId}/merge`;
  if (toDo.kind === 'DRAFT') return `${campaignPath({ ...toDo, kind: toDo.releaseKind })}/edit`;
  return campaignPath({ ...toDo, kind: toDo.releaseKind });
}
