import type { Action, Role, SubjectName, TenantKind } from '../tenants';

/** One first step of a role. */
export interface GuideStep {
  readonly id: GuideStepId;
  /** Done when the person has done one of these, as the audit log knows; without acts, when its page was opened. */
  readonly acts?: readonly string[];
  /** Only for whom this is permitted. */
  readonly needs?: { readonly action: Action; readonly subject: SubjectName };
}

export const GUIDE_STEP_IDS = [
  'CREATE_STANDARD',
  'SUBMIT_STANDARD',
  'PUBLISH_STANDARD',
  'LOCALISE',
  'IMPORT_LIST',
  'PLACE',
  'SUBMIT_LOCAL',
  'DECIDE',
  'READ_NEWS',
  'MONITOR',
  'SEARCH_AUDIT',
  'READ_HISTORY',
  'READ_APPROVALS',
  'CREATE_KEY',
  'CREATE_PERSON',
  'RESET_PASSWORD',
  'CHANGE_PASSWORD',
  'GRANT_DUTY',
  'GRANT_FUNCTION',
  'READ_FUNCTIONS',
  'SET_POLICY',
  'WATCH_DISCLOSURES',
] as const;
export type GuideStepId = (typeof GUIDE_STEP_IDS)[number];

const MONITOR: GuideStep = { id: 'MONITOR', needs: { action: 'read', subject: 'Metric' } };
const READ_NEWS: GuideStep = {
  id: 'READ_NEWS',
  acts: ['notifications.markRead', 'notifications.markAllRead'],
};
const APPROVER: readonly GuideStep[] = [{ id: 'DECIDE', acts: ['approvals.decide'] }, READ_NEWS, MONITOR];
const AUDITOR: readonly GuideStep[] = [
  { id: 'SEARCH_AUDIT' },
  { id: 'READ_HISTORY' },
  { id: 'READ_APPROVALS' },
];

/** Whoever keeps accounts begins with the own one. */
const CHANGE_PASSWORD: GuideStep = { id: 'CHANGE_PASSWORD', acts: ['session.changePassword'] };
const KEEP_PEOPLE: readonly GuideStep[] = [
  CHANGE_PASSWORD,
  { id: 'CREATE_PERSON', acts: ['people.create'] },
  { id: 'RESET_PASSWORD', acts: ['people.resetPassword', 'people.unlock'] },
];
const KEEP_DUTIES: readonly GuideStep[] = [CHANGE_PASSWORD, { id: 'GRANT_DUTY', acts: ['duties.grant'] }];
const WATCH_DISCLOSURES: GuideStep = { id: 'WATCH_DISCLOSURES' };

const GUIDES: Readonly<Record<TenantKind, Readonly<Record<Role, readonly GuideStep[]>>>> = {
  PROVINCE: {
    OPERATOR: [
      { id: 'CREATE_STANDARD', acts: ['campaigns.create'] },
      { id: 'SUBMIT_STANDARD', acts: ['campaigns.submit'] },
      { id: 'PUBLISH_STANDARD', acts: ['campaigns.publish'] },
      READ_NEWS,
      MONITOR,
    ],
    APPROVER,
    AUDITOR,
    SYSTEM_ADMIN: [
      ...KEEP_PEOPLE,
      {
        id: 'CREATE_KEY',
        acts: ['channelKeys.create'],
        needs: { action: 'create', subject: 'ChannelKey' },
      },
    ],
    SECURITY_ADMIN: [
      ...KEEP_DUTIES,
      { id: 'GRANT_FUNCTION', acts: ['cityFunctions.grant', 'cityFunctions.revoke'] },
      { id: 'SET_POLICY', acts: ['approvalPolicies.propose', 'approvalPolicies.confirm'] },
      WATCH_DISCLOSURES,
    ],
  },
  CITY: {
    OPERATOR: [
      {
        id: 'LOCALISE',
        acts: ['localCampaigns.create'],
        needs: { action: 'create', subject: 'LocalCampaign' },
      },
      { id: 'IMPORT_LIST', acts: ['lists.import'], needs: { action: 'create', subject: 'CustomerList' } },
      {
        id: 'PLACE',
        acts: ['localCampaigns.savePlacements'],
        needs: { action: 'create', subject: 'Placement' },
      },
      {
        id: 'SUBMIT_LOCAL',
        acts: ['localCampaigns.submit'],
        needs: { action: 'submit', subject: 'LocalCampaign' },
      },
      MONITOR,
    ],
    APPROVER,
    AUDITOR,
    SYSTEM_ADMIN: KEEP_PEOPLE,
    SECURITY_ADMIN: [...KEEP_DUTIES, { id: 'READ_FUNCTIONS' }, WATCH_DISCLOSURES],
  },
};

/** The first steps of a role, in their order. */
export function guideOf({ kind }: { readonly kind: TenantKind }, role: Role): readonly GuideStep[] {
  return GUIDES[kind][role];
}

/** Whether a step is done, by what the person did and which of its pages were opened. */
export function isStepDone(
  step: GuideStep,
  { acts, opened }: { readonly acts: readonly string[]; readonly opened: readonly string[] },
): boolean {
  return step.acts ? step.acts.some((act) => acts.includes(act)) : opened.includes(step.id);
}
