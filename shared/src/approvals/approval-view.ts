import type { ContentField } from '../content';
import type { ErrorParams } from '../kernel';
import type { ReleaseCheck } from '../content-check';
import type { ReleaseDocument, ReleaseKind, ReleaseState, ReviewedTakedown } from '../releases';
import type { ApprovalOutcome, ApprovalState, VoidCause } from './approval-schema';
import type { EarlierComment, FieldCommentView } from './field-comments';
import type { ChangedPart, CopiedRole } from './policy-schema';

export interface ApprovalDecision {
  readonly outcome: ApprovalOutcome;
  readonly reason: string | null;
  /** Staff id. */
  readonly by: string;
  /** ISO UTC. */
  readonly at: string;
  readonly hash: string;
}

/** One request in a list. Instants are ISO UTC. */
export interface ApprovalRow {
  readonly id: string;
  readonly tenantId: string;
  readonly tenantCode: string;
  readonly tenantKind: 'PROVINCE' | 'CITY';
  readonly tenantNameZh: string;
  readonly tenantNameEn: string;
  readonly approverTenantId: string;
  readonly approverTenantKind: 'PROVINCE' | 'CITY';
  readonly approverNameZh: string;
  readonly approverNameEn: string;
  readonly releaseId: string;
  readonly releaseState: ReleaseState;
  readonly kind: ReleaseKind;
  readonly campaignId: string;
  readonly campaignNumber: string;
  readonly versionId: string;
  readonly title: string;
  readonly hash: string;
  readonly state: ApprovalState;
  /** What changed under it, of one that is void. */
  readonly voidBecause: VoidCause | null;
  readonly note: string | null;
  readonly submittedByName: string;
  readonly submittedAt: string;
  readonly closedAt: string | null;
  readonly startsAt: string | null;
  readonly endsAt: string | null;
  /** When a later approved release of the campaign takes over; null = none does. */
  readonly overtakenAt: string | null;
  /** The last decision; null before the first, and when it was taken back. */
  readonly decision: ApprovalDecision | null;
  /** Approvals by different people that it needs. */
  readonly required: number;
  /** By when the steps that wait should be decided, the first of them; null = no deadline. */
  readonly dueAt: string | null;
  /** The reader has opened it as it is: only then can it be approved at once with others. */
  readonly isOpened: boolean;
  /** The reader is told of it and has not opened it as it is. */
  readonly isNewCopy: boolean;
}

/** Somebody who was told of a request, and by whom; `byName` null = by the policy. */
export interface ApprovalCopy {
  readonly tenantNameZh: string;
  readonly tenantNameEn: string;
  /** Everybody of a role in the tenant, or one person by staff id. */
  readonly role: CopiedRole['role'] | null;
  readonly personName: string | null;
  readonly byName: string | null;
  readonly at: string;
  readonly note: string | null;
}

/** Whom the reader could tell of a request. */
export interface CopyChoices {
  readonly people: readonly {
    readonly personId: string;
    readonly staffId: string;
    readonly tenantNameZh: string;
    readonly tenantNameEn: string;
  }[];
  readonly roles: readonly CopiedRole[];
}

/** One step of a request: whom it waits for, and how far it is. */
export interface ReviewStepView {
  readonly id: string;
  /** Steps of one stage are open together; a later stage waits for the earlier ones. */
  readonly stage: number;
  readonly approverTenantKind: 'PROVINCE' | 'CITY';
  readonly approverNameZh: string;
  readonly approverNameEn: string;
  /** Approvals by different people that it needs. */
  readonly approvals: number;
  /** Staff id of the one whom it was handed to; null = any approver of the tenant. */
  readonly personName: string | null;
  /** Staff ids. */
  readonly approvedBy: readonly string[];
  readonly state: 'MET' | 'OPEN' | 'WAITING';
  /** ISO UTC; null before it opens, and where there is no deadline. */
  readonly dueAt: string | null;
  readonly missedAt: string | null;
  /** It is open and too few can still decide it; told of the tenants whose people the reader sees. */
  readonly isStuck: boolean;
}

