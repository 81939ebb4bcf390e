import type { AbilityBuilder, ForcedSubject, MongoAbility } from '@casl/ability';

/** Everything that can be done. There is no wildcard: a right that nobody wrote down does not exist. */
export const ACTIONS = [
  'read',
  'create',
  'update',
  'submit',
  'approve',
  'publish',
  'withdraw',
  'takeDown',
  'archive',
  'export',
  'explain',
] as const;
export type Action = (typeof ACTIONS)[number];

/** Everything it can be done to. */
export const SUBJECTS = [
  'Asset',
  'ApprovalPolicy',
  'ApprovalRequest',
  'AuditEvent',
  'AuditFinding',
  'Channel',
  'ChannelKey',
  'CheckDictionary',
  'CityFunction',
  'CustomerList',
  'Decision',
  'DemoHall',
  'Disclosure',
  'Duty',
  'Event',
  'LocalCampaign',
  'MarketingPoint',
  'Metric',
  'Password',
  'Person',
  'Placement',
  'PolicyException',
  'Release',
  'PropagationItem',
  'SavingUnit',
  'SavedView',
  'Session',
  'StandardCampaign',
  'Subscriber',
  'TakedownReview',
  'Tenant',
] as const;
export type SubjectName = (typeof SUBJECTS)[number];

/**
 * The tenant that a row belongs to: of a subscriber the present home city, of a point or a standard
 * the province, of a tenant itself, of a person or duty the tenant of the duty it is seen through.
 */
interface TenantRow {
  tenantId: string;
}

interface ExtraFields {
  /** `approverTenantId`: the tenant whose approvers decide it. */
  ApprovalRequest: { approverTenantId: string };
  /** `ownerId`: the person who answers it; `notedTenantId`: of the auditors who follow it up. */
  AuditFinding: { ownerId: string; notedTenantId: string };
  /** `askedBy`: the person who asked for it. */
  Disclosure: { askedBy: string };
  /** `baseCampaignId`: the standard it localises, or null when the city built it itself. */
  LocalCampaign: { baseCampaignId: string | null };
  /** `ofSecurityAdmin`: it opens the rights of a security administrator. */
  Password: { ofSecurityAdmin: boolean };
  /** `personId`: who made it for themselves. */
  SavedView: { personId: string };
  /** `published`: at least one version has ever been published. */
  StandardCampaign: { published: boolean };
  /** `reviewerTenantId`: the tenant whose approvers review it. */
  TakedownReview: { reviewerTenantId: string };
}

/** The fields of a row that permissions look at. */
export type RowOf<S extends SubjectName> = S extends keyof ExtraFields
  ? TenantRow & ExtraFields[S]
  : TenantRow;

/** A row marked with its subject, as an ability wants to be asked. */
export type SubjectInstance = { [S in SubjectName]: RowOf<S> & ForcedSubject<S> }[SubjectName];

export type AppAbility = MongoAbility<[Action, SubjectName | SubjectInstance]>;

/** What a feature's `grant…` function writes its rules into. */
export type Grants = AbilityBuilder<AppAbility>;
