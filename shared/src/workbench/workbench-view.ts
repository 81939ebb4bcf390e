import type { NotificationRow } from '../notifications';
import type { ReleaseKind } from '../releases';
import type { Attention } from './attention';
import type { GuideStepId } from './guide';
import type { ToDo } from './to-do';

/** An own submission in review, and who has it. */
export interface WaitingSubmission {
  readonly requestId: string;
  readonly releaseKind: ReleaseKind;
  readonly campaignId: string;
  readonly campaignNumber: string;
  readonly title: string;
  readonly submittedAt: string;
  readonly startsAt: string | null;
  /** The tenants that have an open step, each with the staff ids of who could decide it, as far as one sees them. */
  readonly with: readonly {
    readonly kind: 'PROVINCE' | 'CITY';
    readonly nameZh: string;
    readonly nameEn: string;
    readonly people: readonly string[];
  }[];
  /** By when its open steps should be decided; null = no deadline. */
  readonly dueAt: string | null;
}

export interface GuideProgress {
  readonly steps: readonly { readonly id: GuideStepId; readonly done: boolean }[];
}

/** What one person should look at now. Instants are ISO UTC; `rows` are the first few of `total`. */
export interface Workbench {
  /** When the visit before this one began; null at the first. */
  readonly lastVisit: string | null;
  readonly attention: readonly Attention[];
  readonly toDo: { readonly rows: readonly ToDo[]; readonly total: number };
  readonly waiting: { readonly rows: readonly WaitingSubmission[]; readonly total: number };
  /** What happened since the last visit; at the first one, in the last seven days. */
  readonly news: { readonly rows: readonly NotificationRow[]; readonly total: number };
  /** Null when the role has none, or the person has put it away. */
  readonly guide: GuideProgress | null;
}

/** Numbers beside the entries of the menu. */
export interface WorkCounts {
  readonly toApprove: number;
  /** Emergency stops that wait for this person's review. */
  readonly stopsToReview: number;
  /** Came back to this person and was not handed in again, by kind of campaign. */
  readonly returnedStandards: number;
  readonly returnedLocals: number;
  readonly toPublish: number;
  /** What another person of the own role proposed and somebody else has to confirm. */
  readonly policiesToConfirm: number;
  readonly dictionariesToConfirm: number;
  /** What points are to show by themselves, proposed by somebody else. */
  readonly fallbacksToApprove: number;
  /** Requests for numbers in clear of which this person may be the second. */
  readonly disclosuresToAuthorise: number;
  /** Findings to answer, or, for auditors, answered ones to look at. */
  readonly findingsWaiting: number;
}