/** A marketing point that a reviewed release is placed on. */
export interface ReviewedPoint {
  readonly code: string;
  readonly format: string;
  readonly channel: string;
  readonly nameZh: string;
  readonly nameEn: string;
}

export interface ReviewedChannel {
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
}

/** What breaks a guard-rail: the code of an error with what it says. */
export interface RailProblem {
  /** The field that does; null = it is none. */
  readonly fieldId: string | null;
  /** Code of the point at which something is placed that cannot be; null = it concerns the whole, or a field. */
  readonly point: string | null;
  readonly code: string;
  readonly params: ErrorParams;
}

/** Everything an approver needs to see: what will be live, what is live now, who made it. */
export interface ApprovalDetail {
  readonly request: ApprovalRow;
  readonly document: ReleaseDocument;
  /** The campaign's release in force, whose place it would take, or took when it was approved; null = none is, or was. */
  readonly replaces: { readonly hash: string; readonly document: ReleaseDocument } | null;
  /** Where nothing is in force: the campaign's release that was approved last, whatever became of it. */
  readonly approvedLast: ApprovalDetail['replaces'];
  /** What keeps it from being approved; empty = every field and place keeps its guard-rails. */
  readonly guardRails: readonly RailProblem[];
  /** For a city's release on a standard: the content of the version that it stands on. */
  readonly standardContent: readonly ContentField[] | null;
  readonly authors: readonly {
    readonly actorId: string;
    readonly name: string;
    readonly kind: 'PERSON' | 'MACHINE';
  }[];
  readonly decisions: readonly ApprovalDecision[];
  /** On single fields of this release. */
  readonly comments: readonly FieldCommentView[];
  /** On those before it, since the one that was approved last. */
  readonly earlierComments: readonly EarlierComment[];
  readonly steps: readonly ReviewStepView[];
  /** What it is decided by, `name` null = the default; null of what was handed in before there were policies. */
  readonly copies: readonly ApprovalCopy[];
  /** The reader has opened it as it is. */
  readonly isOpened: boolean;
  /** What the reader may do besides deciding. */
  readonly may: { readonly copy: boolean; readonly remind: boolean };
  readonly policy: {
    readonly name: string | null;
    readonly version: number | null;
    /** What differs from the release in force, as it was computed at submission. */
    readonly changes: readonly ChangedPart[];
    /** By then nothing of the campaign had been approved, or nothing was in force: `changes` is all that it holds. */
    readonly comparedWith: 'FIRST' | 'NOTHING_IN_FORCE' | 'IN_FORCE';
  } | null;
  /** A step of the reader's tenant is open and the reader approves for it; authors are told apart by `isAuthor`. */
  readonly mayDecide: boolean;
  readonly isAuthor: boolean;
  /** The assessment before automated decisions, where a list or a rule aims the content. */
  readonly assessment: {
    readonly purpose: string;
    readonly necessity: string;
    readonly safeguards: string;
  } | null;
  /** The last emergency stop of this release or of one of the campaign before it. */
  readonly takedown: (ReviewedTakedown & { readonly version: number; readonly ofThis: boolean }) | null;
  /** What the content check found when it was handed in; null for one from before there was a check. */
  readonly check: ReleaseCheck | null;
  readonly points: readonly ReviewedPoint[];
  readonly channels: readonly ReviewedChannel[];
}

/** An approver to whom a step can be handed, or who can be asked, too. */
export interface HandOverCandidate {
  readonly personId: string;
  readonly staffId: string;
  readonly name: string;
  readonly tenantId: string;
  readonly tenantNameZh: string;
  readonly tenantNameEn: string;
  /** Of the tenant of the reader's step: it can be handed over; else they can be asked in addition. */
  readonly mayTakeOver: boolean;
}

/**
 * How many customers a placement is for right now: those that its rule fits, with a list those of them that are on it;
 * of a list alone those to whom it can be shown; of neither all that are known.
 */
export interface PlacementReach {
  readonly placementId: string;
  readonly count: number;
}
